"""What is published, for others to take: our own records, CSV, XLSX, data·inclusion v1. Nothing internal, no example."""
