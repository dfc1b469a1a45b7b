"""The ordered runner gives what Rasa's own runner gives."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.graph import OrderedGraphRunner

calls: list[str] = []


class Add(GraphComponent):
    """Adds what it is given."""

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> "Add":
        made = cls()
        made.name = config["name"]  # type: ignore[attr-defined]
        return made

    def run(self, left: int, right: int) -> int:
        calls.append(self.name)  # type: ignore[attr-defined]
        if left < 0:
            raise RuntimeError("no number below zero")
        return left + right


def node(name: str, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Add, constructor_name="create", fn="run", config={"name": name}, is_target=True)


# Written in the wrong order on purpose: `last` needs `first`.
SCHEMA = GraphSchema(
    {
        "last": node("last", left="first", right="__input__"),
        "first": node("first", left="__input__", right="__input__"),
        "apart": node("apart", left="__input__", right="__other__"),
    }
)


def runner(kind: type[DaskGraphRunner], folder: Path) -> DaskGraphRunner:
    return kind.create(SCHEMA, LocalModelStorage(folder), ExecutionContext(SCHEMA))


@pytest.mark.parametrize("targets", [["last"], ["first"], ["first", "last"]])
def test_same_results(tmp_path: Path, targets: list[str]) -> None:
    found = [runner(kind, tmp_path).run({"__input__": 2}, targets) for kind in (OrderedGraphRunner, DaskGraphRunner)]
    assert found[0] == found[1]


def test_only_what_is_needed_runs_and_once(tmp_path: Path) -> None:
    ordered = runner(OrderedGraphRunner, tmp_path)
    for _ in range(2):
        calls.clear()
        assert ordered.run({"__input__": 1}, ["last"]) == {"last": 3}
        assert calls == ["first", "last"]


def test_a_failing_node_is_an_error_of_the_run(tmp_path: Path) -> None:
    with pytest.raises(GraphComponentException):
        runner(OrderedGraphRunner, tmp_path).run({"__input__": -1}, ["last"])


def test_a_missing_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GraphRunError):
        runner(OrderedGraphRunner, tmp_path).run({"__input__": 1}, ["apart"])


def test_an_input_with_the_name_of_a_node_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphRunError):
        runner(OrderedGraphRunner, tmp_path).run({"first": 1}, ["last"])
