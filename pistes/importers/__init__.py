"""What reads files of other producers into records: one module a format in `formats/`, one engine and report for all.

`run_import` (engine) is the way in; nothing here commits but its one transaction.
"""
