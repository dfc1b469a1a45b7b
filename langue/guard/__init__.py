"""The danger guard: finds the person in danger before anything else, without Rasa, in both Pythons.

`check` says whether a message tells of danger, and of which kind; `classify` names the kind of a danger found elsewhere.
"""

from langue.guard.decide import Danger, check, classify

__all__ = ["Danger", "check", "classify"]
