"""One module a format: how it is recognised, how its rows are read, what one row means. Nothing else lives here."""
