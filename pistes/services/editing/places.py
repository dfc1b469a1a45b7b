"""Communes and départements as an editor writes them: « Firminy (42095) », « Loire (42) », or a bare name or code."""

import re
from collections import defaultdict
from dataclasses import dataclass

from langue.gazetteer import Gazetteer
from langue.normalise import key

_CODE = re.compile(r"\(\s*([0-9AB]{2,5})\s*\)\s*$")


@dataclass(frozen=True)
class Places:
    """Names by code: INSEE codes of communes, codes of the départements of the entente."""

    communes: dict[str, str]
    departments: dict[str, str]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Places":
        """The places that the gazetteer knows."""
        return cls(
            {commune.insee: commune.name for commune in gazetteer.communes.values()},
            {department.code: department.name for department in gazetteer.departments.values() if department.member},
        )

    def written(self, code: str) -> str:
        """« Firminy (42095) »; the code itself when it is not known."""
        name = self.communes.get(code) or self.departments.get(code)
        return f"{name} ({code})" if name else code

    def labels(self) -> list[str]:
        """Every commune as it is written, by name."""
        return sorted(self.written(code) for code in self.communes)

    def code(self, text: str, *, departments: bool = False) -> str | None:
        """The code of what was written; None when it is unknown, or a name that several communes bear."""
        found = _CODE.search(text)
        wanted = found.group(1) if found else text.strip()
        if wanted in self.communes or (departments and wanted in self.departments):
            return wanted
        names: dict[str, set[str]] = defaultdict(set)
        for code, name in self.communes.items():
            names[key(name)].add(code)
        if departments:
            for code, name in self.departments.items():
                names[key(name)].add(code)
        codes = names.get(key(text), set())
        return next(iter(codes)) if len(codes) == 1 else None
