"""A committee's own template: checked before use, confined while it runs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import multiprocessing
import os
import resource
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest

from chamdiem.engine.own_templates import confined
from chamdiem.engine.own_templates.confined import Confined, Stopped
from chamdiem.engine.own_templates.own_templates import OwnTemplate
from chamdiem.engine.paper.settings import FileStamp, PaperSettings
from chamdiem.engine.paper.templates import TEMPLATES
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import ScorerCache
from chamdiem.engine.sheets.sheet_view import view_sheet
from chamdiem.engine.sheets.sheets import sheet_file, stamp_of
from chamdiem.rules.records.faults import Fault, FaultyInput
from places import EXAMPLES
from samples import load_record

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Evaluation

EVALUATION = ScorerCache(Catalog()).evaluate(load_record(EXAMPLES / "01-an-phu-day-du.yaml", dt.date(2026, 11, 30)))
LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
STAMP = FileStamp("Phiếu", None)
PAGE = """<h1>{{ sheet.title }}</h1>
{% for row in sheet.rows if row.kind != "group" %}
<p>{{ row.id }} {{ row.title }}: {{ row.own }}</p>
{% for reason in row.reasons %}{{ loop.index }} {{ reason.text }}{% endfor %}
{% else %}
<p>{{ sheet.subject }}</p>
{% endfor %}
{% set chosen = sheet.rows|selectattr("kind", "equalto", "total")|list %}
{% macro line(label, text) %}<p>{{ label }}: {{ text|default("…", true) }}</p>{% endmacro %}
{{ line("Tổng", chosen[0].own) }}{{ sheet["place_and_date"] }} {{ sheet.ratings[0].label }}
"""


def sheet_file_by(
    template: OwnTemplate, evaluation: Evaluation, form: str, paper: PaperSettings | None = None
) -> bytes:
    """Return the file of a sheet by a committee's own template."""
    view = view_sheet(evaluation, paper or PaperSettings())
    return template.sheet_file(view, form, stamp_of(view, evaluation))


def written(folder: Path, content: str | bytes, name: str = "mau.html") -> Path:
    """Write a template."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def faults_of(file: Path) -> tuple[Fault, ...]:
    """Return the faults for which a template is refused before use."""
    with pytest.raises(FaultyInput) as caught:
        OwnTemplate(file)
    return caught.value.faults


def codes_in_use(file: Path, form: str, seconds: float) -> list[str]:
    """Return the faults of a template that passed the check, then failed on a sheet or took more than some seconds."""
    with OwnTemplate(file) as template, pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "SECONDS", seconds)
        with pytest.raises(FaultyInput) as caught:
            sheet_file_by(template, EVALUATION, form)
    return [fault.code for fault in caught.value.faults]


# --- HTML ---


def test_an_own_page_is_filled_in(tmp_path: Path) -> None:
    """HTML, PDF and picture come from a committee's own page, with the values of the sheet."""
    with OwnTemplate(written(tmp_path, PAGE)) as template:
        assert template.forms == ("html", "pdf", "png")
        page = sheet_file_by(template, EVALUATION, "html").decode()
        paper = PaperSettings(place="An Phú")
        pages = pypdfium2.PdfDocument(sheet_file_by(template, EVALUATION, "pdf", paper))
        assert sheet_file_by(template, EVALUATION, "png").startswith(b"\x89PNG")
    assert "<p>Tổng: 93</p>" in page
    assert "An Phú, ngày 05 tháng 11 năm 2025" in "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_names_with_markup_stay_text_in_an_own_page(tmp_path: Path) -> None:
    """Whoever wrote the template, a name with signs of markup is text."""
    view = dataclasses.replace(view_sheet(EVALUATION), cell="A & B <x> <script>1</script> {{ 7*7 }}")
    with OwnTemplate(written(tmp_path, "<p>{{ sheet.cell }}</p>")) as template:
        page = template.sheet_file(view, "html", STAMP).decode()
    assert page == "<p>A &amp; B &lt;x&gt; &lt;script&gt;1&lt;/script&gt; {{ 7*7 }}</p>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{% if %}", "template.syntax"),
        ("{% for row in sheet.rows %}", "template.syntax"),
        (b"\xff\xfe<\0p\0", "file.utf16"),
        ("", "file.empty"),
    ],
)
def test_what_is_no_template_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    """Wrong syntax, wrong encoding, nothing at all: one sentence each."""
    assert [fault.code for fault in faults_of(written(tmp_path, content))] == [code]


