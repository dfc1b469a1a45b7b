"""Composition root: settings, wiring, command line, start and stop. Only here are `api` and `actions` both known."""
