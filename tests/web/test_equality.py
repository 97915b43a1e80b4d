"""What pages say of a meeting is what commands say of the same record: bar, points, sentences, sheet."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.cli import run
from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.forms.form import Form, make_form
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.texts import say, sentence
from scriptless import read
from whole_records import whole_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

    from drafting import Cell
    from scriptless import Element

pytestmark = pytest.mark.usefixtures("installation")
SHIPPED = {each.id: each for each in Catalog().all()}
_TAKEN_AWAY = 0.15
_CLOSE = r"(?<=<main class=\"sheet) close-[0-9]"
_PERIOD = {"regular": "2026-11", "": "2026"}


def texts_by_chance(form: Form, chance: Random) -> dict[str, str]:
    """Return what is typed of a meeting: of every second one something is not there yet, but what handing in needs."""
    texts = texts_of(form, whole_record(form, chance))
    if chance.random() < 0.5:
        texts = {name: text for name, text in texts.items() if chance.random() > _TAKEN_AWAY}
    notes = [card.note.id for card in form.cards.values() if card.note]
    asked = {"limitations": "Một hạn chế.", "votes_total": "9", "votes_for": "8", **dict.fromkeys(notes, "Một lý do.")}
    needed = {name: text for name, text in asked.items() if name in form.ids}
    return {**texts, **needed} | ({"meeting_kind": "thường kỳ"} if "meeting_kind" in form.ids else {})


def command(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Run a command and return what it prints."""
    capsys.readouterr()
    assert run([*map(str, words)]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def told_of(browser: Client, cell: Cell, form: Form) -> tuple[str, dict[str, tuple[str, list[str]]]]:
    """Return what the pages of a draft say: the bar, and of each criterion its points and sentences."""
    bar, cards = "", {}
    for page in form.pages:
        if not page.cards:
            continue
        shown = read(browser.get(f"{cell.address}/{page.id}"))
        bar = shown.one("div", class_="bar").text
        for card in shown.all("section"):
            cards[card.attributes["data-criterion"]] = card.one("span", class_="got").text, _sentences(card)
    return bar, cards


def _sentences(card: Element) -> list[str]:
    return [each.text for each in card.one("div", data_part=f"why.{card.attributes['data-criterion']}").all("p")]


def check(framework_id: str, chance: Random, capsys: pytest.CaptureFixture[str], folder: Any) -> None:  # noqa: ANN401 - where a record is put
    """Fill in a meeting, look at its pages, hand it in, and compare with what the commands say of the record."""
    from django.test import Client as Browser  # noqa: PLC0415 - the web needs an installation

    from chamdiem.web.drafts import filled, save  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.submitting import hand_in, state_of  # noqa: PLC0415 - as above
    from drafting import make_cell  # noqa: PLC0415 - as above

    loaded = SHIPPED[framework_id]
    form, kind = make_form(loaded, "vi"), "regular" if loaded.framework.shape.kind else ""
    cell = make_cell(framework_id, kind, _PERIOD[kind])
    browser = Browser()
    browser.force_login(cell.secretary, backend="chamdiem.web.accounts.AccountBackend")
    save(cell.draft.pk, 1, texts_by_chance(form, chance), cell.secretary)
    while faults := filled(house(), cell.now(), "vi").faults:
        # a day that is still to come, or what the cell's other months contradict
        save(cell.draft.pk, cell.now().version, dict.fromkeys(faults, ""), cell.secretary)
    bar, cards = told_of(browser, cell, form)
    hand_in(house(), cell.secretary, cell.now(), "Còn chờ số liệu")
    state = state_of(house(), cell.draft)
    assert state is not None
    assert state.record is not None
    file = folder / f"{cell.id}.json"
    file.write_text(json.dumps(state.record.body["data"], ensure_ascii=False), encoding="utf-8")
    scored = json.loads(command(capsys, "score", file, "--framework", framework_id, "--format", "json"))
    compare(scored["layers"]["self"], bar, cards)
    sheet = folder / f"{cell.id}.html"
    command(capsys, "sheet", file, "--framework", framework_id, "-o", sheet)
    assert browser.get(f"{cell.address}/bien-nhan").status_code == HTTPStatus.OK
    ours = browser.get(f"{cell.address}/phieu.html").content.decode()
    assert without_foot(ours) == re.sub(_CLOSE, "", sheet.read_text(encoding="utf-8"))


def compare(told: Mapping[str, Any], bar: str, cards: Mapping[str, tuple[str, list[str]]]) -> None:
    """See that the pages say what the command says."""
    for each in (one for group in told["groups"] for one in group["criteria"]):
        got, why = cards[each["id"]]
        if each["status"] == "scored" and each["maximum"] is not None:
            assert got == f"{each['points']}/{each['maximum']}".replace(".", ",")
        # where the answer itself gives the points, nothing is said under it
        assert why[:1] in ([], [f"{sentence(each['reason']['text'])}."]), each["id"]
    # where criteria bring no points, the bar counts those that are met, and the command tells no total
    ends = dict.fromkeys([told["total"]] if told.get("total") is not None else _ends(told))
    first = [str(each).replace(".", ",") for each in ends]
    assert re.findall(r"[0-9]+(?:,[0-9]+)?", bar)[: len(first)] == first, (bar, ends)
    left = len(told["to_score"])
    assert (say("vi", "fill.left", count=left) if left else say("vi", "fill.left_none")) in bar


def _ends(told: Mapping[str, Any]) -> list[Any]:
    return [told[name] for name in ("least", "most") if told.get(name) is not None]


def without_foot(sheet: str) -> str:
    """Return a sheet without its foot, by which one of the ledger is proved, and for which lines may stand closer."""
    before, _, after = re.split(r'(<table class="mark">.*?</table>\n)', sheet, flags=re.DOTALL)
    return re.sub(_CLOSE, "", before + after)


@pytest.mark.parametrize("framework_id", sorted(SHIPPED))
def test_pages_say_what_commands_say(framework_id: str, capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:  # noqa: ANN401 - a path
    """Of meetings drawn by chance, bar, points, sentences and sheet are those of the commands; 21 over all."""
    chance = Random(framework_id)  # noqa: S311 - chosen, not secret
    for _ in range(3):
        check(framework_id, chance, capsys, tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("framework_id", sorted(SHIPPED))
def test_500_pages_say_what_commands_say(framework_id: str, capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:  # noqa: ANN401 - a path
    """The same of 500."""
    chance = Random(f"{framework_id}, 500")  # noqa: S311 - chosen, not secret
    for _ in range(-(-500 // len(SHIPPED))):
        check(framework_id, chance, capsys, tmp_path)
