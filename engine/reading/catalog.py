"""Find frameworks, read them strictly, and choose the version in force.

Whatever is faulty or not there raises FaultyInput, with every fault and its place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.files.json_text import canonical_json
from chamdiem.engine.reading.documents import Data, Document, read_bytes, read_file
from chamdiem.engine.reading.pruned import beyond_shape
from chamdiem.engine.reading.shapes import located_by_key, read_shape
from chamdiem.engine.texts import LANGS
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.checks.frameworks import check_framework, checked_program
from chamdiem.rules.compile.program import needs
from chamdiem.rules.compile.scope import Scope
from chamdiem.rules.language.framework import Framework
from chamdiem.rules.language.model import is_framework_id, is_kept_framework_id
from chamdiem.rules.records.faults import Fault, FaultyInput, Place
from chamdiem.rules.records.meeting import MEETING_SUBJECT
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.periods import period_kind
from chamdiem.rules.records.scalars import listed, shown
from chamdiem.rules.records.text import near

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.texts import Lang
    from chamdiem.rules.compile.program import Key, Program

_YAML = (".yaml", ".yml")
CRITERIA = File(__file__).resolve().parents[2] / "criteria"


@dataclass(frozen=True)  # without slots, so that what follows from it is made once
class LoadedFramework:
    """A framework with the text it was read from, and its program: to know that it is right is to compile it.

    `hash` is the SHA-256 of its canonical content: comments and layout do not count. `outside`: it is none of the
    frameworks that ship, and every result names its file.
    """

    framework: Framework
    hash: str
    document: Document
    program: Program = field(repr=False)
    outside: bool = False

    @property
    def id(self) -> str:
        """The framework's id, such as an-phu/2025."""
        return self.framework.framework

    @property
    def short_hash(self) -> str:
        """So much of the hash as people compare."""
        return self.hash[:12]

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self.document.file

    @cached_property
    def scope(self) -> Scope:
        """What its names stand for."""
        return Scope(self.framework)

    @cached_property
    def wordings(self) -> Mapping[Lang, Wording]:
        """Its words in each language."""
        return {lang: Wording(self.framework, lang) for lang in LANGS}

    @cached_property
    def needs(self) -> Mapping[Key, tuple[Key, ...]]:
        """The facts on which each of its conclusions may depend, but for those that only bound what is missing."""
        return needs(self.program, bounding=False)


def is_file_name(name: str) -> bool:
    """Tell whether what names a framework is a YAML file, and not an id."""
    return name.lower().endswith(_YAML)


def content_hash(data: object) -> str:
    """Return the SHA-256 of data as canonical JSON: sorted keys, no spaces, every scalar as it was written."""
    return hashlib.sha256(canonical_json(data)).hexdigest()


def load_framework(file: File) -> LoadedFramework:
    """Read a framework file."""
    return parse_framework(read_file(file))


def framework_from_text(text: str, name: str) -> LoadedFramework:
    """Read a framework from text that was kept, such as a ledger's."""
    return parse_framework(read_bytes(text.encode(), name), is_kept=True)


def parse_framework(document: Document, *, is_kept: bool = False) -> LoadedFramework:
    """Check a document as a framework; one that `is_kept` may have an id that no new one is given."""
    misnamed = () if is_kept else tuple(_misnamed(document.data))
    try:
        framework = read_shape(document, Framework, framework_schema)
    except FaultyInput as error:
        raise _located(document, (*misnamed, *error.faults, *_meant(document, error.faults))) from error
    program, faults = checked_program(framework)
    if program is None or misnamed:
        raise _located(document, (*misnamed, *faults))
    return LoadedFramework(framework, content_hash(document.data), document, program)


def _misnamed(data: Data) -> Iterator[Fault]:
    named = data.get("framework") if isinstance(data, dict) else None
    if is_kept_framework_id(named) and not is_framework_id(str(named)):
        yield Fault("shape.framework_id", ("framework",), {"text": shown(named)})


