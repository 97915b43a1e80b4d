"""Operations on frameworks, and scoring without keeping anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.office.checking import evaluate_content
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.scalars import points_text
from chamdiem.web.api.callers import ApiRequest
from chamdiem.web.api.door import operation
from chamdiem.web.api.problems import Problem
from chamdiem.web.api.shapes import ChoiceShape, Framework, Frameworks, FrameworkSummary, Questions, QuestionShape

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.web.house import House

BODY = "record.json"
"""By which name faults know what was sent."""


@operation("GET", "/frameworks", {200: Frameworks})
def frameworks(request: ApiRequest) -> Frameworks:
    """Return all frameworks."""
    return Frameworks(items=[FrameworkSummary(**_summary(each)) for each in request.auth.house.office.catalog.all()])


@operation("GET", "/frameworks/{organisation}/{edition}", {200: Framework})
def framework(request: ApiRequest, organisation: str, edition: str) -> Framework:
    """Return one framework."""
    loaded = find_framework(request.auth.house, f"{organisation}/{edition}")
    return Framework(**_summary(loaded), text=loaded.document.text)


@operation("GET", "/frameworks/{organisation}/{edition}/questions", {200: Questions})
def questions(request: ApiRequest, organisation: str, edition: str) -> Questions:
    """Return the questions of a framework's form."""
    caller = request.auth
    loaded = find_framework(caller.house, f"{organisation}/{edition}")
    form = caller.house.form(loaded, caller.lang)
    items = []
    for each in form.questions.values():
        page = form.page_of(each.id)
        choices = [ChoiceShape(value=one.value, text=one.text) for one in each.choices]
        items.append(
            QuestionShape(
                id=each.id,
                label=each.label,
                hint=each.hint,
                kind=each.column.kind.name.lower(),
                page=page.id if page else None,
                choices=choices,
            )
        )
    return Questions(framework=loaded.id, hash=loaded.hash, items=items)


@operation("POST", "/score", {200: dict[str, Any]}, statuses=(400, 413, 415, 422))
def score(request: HttpRequest, framework: str | None = None) -> dict[str, Any]:
    """Score a record, by a framework that is named or by its own; nothing is kept."""
    caller = request.auth  # type: ignore[attr-defined] # see ApiRequest: the body is read as it was sent
    if framework is not None:
        find_framework(caller.house, framework)
    evaluation = evaluate_content(caller.house.office, request.body, BODY, framework)
    return evaluation_json(evaluation, caller.lang)


def find_framework(house: House, name: str) -> LoadedFramework:
    """Return the framework of an id; a file is none, whatever lies there."""
    try:
        return house.office.catalog.get(name)
    except FaultyInput as error:
        raise Problem(404, "not_found", error.faults) from error


def _summary(loaded: LoadedFramework) -> dict[str, Any]:
    told = loaded.framework
    last = told.in_force.to
    return {
        "id": loaded.id,
        "hash": loaded.hash,
        "title": told.title,
        "number": told.authority.number,
        "issuer": told.authority.issuer,
        "issued": told.authority.date.isoformat(),
        "provenance": told.provenance.status,
        "first": told.in_force.from_.isoformat(),
        "last": last.isoformat() if last else None,
        "maximum": points_text(told.points.maximum) if told.points else None,
    }