def test_other_kinds_of_file_are_refused(tmp_path: Path) -> None:
    """A template is an HTML or a Word file, by its suffix."""
    assert [fault.code for fault in faults_of(written(tmp_path, "x", "mau.odt"))] == ["template.suffix"]
    assert [fault.code for fault in faults_of(tmp_path / "khong-co.html")] == ["file.missing"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LOOP, "template.time"),
        ('{{ "a" * 100000000000 }}', "template.memory"),
        (
            '{% set n = namespace(x="aaaaaaaaaa") %}{% for i in range(64) %}{% set n.x = n.x ~ n.x %}{% endfor %}',
            "template.memory",
        ),
        ('{{ "{0.__class__}".format(sheet) }}', "template.forbidden"),
        ('{{ "http://an-phu.vn/"|urlize }}', "page.element"),
    ],
)
def test_what_runs_wild_is_stopped(tmp_path: Path, content: str, code: str) -> None:
    """Endless loops, endless memory, ways out of the sandbox, files and addresses: stopped or refused."""
    seconds = 1.0 if code == "template.time" else 120.0  # a busy machine may take long over a gigabyte
    assert codes_in_use(written(tmp_path, content), "html", seconds) == [code]


def test_a_stopped_template_can_be_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sheet on which a template runs wild does not keep it from the next, and leaves no process behind."""
    page = '{% if sheet.subject == "x" %}' + LOOP + "{% endif %}a"
    view = view_sheet(EVALUATION)
    with OwnTemplate(written(tmp_path, page)) as template:
        monkeypatch.setattr(confined, "SECONDS", 1.0)
        with pytest.raises(FaultyInput):
            template.sheet_file(dataclasses.replace(view, subject="x"), "html", STAMP)
        monkeypatch.undo()
        assert template.sheet_file(view, "html", STAMP) == b"a"
    assert multiprocessing.active_children() == []


# --- Word ---


def test_the_template_that_ships_is_one_to_start_from(tmp_path: Path) -> None:
    """Our own Word template passes the check and gives the same words when it is used as a committee's."""
    file = written(tmp_path, (TEMPLATES / "sheet.docx").read_bytes(), "mau.docx")
    with OwnTemplate(file) as template:
        assert template.forms == ("docx",)
        own = docx.Document(io.BytesIO(sheet_file_by(template, EVALUATION, "docx")))
    ours = docx.Document(io.BytesIO(sheet_file(EVALUATION, "docx")))
    assert own.element.body.xml == ours.element.body.xml


def test_a_word_file_that_loops_is_stopped(tmp_path: Path) -> None:
    """The bounds hold for Word files too."""
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph(LOOP)
    document.save(stream)
    assert codes_in_use(written(tmp_path, stream.getvalue(), "mau.docx"), "docx", 1.0) == ["template.time"]


# --- the process itself ---


def prepare() -> None:
    """Load nothing."""


def work(request: bytes) -> bytes:
    """Do what a test asks for, in the confined process."""
    if request == b"read":
        return Path(__file__).read_bytes()
    if request == b"memory":
        raise MemoryError
    if request == b"die":
        raise SystemExit
    return request


@pytest.mark.parametrize(("request_", "code"), [(b"read", "template.crashed"), (b"die", "template.crashed")])
def test_a_confined_process_opens_no_file(request_: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even code that broke out of the sandbox can read no file; a process that ends is one sentence."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    with Confined("test_own_templates:work") as process:
        assert process.ask(b"x") == b"x"
        with pytest.raises(Stopped) as caught:
            process.ask(request_)
        assert caught.value.code == code
        assert process.ask(b"again") == b"again"


def test_the_process_serves_until_its_pipe_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other end says that it is ready, answers each request, tells apart that memory ended, and stops quietly."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    steps: list[str] = []
    monkeypatch.setattr(confined, "_silence", lambda: steps.append("silence"))
    monkeypatch.setattr(confined, "_limit", lambda memory: steps.append(f"limit {memory}"))
    ours, theirs = multiprocessing.Pipe()
    for request in (b"x", b"memory"):
        ours.send_bytes(request)
    thread = threading.Thread(target=confined._serve, args=(theirs, "test_own_templates:work", 7))  # noqa: SLF001 - the other end
    thread.start()
    assert [ours.recv_bytes() for _ in range(3)] == [b"\1", b"\1x", b"\0"]
    ours.close()
    thread.join()
    assert steps == ["silence", "limit 7"]


def test_the_limits_leave_nothing_to_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded, no file can be opened beyond those that are open, and none can be written."""
    set_: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", set_.__setitem__)
    confined._limit(12345)  # noqa: SLF001 - called in the other process only
    free = os.dup(0)
    os.close(free)
    assert set_[resource.RLIMIT_AS] == (12345, 12345)
    assert set_[resource.RLIMIT_NOFILE] == (free, free)
    assert set_[resource.RLIMIT_FSIZE] == (0, 0)


def test_what_libraries_print_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both output streams of the other process lead to the null device."""
    streams: list[int] = []
    monkeypatch.setattr(os, "dup2", lambda _, stream: streams.append(stream))
    confined._silence()  # noqa: SLF001 - as above
    assert streams == [1, 2]
