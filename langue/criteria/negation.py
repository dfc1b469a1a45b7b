"""Whether what a phrase says is refused: « pas du sport, plutôt de la musique »."""

import re

from langue.criteria.plain import Plain

_LINKS = "du|de|des|la|le|les|l|d|un|une|en|au|aux|a|pour|plus|vraiment|trop|encore|forcement|que|tout|ce|cette|ces"
# "il n'y a pas un concert ?" asks for one: after these verbs « pas » refuses nothing.
_ASKING = (
    "a ai as y avez auriez aurait aurais avait ont existe pourquoi connaissez connais savez sais peut peux pouvez "
    "trouve serait il"
)
_REFUSING = (
    "non|ni|sans|sauf|hors|excepte|oublie(?:z|r|ns)?|au lieu|a la place|plutot qu(?:e|en)?|plus (?:de|d|envie)|"
    "marre (?:de|du|des)|assez"
)
_REFUSAL = re.compile(
    rf" (?:{''.join(f'(?<! {verb} )' for verb in _ASKING.split())}pas|{_REFUSING}) (?:(?:{_LINKS}) ){{0,3}}$"
)
# How far back a refusal is looked for, in characters.
_WINDOW = 48


def is_refused(text: Plain, start: int) -> bool:
    """Whether the phrase that begins at `start` is said not to be wanted, or not to be so."""
    return _REFUSAL.search(text, max(0, start - _WINDOW), start) is not None
