"""The back office: records, sites, accounts, texts on danger. Routes and their templates; decisions are in `pistes/`."""
