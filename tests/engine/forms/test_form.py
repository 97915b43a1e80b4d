"""A form asks all that a framework asks, each thing once, where people look for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from chamdiem.engine.forms.form import FIRST, LAYER, OUTSIDE, Form, make_form
from chamdiem.engine.reading.catalog import Catalog, load_framework
from chamdiem.engine.reading.table_columns import ColumnKind, columns_of
from chamdiem.engine.texts import LANGS
from drawn.strategies import frameworks
from patience import LARGE
from samples import criterion, framework, loaded, unpointed
from subjects import BY_LAYER, COLLECTIVE, PERSON

ROOT = Path(__file__).resolve().parents[3]
AN_PHU = make_form(Catalog().get("an-phu/2025"), "vi")
LEARNING = [load_framework(file) for file in sorted((ROOT / "docs" / "khung-day").glob("*.yaml"))]
ELSEWHERE = [load_framework(file) for file in sorted((ROOT / "tests" / "rubrics").glob("*.yaml"))]
EVERY = [*Catalog().all(), *LEARNING, COLLECTIVE, PERSON, BY_LAYER, *ELSEWHERE]
OF_OTHERS = ("upper", "cell_vote", "decided")


def ids(form: Form, page: str) -> list[str]:
    """Return the ids of the questions of a page that are no notes and no evidence."""
    found = form.page(page)
    assert found
    return [each.id for each in found.all_questions if each.column.kind is not ColumnKind.LONG_TEXT]


def check_whole(form: Form) -> None:
    """Make sure that a form asks everything of a cell, and nothing twice."""
    asked = [question.id for page in form.pages for question in page.all_questions]
    asked += [question.id for question in form.closing]
    assert len(asked) == len(set(asked))
    unnoted = {f"{LAYER}.deduction_notes.{card.criterion.id}" for card in form.cards.values() if card.note is None}
    columns = {column.id for column in columns_of(form.framework.framework, form.lang)}
    of_others = {name for name in columns if name.startswith(OF_OTHERS) and "." in name}
    assert columns - of_others - unnoted - {f"{LAYER}.rating"} - form.known == set(asked)
    assert list(form.cards) == [each.id for each in form.framework.framework.criteria]
    assert len({page.id for page in form.pages}) == len(form.pages)
    assert all(re.fullmatch(r"[0-9A-Za-z._-]+", page.id) for page in form.pages)
    for question in form.questions.values():
        assert question.label
        assert question.has_buttons == (0 < len(question.choices) < 10)
        assert len({choice.value for choice in question.choices}) == len(question.choices)


@pytest.mark.parametrize("found", EVERY, ids=lambda each: each.id)
def test_everything_is_asked_once(found: object) -> None:
    """Every field and question of the cell's own layer stands on one page, or in the end, or is known before."""
    for lang in LANGS:
        check_whole(make_form(found, lang))  # type: ignore[arg-type]  # pytest passes it as any object


@given(frameworks())
@settings(max_examples=60, deadline=None, suppress_health_check=list(LARGE))
def test_everything_is_asked_of_any_framework(found: object) -> None:
    """The same holds of whatever framework is drawn."""
    check_whole(make_form(found, "vi"))  # type: ignore[arg-type]  # a strategy of ours, which has no types


def test_what_several_criteria_read_is_asked_first() -> None:
    """The first page of An Phú asks for the meeting, the members, and who came: no more."""
    assert ids(AN_PHU, FIRST) == [
        "meeting_kind", "date", "place", "members_total", "members_official", "members_exempt", "members_special_duty",
        "present", "absent_excused", "absent_unexcused",
    ]  # fmt: skip
    first = AN_PHU.page(FIRST)
    assert first
    assert [section.title for section in first.sections] == ["Kỳ sinh hoạt", "Đảng viên", "Dự họp"]


def test_a_count_stands_on_the_card_that_reads_it() -> None:
    """What one criterion reads is on its card, before what is judged; a card of shared facts asks nothing."""
    asked = {name: [each.id for each in card.questions] for name, card in AN_PHU.cards.items()}
    assert asked["1"] == ["start_time", "end_time"]
    assert asked["2.1"] == []
    assert asked["4.5"] == ["speakers"]
    assert asked["7"] == ["targets_set", "targets_met"]
    assert asked["5.2"] == ["self.answers.5.2"]


def test_what_only_checks_a_criterion_stands_on_its_card() -> None:
    """Facts that no criterion reads, and that its cross-checks compare with its answer, are asked beside it."""
    asked = {name: [each.id for each in card.questions] for name, card in AN_PHU.cards.items()}
    assert asked["4.4"] == ["praised", "reminded", "criticised", "self.answers.4.4"]
    assert asked["4.6"] == ["minutes_approved", "self.answers.4.6"]


