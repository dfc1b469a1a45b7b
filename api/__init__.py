"""HTTP: chat, search, records, pages, staff. Routes and templates only; decisions live in `pistes/services/`."""
