"""The danger guard: finds the person in danger before anything else, without Rasa, in both Pythons.

`check` says whether a message tells of danger, and of which kind; `classify` names the kind of a danger found elsewhere.
`use` gives it the tuned encoder of a trained model (`Meaning.open`) and the deep encoder (`langue.deep`).
"""

from langue.guard.decide import Danger, check, classify, use
from langue.guard.meaning import Meaning

__all__ = ["Danger", "Meaning", "check", "classify", "use"]