def test_pages_are_the_groups() -> None:
    """After the first page comes one for each group, then one for what stands outside the scale."""
    assert [page.id for page in AN_PHU.pages] == [FIRST, *(f"nhom-{number}" for number in range(1, 9))]
    assert AN_PHU.pages[4].title == "4. Tổ chức sinh hoạt"
    bonus = framework(criterion(), outside=[criterion("9", maximum="2")], points={"bonus_above_maximum": "capped"})
    assert [page.id for page in make_form(bonus, "vi").pages] == [FIRST, "nhom-g", OUTSIDE]
    assert make_form(bonus, "vi").pages[-1].title == "Ngoài thang điểm"


def test_groups_within_a_group_are_sections() -> None:
    """The criteria of a group come first, without a title; each group in it has one of its own."""
    groups = [
        {
            "id": "Đ", "title": "Ngoài", "maximum": "30", "criteria": [criterion("1")],
            "groups": [
                {"id": "A", "title": "Trong", "maximum": "10", "criteria": [criterion("2")]},
                {"id": "B", "title": "Sau", "maximum": "10", "criteria": [criterion("3")]},
            ],
        }
    ]  # fmt: skip
    data = framework(criterion()).document.data
    assert isinstance(data, dict)
    points = {"maximum": "30", "step": "0.5", "rounding": "half_up"}
    form = make_form(loaded({**data, "groups": groups, "points": points}), "vi")
    page = form.pages[1]
    assert page.id == "nhom-thu-1"
    found = [(section.title, [card.criterion.id for card in section.cards]) for section in page.sections]
    assert found == [("", ["1"]), ("A. Trong", ["2"]), ("B. Sau", ["3"])]
    assert form.page_with("3") is page


def test_what_is_known_is_not_asked() -> None:
    """Whose record it is, and of which period, is in no question; nor is a person's name that nothing reads."""
    assert AN_PHU.known == {"cell_id", "cell_name", "upper_org", "organisation", "period"}
    assert not AN_PHU.ids & {*AN_PHU.known, "chair", "clerk", "framework"}
    assert make_form(PERSON, "vi").known == {"unit_id", "upper_org", "organisation"}


def test_votes_and_what_falls_short_come_last() -> None:
    """They are answered once the rating is known, and stand on no page."""
    assert [each.id for each in AN_PHU.closing] == ["votes_for", "votes_total", "limitations"]
    assert AN_PHU.page_of("votes_for") is None
    assert AN_PHU.question("votes_for") in AN_PHU.closing
    assert [each.id for each in make_form(COLLECTIVE, "vi").closing] == ["limitations"]


def test_short_scales_are_buttons() -> None:
    """Up to nine steps are chosen from; of more, the points are typed, and the steps are told."""
    nine, many, yes = (AN_PHU.question(f"self.answers.{name}") for name in ("5.2", "4.1", "4.6"))
    assert nine
    assert many
    assert yes
    assert [each.value for each in nine.choices] == ["0", "0,5", "1", "1,5", "2", "2,5", "3", "3,5", "4"]
    assert (many.label, many.choices) == ("Điểm, từ 0 đến 5", ())
    assert many.hint == "Từng 0,5 điểm một, ví dụ 4,5."
    assert [(each.value, each.text) for each in yes.choices] == [("có", "Có: 1 điểm"), ("không", "Không: 0 điểm")]


def test_levels_and_parts_are_told_with_their_points() -> None:
    """A level is kept by its name; a part of a list is asked by its title, and says what it is worth."""
    levels = [{"id": "t", "title": "Tốt", "points": "10"}, {"id": "k", "title": "Kém", "points": "0"}]
    parts = [{"id": "a", "title": "Có sổ", "points": "4"}, {"id": "b", "title": "Có ghi", "points": "6"}]
    form = make_form(framework(criterion("1", levels=levels), criterion("2", checklist=parts)), "vi")
    level, part = form.question("self.answers.1"), form.question("self.answers.2/a")
    assert level
    assert part
    assert [(each.value, each.text) for each in level.choices] == [("Tốt", "Tốt: 10 điểm"), ("Kém", "Kém: 0 điểm")]
    assert part.label == "Có sổ"
    assert [each.text for each in part.choices] == ["Có: 4 điểm", "Không: 0 điểm"]


def test_without_points_there_are_none_to_tell() -> None:
    """Of a framework without points a yes is a yes."""
    question = make_form(unpointed(criterion()), "vi").question("self.answers.1")
    assert question
    assert [each.text for each in question.choices] == ["Có", "Không"]


def test_what_others_are_asked_is_not_asked() -> None:
    """The card of a criterion that is asked of the upper level alone has neither a question nor a note."""
    form = make_form(BY_LAYER, "vi")
    upper = [card for card in form.cards.values() if not card.criterion.is_asked_of(LAYER)]
    assert upper
    assert all(card.note is None for card in upper)
    assert not any(question.id.startswith("self") for card in upper for question in card.questions)
