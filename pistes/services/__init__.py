"""What the project decides: which records answer, how they are shown, who is competent. No HTTP, no bot.

Queries that several services share live in `pistes/repositories/`.
"""
