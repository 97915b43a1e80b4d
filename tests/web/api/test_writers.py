"""Programs that write one draft: nobody writes over what they have not seen, and the example does it right."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chamdiem.engine.mandates.roles import Role
from places import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from asking import Program
    from drafting import Cell

pytestmark = pytest.mark.usefixtures("installation")
WRITERS = 2
STEPS = st.lists(st.tuples(st.integers(0, WRITERS - 1), st.sampled_from(["read", "write", "page"])), max_size=14)


def writers(cell: Cell) -> list[Program]:
    """Return a program of the cell's secretary and one of its deputy."""
    from asking import program  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.house import house  # noqa: PLC0415 - as above

    return [program(each, house().mandates(each.actor)[0]) for each in (cell.secretary, cell.deputy)]


@pytest.mark.parametrize("examples", [10, pytest.param(300, marks=pytest.mark.nightly)])
def test_nobody_writes_over_what_they_have_not_seen(examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever read the newest version writes the next one; whoever did not gets both, and nothing is changed."""
    from chamdiem.web import tokens  # noqa: PLC0415 - once Django is set up
    from chamdiem.web.drafts import save  # noqa: PLC0415 - as above
    from drafting import make_cell  # noqa: PLC0415 - as above

    # that a program which asks too often waits is tested in `test_reach`
    monkeypatch.setattr(tokens, "LIMIT", 10**6)
    home = make_cell()
    by = writers(home)

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def live(steps: list[tuple[int, str]]) -> None:
        cell = home.at_another_meeting()
        path = f"/drafts/{cell.id}/{cell.month}/regular"
        now, seen, texts = "", ["", ""], dict[str, str]()
        assert cell.draft.texts == {}
        now = by[0].get(path)["ETag"]
        for number, (who, step) in enumerate(steps):
            told = {"speakers": str(number)}
            if step == "page":
                draft = cell.now()
                save(draft.pk, draft.version, told, cell.deputy)
                texts, now = told, by[0].get(path)["ETag"]
            elif step == "read":
                answer = by[who].get(path)
                seen[who] = answer["ETag"]
                assert (seen[who], answer.json()["texts"]) == (now, texts)
            else:
                answer = by[who].put(path, {"texts": told}, If_Match=seen[who] or '"none"')
                if seen[who] == now:
                    assert answer.status_code == 200
                    seen[who], now, texts = answer["ETag"], answer["ETag"], told
                else:
                    assert answer.status_code == 412
                    assert answer.json()["current"]["texts"] == texts
                    assert answer.json()["sent"]["texts"] == told
            assert cell.now().texts == texts

    live()


def test_of_two_who_write_at_once_one_writes() -> None:
    """Both have read the same version: one is the next version, the other is told of it."""
    from drafting import at_once, make_cell  # noqa: PLC0415 - once Django is set up

    cell = make_cell()
    by, path = writers(cell), f"/drafts/{cell.id}/{cell.month}/regular"
    begun = at_once(lambda who: by[who].put(path, {"texts": {"speakers": str(who)}}, If_None_Match="*"), WRITERS)
    assert sorted(each.status_code for each in begun) == [201, 412]
    tag = by[0].get(path)["ETag"]
    answers = at_once(lambda who: by[who].put(path, {"texts": {"speakers": f"1{who}"}}, If_Match=tag), WRITERS)
    assert sorted(each.status_code for each in answers) == [200, 412]
    won = next(number for number, each in enumerate(answers) if each.status_code == 200)
    assert cell.now().texts == {"speakers": f"1{won}"}


def test_of_two_who_send_one_key_at_once_one_is_done() -> None:
    """What is handed in at once by one key is one entry; whoever came second waits, or gets the same answer."""
    from drafting import at_once, make_cell, whole  # noqa: PLC0415 - once Django is set up

    cell = make_cell()
    by, path = writers(cell)[0], f"/drafts/{cell.id}/{cell.month}/regular"
    draft = by.put(path, {"texts": dict(whole())}, If_None_Match="*").json()
    asked = {"cell": cell.id, "period": cell.month, "kind": "regular", "version": draft["version"]}
    answers = at_once(lambda _: by.post("/submissions", asked, Idempotency_Key="mot-lan"), 3)
    done = [each.json()["number"] for each in answers if each.status_code == 201]
    assert len(set(done)) == 1
    assert {each.status_code for each in answers} <= {201, 409}
    assert by.post("/submissions", asked, Idempotency_Key="mot-lan").json()["number"] == done[0]


def test_the_example_fills_in_and_hands_in(address: str, tmp_path: Path) -> None:
    """It needs nothing but Python: it writes, sees what is missing, and hands in once all is there."""
    from asking import program_of  # noqa: PLC0415 - once Django is set up
    from drafting import whole  # noqa: PLC0415 - as above

    secret, file = str(program_of(Role.SECRETARY).secret), tmp_path / "so-lieu.json"
    answers: dict[str, str] = {**whole(), "date": "05/05/2025"}

    def run(told: dict[str, str], month: str = "2025-05") -> Any:  # noqa: ANN401 - what subprocess gives
        file.write_text(json.dumps(told), encoding="utf-8")
        command = [sys.executable, str(EXAMPLES / "api/nop_mot_ky.py"), address, "cb-mau", month, str(file)]
        return subprocess.run(command, capture_output=True, text=True, env={"CHAMDIEM_KHOA": secret}, check=False)  # noqa: S603 - the example

    some = run({name: text for name, text in answers.items() if name != "speakers"})
    assert (some.returncode, some.stderr) == (1, "")
    assert "speakers" in some.stdout
    assert run({"khong-co": "1"}).returncode == 2
    done = run(answers)
    assert (done.returncode, done.stderr) == (0, "")
    number, hash_ = done.stdout.split()[-2:]
    entry = program_of(Role.AUDITOR).get(f"/entries/{number}").json()
    assert (entry["hash"], entry["kind"]) == (hash_, "submission")
