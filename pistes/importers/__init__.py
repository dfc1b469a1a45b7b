"""What reads files of other producers into records: one module a format, the same report for all."""
