"""The commands on frameworks."""

from __future__ import annotations

import json

import jsonschema
import pytest

from chamdiem.cli import run
from chamdiem.engine.reading.catalog import Catalog

IDS = Catalog().ids


def test_list_names_every_framework(capsys: pytest.CaptureFixture[str]) -> None:
    """The list has every framework with its dates in force and its provenance."""
    assert run(["frameworks"]) == 0
    header, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert tuple(row[0] for row in rows) == IDS
    provenance = {row[0]: row[header.index("Nguồn gốc")] for row in rows}
    assert provenance["dien-bien/4275-2018"] == "dựng lại"
    dates = {row[0]: row[header.index("Hiệu lực")] for row in rows}
    assert dates["nghe-an/08-2021"] == "15/09/2021–30/10/2023"


def test_list_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the list is a table, and no id is cut."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["frameworks"]) == 0
    out = capsys.readouterr().out
    assert all(framework_id in out for framework_id in IDS)


@pytest.mark.parametrize("framework_id", IDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_show_has_every_criterion(framework_id: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One framework is shown whole: document, provenance, hash, criteria, ratings, and the line that it must bear."""
    loaded = Catalog().get(framework_id)
    assert run(["frameworks", "show", framework_id, "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert loaded.hash in out
    for criterion in loaded.framework.criteria:
        assert f"{criterion.id}. {criterion.title}" in out
    for rating in loaded.framework.ratings:
        assert f"  {rating.title}: " in out
    assert loaded.framework.provenance.notice is None or loaded.framework.provenance.notice in out


def test_show_an_unknown_one(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown framework is one sentence that names those there are."""
    assert run(["frameworks", "show", "ha-noi/2020"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert all(framework_id in err for framework_id in IDS)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("framework", "framework/1"),
        ("cases", "cases/1"),
        ("record", "record/1"),
        ("evaluation", "evaluation/2"),
        ("evaluation-1", "evaluation/1"),
    ],
)
def test_schemas_are_schemas(kind: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is a JSON Schema that a validator takes."""
    assert run(["schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"chamdiem/{name}"
