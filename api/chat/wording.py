"""All wording, from the YAML that Rasa reads too: the same sentences when the bot is dead."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pistes.french import enumerate_words, long_date, typeset

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# An optional part of a sentence, « [ à {place}] »: dropped when a value inside is missing.
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class UnknownResponse(KeyError):
    """A response that no domain file defines: a fault of ours, found by a test."""


class Wording:
    """Responses by name. Each has a `text` and, under `metadata`, its `plain` twin and what a suggestion sends."""

    def __init__(self, responses: dict[str, dict[str, Any]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, folder: Path) -> "Wording":
        """Read every file of the domain; a name defined twice is refused."""
        found: dict[str, dict[str, Any]] = {}
        for path in sorted(folder.glob("**/*.yml")):
            for name, variants in (yaml.safe_load(path.read_text(encoding="utf-8")).get("responses") or {}).items():
                if name in found:
                    raise ValueError(f"{name} is defined twice ({path.name})")
                found[name] = variants[0]
        return cls(found)

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def say(self, name: str, values: dict[str, Any], *, plain: bool = False) -> str:
        """The sentence of response `name`, in simple French when `plain`, with `values` written in French.

        Raises `UnknownResponse`.
        """
        response = self._get(name)
        template = (response.get("metadata") or {}).get("plain") if plain else None
        return fill(template or response["text"], values)

    def suggestion(self, name: str, values: dict[str, Any], *, plain: bool = False) -> dict[str, str]:
        """`{label, message}` of a suggestion; the message is what the resident would type."""
        response = self._get(name)
        message = (response.get("metadata") or {}).get("message") or response["text"]
        return {"label": self.say(name, values, plain=plain), "message": fill(message, values)}

    def _get(self, name: str) -> dict[str, Any]:
        try:
            return self._responses[name]
        except KeyError:
            raise UnknownResponse(name) from None


def fill(template: str, values: dict[str, Any]) -> str:
    """`template` with its placeholders filled; an optional part in brackets goes when one of its values is missing."""
    written = {key: _write(key, value) for key, value in values.items() if value not in (None, "", [])}

    def optional(match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(name in written for name in _PLACEHOLDER.findall(part)) else ""

    kept = _OPTIONAL.sub(optional, template)
    return typeset(_PLACEHOLDER.sub(lambda match: written.get(match.group(1), ""), kept).strip())


def _write(key: str, value: Any) -> str:
    if isinstance(value, list):
        return enumerate_words([str(item) for item in value])
    if key.startswith("date_"):
        return long_date(date.fromisoformat(str(value)))
    if key.endswith("_km"):
        return (
            f"{float(value):.0f}".replace(".", ",") if float(value) >= 10 else f"{float(value):.1f}".replace(".", ",")
        )
    return str(value)
