"""Rasa's custom actions: thin, one topic a file. Criteria in, names of responses and records out; no wording, no HTTP."""
