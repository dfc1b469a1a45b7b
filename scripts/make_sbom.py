"""Writes the software bill of materials (CycloneDX 1.5, JSON) of what is run: both Python environments and the widget.

`uv run python scripts/make_sbom.py sbom.json` ("-" for the standard output). It is read from the lock files, so it names
what is installed and nothing else: no network, the same result every time.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomllib

ROOT = Path(__file__).resolve().parent.parent
# Groups of pyproject.toml that are run; the others are for developers.
RUN = ("app", "bot")

Package = dict[str, Any]


def main() -> None:
    """Entry point."""
    bill = json.dumps(document(), indent=1, ensure_ascii=False)
    if len(sys.argv) > 1 and sys.argv[1] != "-":
        Path(sys.argv[1]).write_text(bill + "\n", encoding="utf-8")
    else:
        print(bill)


def document() -> dict[str, Any]:
    """The whole bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    itself = {
        "type": "application",
        "bom-ref": "passerelle",
        "name": "passerelle",
        "version": project["version"],
        "licenses": [{"license": {"id": "EUPL-1.2"}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": itself},
        "components": sorted([*python_parts(), *script_parts()], key=lambda part: part["bom-ref"]),
    }


def python_parts() -> Iterator[dict[str, Any]]:
    """Every package that `uv.lock` gives to the environments that are run."""
    packages: list[Package] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    by_name: dict[str, list[Package]] = {}
    for package in packages:
        by_name.setdefault(package["name"], []).append(package)
    (root,) = by_name["passerelle"]
    wanted = [need for group in RUN for need in root["dev-dependencies"][group]]
    seen: dict[tuple[str, str], Package] = {}
    while wanted:
        need = wanted.pop()
        for package in by_name.get(need["name"], []):
            if need.get("version", package["version"]) != package["version"]:
                continue
            if (package["name"], package["version"]) not in seen:
                seen[package["name"], package["version"]] = package
                wanted += package.get("dependencies", [])
            for extra in need.get("extra", []):
                wanted += package.get("optional-dependencies", {}).get(extra, [])
    for (name, version), package in seen.items():
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        yield _part(name, version, f"pkg:pypi/{name}@{version}", [f["hash"] for f in files if "hash" in f])


def script_parts() -> Iterator[dict[str, Any]]:
    """What the built widget holds: the packages that are not only for building it."""
    locked = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, package in locked.items():
        if path and not package.get("dev"):
            name = re.sub(r"^.*node_modules/", "", path)
            yield _part(name, package["version"], f"pkg:npm/{name.replace('@', '%40')}@{package['version']}", [])


def _part(name: str, version: str, purl: str, hashes: list[str]) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    sums = [
        {"alg": "SHA-256", "content": value.removeprefix("sha256:")} for value in hashes if value.startswith("sha256:")
    ]
    return {**part, "hashes": sums} if sums else part


if __name__ == "__main__":
    main()
