"""chamdiem.toml: that of the working folder, read strictly, every fault at once with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.office.config import KEYS, MAX_BYTES, NAME, Config, find_config, load_config
from chamdiem.engine.texts import LANGS, say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import Fault, FaultyInput
from patience import SHARED

RIGHT = """\
# Thiết lập của đảng ủy
organisation = "dien-bien/tuan-giao"
framework = "an-phu/2025"
place_name = "Tuần Giáo"
cells = "danh-sach/chi-bo.csv"

[paper]
line_spacing = 19
title_size = 15
"""


def saved(folder: Path, text: str) -> Path:
    """Write a file of settings."""
    file = folder / NAME
    file.write_text(text, encoding="utf-8")
    return file


def complaints(folder: Path, text: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of every fault."""
    with pytest.raises(FaultyInput) as caught:
        load_config(saved(folder, text))
    faults = caught.value.faults
    assert all(say_fault(lang, fault) for fault in faults for lang in LANGS)
    return [(fault.code, fault.place.line, fault.place.column) for fault in faults if fault.place]


def test_every_setting(tmp_path: Path) -> None:
    """Every setting is read; files are found from the folder of the settings."""
    assert load_config(saved(tmp_path, RIGHT)) == Config(
        organisation="dien-bien/tuan-giao",
        framework="an-phu/2025",
        place_name="Tuần Giáo",
        cells=tmp_path / "danh-sach" / "chi-bo.csv",
        line_spacing=19,
        title_size=15,
    )
    assert {path[-1] for path in KEYS} == set(Config.__dataclass_fields__) - {"file"}


def test_the_page_shows_settings_that_are_right(tmp_path: Path) -> None:
    """The settings shown in the documentation are read, and each has its meaning in both languages."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "cau-hinh.md").read_text(encoding="utf-8")
    config = load_config(saved(tmp_path, page.partition("```toml chamdiem.toml\n")[2].partition("```")[0]))
    assert config.cells == tmp_path / "danh-sach-chi-bo.csv"
    assert all(say(lang, f"setting.{'.'.join(path)}") for path in KEYS for lang in LANGS)


def test_paper_settings(tmp_path: Path) -> None:
    """What is printed takes place and sizes from the settings."""
    paper = load_config(saved(tmp_path, RIGHT)).paper
    assert (paper.line_spacing, paper.title_size, paper.place) == (19, 15, "Tuần Giáo")


def test_never_from_above(tmp_path: Path) -> None:
    """The file of the folder counts and is named by its own name; one above it changes nothing and is not even read."""
    inner = tmp_path / "a"
    inner.mkdir()
    saved(tmp_path, "sai\n")
    assert (find_config(inner), find_config(inner).file) == (Config(), None)
    saved(inner, 'place_name = "Gần"\n')
    assert (find_config(inner).place_name, find_config(inner).file) == ("Gần", NAME)
    assert load_config(inner / NAME).file == str(inner / NAME)


def test_a_link_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    """Settings that were meant and cannot be read are a fault; so is a folder of that name."""
    (tmp_path / NAME).symlink_to("khong-co.toml")
    (tmp_path / "a" / NAME).mkdir(parents=True)
    for folder, code in ((tmp_path, "file.missing"), (tmp_path / "a", "file.directory")):
        with pytest.raises(FaultyInput) as caught:
            find_config(folder)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_faults_of_the_working_folder_name_the_file_as_people_do(tmp_path: Path) -> None:
    """Of the working folder's settings only the name is told, as the pages show it; of others what was typed."""
    file = saved(tmp_path, "[paper]\nline_spacing = 17\n")
    with pytest.raises(FaultyInput) as of_folder:
        find_config(tmp_path)
    with pytest.raises(FaultyInput) as of_file:
        load_config(file)
    found = [(fault.place and fault.place.file) for told in (of_folder, of_file) for fault in told.value.faults]
    assert found == [NAME, str(file)]


def test_a_framework_in_a_file(tmp_path: Path) -> None:
    """A framework may be a YAML file, found from the folder of the settings."""
    assert load_config(saved(tmp_path, 'framework = "khung.yaml"\n')).framework == str(tmp_path / "khung.yaml")


def test_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    """Unknown settings, wrong kinds and values that are not allowed are all told, each at its key."""
    text = """\
organization = "an-phu"
organisation = "An Phú"
framework = 5

place_name = \"\"\"

\"\"\"
[paper]
line_spacing = 17
"title_size" = true
margin = 2
"""
    assert complaints(tmp_path, text) == [
        ("config.unknown_key", 1, 1),
        ("shape.organisation", 2, 1),
        ("config.text", 3, 1),
        ("config.text", 7, 1),
        ("config.choice", 9, 1),
        ("config.choice", 10, 2),
        ("config.unknown_key", 11, 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("place_name = Tuần Giáo\n", [("config.syntax", 1, 14)]),
        ('a = 1\nplace_name = "x\n', [("config.syntax", 2, 16)]),
        ('place_name = """x', [("config.syntax", 1, 18)]),
        ('place_name = "a"\nplace_name = "b"\n', [("config.syntax", 2, 17)]),
        ("paper.line_spacing = 21\n", [("config.choice", 1, 7)]),
        ("paper = {title_size = 13}\n", [("config.choice", 1, 10)]),
        ("paper = 3\n", [("config.unknown_key", 1, 1)]),
        ('framework = "An Phú"\n', [("shape.framework_id", 1, 1)]),
        ('place_name = "Tu\u200bần"\n', [("text.hidden", 1, 1)]),
        ('place_name = "Tu\ufffdn Giáo"\n', [("text.lost", 1, 1)]),
        ("cells = []\n", [("config.text", 1, 1)]),
    ],
)
def test_each_fault(text: str, expected: list[tuple[str, int, int]], tmp_path: Path) -> None:
    """Each way of writing a setting wrong has its sentence, at the line where it stands."""
    assert complaints(tmp_path, text) == expected


def test_not_utf8_and_too_large(tmp_path: Path) -> None:
    """A file of settings is text in UTF-8 of bounded size."""
    file = tmp_path / NAME
    file.write_bytes(b'place_name = "Tu\xe2n"\n')
    with pytest.raises(FaultyInput, match="not_utf8"):
        load_config(file)
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(FaultyInput, match="too_large"):
        load_config(file)


@settings(max_examples=150, suppress_health_check=SHARED)
@given(st.text("[paper]\nline_spacing=\"framework'.{}18#,ộ\u0302\\", max_size=120))
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    """Whatever stands in the settings, they are read, or every fault has a sentence and a place: no traceback."""
    faults: tuple[Fault, ...] = ()
    try:
        load_config(saved(tmp_path, text))
    except FaultyInput as error:
        faults = error.faults
    assert all(fault.place and say_fault("vi", fault).endswith(".") for fault in faults)
