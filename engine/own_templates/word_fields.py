"""The fields of a Word file: which of them a committee's own template may have.

A field is an instruction that Word carries out: it may read files, addresses and other programs. Three are needed on a
sheet. An instruction may be cut into any number of runs, which are put together before it is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

ALLOWED = ("PAGE", "NUMPAGES", "DATE")
_SWITCH = r"\\[*#@]\s*(\"[^\"\\{}]*\"|[A-Za-z0-9/.,-]+)"
_ALLOWED = re.compile(rf"\s*({'|'.join(ALLOWED)})(\s+{_SWITCH})*\s*", re.IGNORECASE)


def local(element: Element) -> str:
    """Return an element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def wrong_fields(tree: Element) -> Iterator[tuple[str, str]]:
    """Yield the instruction of every field of a part that is not allowed, as (code, instruction)."""
    open_: list[_Field] = []
    for element in tree.iter():
        match local(element):
            case "fldsimple":
                yield from _judged(_attribute(element, "instr"))
            case "fldchar":
                yield from _at_sign(open_, _attribute(element, "fldchartype"))
            case "instrtext" | "delinstrtext" if open_ and open_[-1].telling:
                open_[-1].instruction += "".join(element.itertext())
            case "instrtext" | "delinstrtext":
                yield "template.field", "".join(element.itertext())
            case "flddata":
                yield "template.field", "fldData"
            case _:
                pass
    yield from (("template.field", field.instruction) for field in open_)


class _Field:
    """A field that has begun: `telling` until its instruction ends."""

    def __init__(self) -> None:
        self.instruction, self.telling = "", True


def _at_sign(open_: list[_Field], sign: str) -> Iterator[tuple[str, str]]:
    """Begin, divide or end a field; its instruction is judged where it ends."""
    if sign == "begin":
        if open_ and open_[-1].telling:
            # a field within an instruction writes that instruction anew when Word carries it out
            yield "template.field", open_[-1].instruction
        open_.append(_Field())
    elif not open_ or sign not in {"separate", "end"}:
        yield "template.field", sign
    else:
        if open_[-1].telling:
            open_[-1].telling = False
            yield from _judged(open_[-1].instruction)
        if sign == "end":
            open_.pop()


def _judged(instruction: str) -> Iterator[tuple[str, str]]:
    if not _ALLOWED.fullmatch(instruction):
        yield "template.field", instruction


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2].lower() == name), "")
