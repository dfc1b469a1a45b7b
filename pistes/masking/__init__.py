"""Personal data out of a text before anything is stored: identifiers by pattern, names by context and by a model."""

from pistes.masking.masker import Masker

__all__ = ["Masker"]
