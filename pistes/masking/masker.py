"""Masks a text: e-mails, numbers, births and addresses by pattern, then names of persons; places and services are kept."""

from langue.gazetteer import Gazetteer
from langue.normalise import fold
from langue.places import find_places
from pistes.masking.addresses import mask_addresses
from pistes.masking.births import mask_births
from pistes.masking.emails import mask_emails
from pistes.masking.patterns import mask_numbers
from pistes.masking.people import MASK, People
from pistes.masking.words import first_names, public_figures, surnames


class Masker:
    """Masks personal data. Its word lists are loaded once a process; safe to use from several threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def mask(self, text: str) -> str:
        """`text` with identifiers and names of persons replaced by what they are; communes and services stay."""
        for step in (mask_emails, mask_births, mask_numbers, mask_addresses):
            text = step(text)
        for start, end in reversed(self._people(text)):
            text = f"{text[:start]}{MASK}{text[end:]}"
        return text

    def _people(self, text: str) -> list[tuple[int, int]]:
        places = [
            (start, end)
            for start, end, _ in find_places(text, self._gazetteer).spans
            # « Léa », « Durand »: a misspelt commune to the gazetteer, a name to everybody else.
            if not (fold(text[start:end]) in first_names() or fold(text[start:end]) in surnames())
        ]
        places += [found.span() for found in public_figures().finditer(fold(text))]
        return People(text, lambda start, end: any(s < end and start < e for s, e in places)).spans()
