"""Editing records: what a form asks, how it is read and checked, saved with its history, undone, and what is to be done.

Decisions only: no HTTP, no template; queries are in `pistes/repositories/editing.py`.
"""
