"""Signing in and out of the staff's pages, by account or OpenID Connect; who a request comes from."""
