"""`GET /api/search`: everything published. Queries are never logged."""
