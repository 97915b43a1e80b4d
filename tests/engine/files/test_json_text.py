"""JSON by one hand: canonical where bytes are hashed, laid out where people read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from chamdiem.engine.files.json_text import canonical_json, readable_json


def test_same_data_give_the_same_bytes() -> None:
    """Neither the order of keys nor the letters of a language change a byte; nothing stands between the signs."""
    first, second = {"b": [1, None], "a": "Tốt"}, {"a": "Tốt", "b": [1, None]}
    assert canonical_json(first) == canonical_json(second) == '{"a":"Tốt","b":[1,null]}'.encode()


@pytest.mark.parametrize("data", [{"a": dt.date(2026, 1, 31)}, {"a": {1, 2}}, {"a": "\ud800"}])
def test_what_json_has_not_is_refused(data: object) -> None:
    """A value that JSON has not, or half a character, is never written as something like it."""
    with pytest.raises((TypeError, ValueError)):
        canonical_json(data)


def test_what_stands_for_other_values_may_be_told() -> None:
    """Whoever needs only equal bytes for equal data says what a value becomes."""
    assert canonical_json([dt.date(2026, 1, 31)], default=str) == b'["2026-01-31"]'


def test_people_read_lines() -> None:
    """For people each value has its line, and letters are themselves."""
    assert readable_json({"b": "Tốt", "a": 1}) == '{\n  "b": "Tốt",\n  "a": 1\n}'
    assert json.loads(readable_json({"b": "Tốt"})) == {"b": "Tốt"}