def _located(document: Document, faults: Iterable[Fault]) -> FaultyInput:
    """Return the error that carries faults with their places, each with an example where it needs one."""
    from chamdiem.engine.reading.examples import exemplified  # noqa: PLC0415 - most frameworks have no fault

    return located_by_key(document, (exemplified(fault, framework_schema()) for fault in faults), _OF_KEY)


_OF_KEY = frozenset({"framework.measure_hides_field"})
_ECHOES = frozenset(
    f"framework.{code}"
    for code in ("sum", "circle", "points_missing", "unknown_name", "unknown_fact", "no_such_fact", "no_such_fact_of")
)
"""What is said of the whole of a framework, or of names: it is not known while a part is not read."""


def _meant(document: Document, faults: tuple[Fault, ...]) -> Iterator[Fault]:
    """Yield what is wrong with the meaning of those parts of a framework whose shape is right."""

    def check(data: Data) -> tuple[Fault, ...]:
        part = Document(document.file, document.text, data, {}, {})
        return check_framework(read_shape(part, Framework, framework_schema))

    found = beyond_shape(document.data, faults, check)
    return (fault for fault in found if fault.code not in _ECHOES)


@lru_cache(maxsize=1)
def framework_schema() -> dict[str, Any]:
    """Return the JSON Schema of framework files, with Vietnamese descriptions for editors."""
    schema = Framework.model_json_schema(by_alias=True)
    for named in ("inputs", "measures"):
        schema["properties"][named]["additionalProperties"] = False  # pydantic leaves badly named ones open
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "chamdiem/framework/1"} | schema


