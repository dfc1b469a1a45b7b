"""One record: JSON, calendar (`.ics`) and visiting card (`.vcf`)."""
