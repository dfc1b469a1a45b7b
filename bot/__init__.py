"""Everything Rasa reads: wording, pipeline components, the channel. Imports only Rasa and `langue/` (Python 3.10)."""
