"""What operators are given: files that their tools accept, and that name only what exists."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from api import metrics
from passerelle.cli import app
from passerelle.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
ALERTS: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))["groups"][0][
    "rules"
]
BOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "passerelle.json").read_text("utf-8"))
# Metrics that Prometheus itself, or its client, adds.
GIVEN = {"up", "process_resident_memory_bytes"}


def known() -> set[str]:
    assert metrics.ANSWERS
    return {
        sample + suffix
        for family in REGISTRY.collect()
        for sample in [family.name]
        for suffix in ("", "_total", "_bucket", "_count", "_sum")
    } | GIVEN


def named(expression: str) -> set[str]:
    bare = re.sub(r'"[^"]*"', "", expression)
    return set(re.findall(r"\b(?:passerelle_\w+|up|process_\w+)\b", bare))


class TestYaml:
    @pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.yml")), ids=lambda path: path.name)
    def test_is_clean(self, path: Path) -> None:
        linted = subprocess.run(
            [sys.executable, "-m", "yamllint", "-s", "-c", ROOT / ".yamllint.yml", path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert linted.returncode == 0, linted.stdout


class TestCompose:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))

    def test_only_the_proxy_is_reachable(self) -> None:
        assert [name for name, service in self.compose["services"].items() if "ports" in service] == ["proxy"]

    @pytest.mark.parametrize("name", ["postgres", "redis", "bot1", "bot2"])
    def test_what_holds_data_reaches_nothing_outside(self, name: str) -> None:
        assert self.compose["services"][name]["networks"] == ["back"]
        assert self.compose["networks"]["back"]["internal"] is True

    @pytest.mark.parametrize("name", ["api1", "api2", "bot1", "bot2"])
    def test_our_processes_have_no_privilege(self, name: str) -> None:
        service = self.compose["services"][name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert "mem_limit" in service

    def test_every_setting_exists(self) -> None:
        text = (DEPLOY / "compose.yml").read_text("utf-8") + (DEPLOY / "passerelle.env.example").read_text("utf-8")
        used = set(re.findall(r"^\s*PASSERELLE_([A-Z_]+)[:=]", text, re.MULTILINE))
        assert used - {name.upper() for name in Settings.model_fields} <= {"HOSTNAME"}

    def test_every_file_it_builds_from_exists(self) -> None:
        for service in self.compose["services"].values():
            if "build" in service:
                assert (ROOT / service["build"]["dockerfile"]).exists()

    def test_every_command_exists(self) -> None:
        commands = {command.name for command in app.registered_commands} | {g.name for g in app.registered_groups}
        for service in self.compose["services"].values():
            if service.get("command", [""])[0] == "passerelle":
                assert service["command"][1] in commands


class TestContainerfiles:
    @pytest.mark.parametrize("name", ["Containerfile.api", "Containerfile.bot"])
    def test_runs_as_nobody_in_particular_and_tells_its_health(self, name: str) -> None:
        text = (DEPLOY / name).read_text("utf-8")
        instructions = [line.split()[0] for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
        assert "HEALTHCHECK" in instructions
        assert instructions.index("USER") < instructions.index("CMD")
        assert "uv sync --locked" in text
        assert ":latest" not in text

    def test_the_bot_s_says_until_when_its_python_is_maintained(self) -> None:
        text = (DEPLOY / "Containerfile.bot").read_text("utf-8")
        assert "FROM ubuntu:22.04" in text
        assert "April 2027" in text

    def test_nothing_private_is_copied_into_an_image(self) -> None:
        ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()
        assert {".git", "var", ".venv", ".venv-bot"} <= set(ignored)


class TestUnits:
    @pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
    def test_is_well_formed(self, path: Path) -> None:
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read_string(path.read_text("utf-8"))
        assert "Unit" in unit
        if path.suffix == ".service":
            assert unit["Service"]["NoNewPrivileges"] == "yes"
            assert unit["Service"]["User"] == "passerelle"

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
    def test_systemd_accepts_them(self, tmp_path: Path) -> None:
        paths = []
        for unit in UNITS:
            text = unit.read_text("utf-8").replace("/opt/passerelle", str(ROOT))
            paths.append(tmp_path / unit.name.replace("@", "@8001"))
            paths[-1].write_text(text, encoding="utf-8")
        checked = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True, check=False
        )
        ours = [line for line in checked.stderr.splitlines() if "passerelle" in line]
        assert not ours


class TestProxies:
    @pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
    def test_keeps_the_operators_and_the_bot_s_doors_closed(self, name: str) -> None:
        text = (DEPLOY / "proxy" / name).read_text("utf-8")
        assert "/metrics" in text
        assert "/actions/" in text
        assert text.count("{") == text.count("}")

    @pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
    def test_nginx_accepts_its_file(self, tmp_path: Path) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=a", "-keyout",
             tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True,
        )  # fmt: skip
        text = (DEPLOY / "proxy" / "nginx.conf").read_text("utf-8").replace("/etc/ssl/passerelle", str(tmp_path))
        (tmp_path / "site.conf").write_text(text, encoding="utf-8")
        main = f"events {{}}\npid {tmp_path}/pid;\nhttp {{ include {tmp_path}/site.conf; }}\n"
        (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
        checked = subprocess.run(
            ["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


class TestAlerts:
    @pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
    def test_looks_at_metrics_that_exist(self, rule: dict[str, Any]) -> None:
        assert named(rule["expr"])
        assert named(rule["expr"]) <= known()

    @pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
    def test_says_what_happens_and_whom_it_wakes(self, rule: dict[str, Any]) -> None:
        assert rule["annotations"]["summary"]
        assert rule["labels"]["severity"] in ("page", "ticket")

    @pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
    def test_is_explained_in_the_guide(self, rule: dict[str, Any]) -> None:
        assert rule["alert"] in (ROOT / "docs" / "guides" / "exploitation.md").read_text("utf-8")

    @pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
    def test_prometheus_accepts_them(self) -> None:
        path = DEPLOY / "prometheus" / "alerts.yml"
        checked = subprocess.run(["promtool", "check", "rules", path], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


class TestDashboard:
    @pytest.mark.parametrize("panel", BOARD["panels"], ids=lambda panel: panel["title"])
    def test_shows_metrics_that_exist(self, panel: dict[str, Any]) -> None:
        for target in panel["targets"]:
            assert named(target["expr"])
            assert named(target["expr"]) <= known()

    def test_has_no_two_panels_in_one_place(self) -> None:
        cells = [
            (x, y)
            for panel in BOARD["panels"]
            for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
            for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
        ]
        assert len(cells) == len(set(cells))
