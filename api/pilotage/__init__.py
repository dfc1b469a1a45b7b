"""Managers: what people ask, what fails, and what to do about it.

Pages, files and forms only; figures are made in `pistes.analytics`, and no number here comes from anywhere else.
"""
