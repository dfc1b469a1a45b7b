"""What managers read: counts, groups of questions, quality by judges, and the rule that no small group is shown.

Decisions and drawings only; SQL lives in `pistes/repositories/analytics*.py`. Nothing here is a survey of residents.
"""
