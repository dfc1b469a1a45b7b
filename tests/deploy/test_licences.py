"""Every file has a licence, the bill of materials is whole, and `publiccode.yml` says what its readers look for."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_every_file_has_its_licence() -> None:
    linted = subprocess.run(
        [sys.executable, "-m", "reuse", "lint", "-q"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, subprocess.run(
        [sys.executable, "-m", "reuse", "lint", "-l"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


class TestPubliccode:
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))

    @pytest.mark.parametrize(
        "key",
        [
            "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
            "description", "legal", "maintenance", "localisation",
        ],
    )  # fmt: skip
    def test_has_what_the_standard_requires(self, key: str) -> None:
        assert self.found[key]

    def test_describes_itself_within_the_standard_s_bounds(self) -> None:
        said = self.found["description"]["fr"]
        assert len(said["shortDescription"]) <= 150
        assert 150 <= len(said["longDescription"]) <= 10_000
        assert said["features"]

    def test_names_the_project_s_licence(self) -> None:
        assert self.found["legal"]["license"] == "EUPL-1.2"


def test_the_bill_of_materials_names_what_both_environments_run() -> None:
    made = subprocess.run(
        [sys.executable, "scripts/make_sbom.py", "-"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    bill = json.loads(made.stdout)
    assert bill["bomFormat"] == "CycloneDX"
    parts = {part["name"]: part for part in bill["components"]}
    for name in ("fastapi", "rasa", "sqlalchemy", "lit"):
        assert parts[name]["purl"].startswith("pkg:")
    assert all(part["version"] for part in bill["components"])
    # Two Pythons: the same library may be there in two versions.
    assert len({part["version"] for part in bill["components"] if part["name"] == "sqlalchemy"}) == 2
