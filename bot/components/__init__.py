"""Rasa pipeline components of our own: thin shells around `langue/`."""
