"""Every query, by domain. Repositories never commit: the edge does."""