class Catalog:
    """The frameworks of one folder, read when they are asked for.

    `added` is a second folder, of frameworks that an installation took in: they are found by their ids, and none is in
    force by itself, since from when and for whom they are is for whoever took them in.
    """

    def __init__(self, folder: File = CRITERIA, added: File | None = None) -> None:
        self._folder = folder
        self._added = added
        self._loaded: dict[str, LoadedFramework] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """Every framework id, sorted."""
        return tuple(sorted({*self._shipped(), *(_ids(self._added) if self._added else ())}))

    def _shipped(self) -> tuple[str, ...]:
        return _ids(self._folder)

    def get(self, framework_id: str) -> LoadedFramework:
        """Return a framework by its id."""
        if framework_id not in self._loaded:
            if framework_id not in self.ids:
                raise FaultyInput([self._unknown(framework_id)])
            own = self._folder / f"{framework_id}.yaml"
            loaded = load_framework(
                own if self._added is None or own.exists() else self._added / own.relative_to(self._folder)
            )
            if loaded.id != framework_id:
                details = {"id": loaded.id, "expected": framework_id}
                raise FaultyInput([Fault("catalog.id_mismatch", details=details, place=Place(loaded.file))])
            self._loaded[framework_id] = loaded
        return self._loaded[framework_id]

    def _file(self, framework_id: str) -> File:
        own = self._folder / f"{framework_id}.yaml"
        return own if self._added is None or own.exists() else self._added / f"{framework_id}.yaml"

    def _unknown(self, name: str) -> Fault:
        details = {"id": shown(name), "allowed": listed(self.ids)}
        if close := near(name, self.ids):
            return Fault("catalog.unknown_near", details=details | {"close": listed(close)})
        return Fault("catalog.unknown", details=details)

    def find(self, name: str) -> LoadedFramework:
        """Return the framework to score by, by its id or from a YAML file; none has an id of another one that ships."""
        loaded = self.draft(name)
        if loaded.outside and loaded.id in self.ids:
            details = {"id": loaded.id, "hash": loaded.short_hash, "shipped": self.get(loaded.id).short_hash}
            place = loaded.document.place(("framework",))
            raise FaultyInput([Fault("catalog.shipped_id", ("framework",), details, place)])
        return loaded

    def draft(self, name: str) -> LoadedFramework:
        """Return a framework to look at, which may be a newer draft of one that ships, by id or from a YAML file."""
        if not is_file_name(name):
            return self.get(name)
        loaded = load_framework(File(name))
        same = loaded.id in self.ids and self.get(loaded.id).hash == loaded.hash
        return replace(loaded, outside=not same)

    def all(self) -> tuple[LoadedFramework, ...]:
        """Return every framework, by id."""
        return tuple(self.get(framework_id) for framework_id in self.ids)

    def in_force(self, day: dt.date, organisation: str | None, kind: str) -> LoadedFramework:
        """Return the framework that scores a meeting: of several, the one made for the narrowest organisation.

        It is a fault that none is in force, or several made for the same organisation, which are named, or a document
        that is not here.
        """
        details = {"date": day_text(day), "organisation": organisation or "—", "kind": kind}
        same = self.of_subject(MEETING_SUBJECT)
        fitting = [loaded for loaded in same if kind in loaded.framework.applies_to.kinds]
        return self._narrowest(_Wanted(day, organisation, kind, same), fitting, "in_force", details)

    def of_subject(self, subject: str) -> tuple[LoadedFramework, ...]:
        """Return every framework that scores a subject, by id, without those that were added."""
        return tuple(each for each in map(self.get, self._shipped()) if each.framework.shape.subject == subject)

    def in_force_for(self, subject: str, period: str, day: dt.date, organisation: str | None) -> LoadedFramework:
        """Return the framework that scores a subject in a period that ends on a day, chosen as `in_force` does."""
        same, of = self.of_subject(subject), period_kind(period)
        fitting = [each for each in same if each.framework.subject and of in each.framework.subject.of]
        details = {"subject": subject, "span": period, "organisation": organisation or "—"}
        return self._narrowest(_Wanted(day, organisation, "", same), fitting, "for_subject", details)

    def _narrowest(
        self, wanted: _Wanted, fitting: Iterable[LoadedFramework], code: str, details: Mapping[str, str]
    ) -> LoadedFramework:
        """Return which of some frameworks is in force and made for the narrowest organisation."""
        depths = [(wanted.depth(loaded), loaded) for loaded in fitting if loaded.framework.in_force.covers(wanted.day)]
        deepest = max((depth for depth, _ in depths if depth is not None), default=None)
        wanted.refuse_unavailable(deepest or 0)
        chosen = [loaded for depth, loaded in depths if depth is not None and depth == deepest]
        if len(chosen) == 1:
            return chosen[0]
        names = chosen or [loaded for loaded in wanted.same if loaded.framework.in_force.covers(wanted.day)]
        told = {**details, "names": listed(loaded.id for loaded in names) or "—"}
        raise FaultyInput([Fault(f"catalog.{'several' if chosen else 'none'}_{code}", details=told)])


class FixedCatalog(Catalog):
    """The frameworks that ship, as they were when they were first asked for: for work that goes by those all along."""

    @cached_property
    def _first(self) -> tuple[str, ...]:
        return super()._shipped()

    def _shipped(self) -> tuple[str, ...]:
        return self._first


def _ids(folder: File) -> tuple[str, ...]:
    """Return the ids of the frameworks of a folder, sorted."""
    names = (file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.yaml"))
    return tuple(sorted(filter(is_framework_id, names)))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """For what a framework is wanted, beside `same`: all frameworks of its subject."""

    day: dt.date
    organisation: str | None
    kind: str
    same: tuple[LoadedFramework, ...]

    def depth(self, loaded: LoadedFramework) -> int | None:
        return loaded.framework.applies_to.depth(self.organisation)

    def refuse_unavailable(self, found: int) -> None:
        """Refuse what a document not held here scores, unless a framework of a narrower organisation does."""
        faults = [
            Fault("catalog.unavailable", details={"id": loaded.id, "reason": rule.reason})
            for loaded in self.same
            if (self.depth(loaded) or 0) > found
            for rule in loaded.framework.applies_to.unavailable
            if rule.covers(self.day, self.kind)
        ]
        if faults:
            raise FaultyInput(faults)
