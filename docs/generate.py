"""Write the parts of the documentation that the program itself knows: references, schemas and the picture of the sheet.

Run it where the test tools are installed: `.venv/bin/python docs/generate.py`. What lies between
`<!-- generated: NAME -->` and `<!-- /generated -->` in a page is written anew; the rest of the page is written by hand.
"""  # noqa: INP001 - a script beside the pages that it writes, not a package

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chamdiem.cli import root
from chamdiem.commands.base import PROGRAM, Context, Group
from chamdiem.engine import formats
from chamdiem.engine.catalog import CRITERIA, Catalog, framework_schema
from chamdiem.engine.checking import evaluate_file
from chamdiem.engine.config import KEYS
from chamdiem.engine.records import record_schema
from chamdiem.engine.results import evaluation_schema
from chamdiem.engine.sheets import render_sheet
from chamdiem.engine.templates import TEMPLATES
from chamdiem.engine.texts import LANGS, Lang, say
from chamdiem.rules.fields import FIELDS, LAYERS, SECTIONS, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import click
    import plutoprint

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
README = ROOT / "README.md"
PICTURE = DOCS / "images" / "phieu.png"
PICTURED = ROOT / "examples" / "01-an-phu-day-du.yaml"
BLOCK = re.compile(r"(<!-- generated: ([\w-]+(?: \w+)?) -->\n).*?(<!-- /generated -->)", re.DOTALL)

Schema = dict[str, Any]


# --- schemas ---


def schemas() -> dict[Path, str]:
    """Return every schema file. The framework's stands beside the frameworks too, where editors look for it."""
    made = {"framework": framework_schema(), "record": record_schema(), "evaluation": evaluation_schema()}
    texts = {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in made.items()}
    return {
        editors_schema(): texts["framework"],
        **{DOCS / "schemas" / f"{name}.schema.json": text for name, text in texts.items()},
    }


def editors_schema() -> Path:
    """Return the schema file that the first line of every framework names."""
    return CRITERIA / "framework.schema.json"


# --- the command line ---


def commands(lang: Lang) -> Iterator[click.Context]:
    """Yield a context for the program and for each of its commands, in the order in which help lists them."""
    yield from _contexts(Context(root, info_name=PROGRAM, obj=lang, terminal_width=80, color=False))


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    sections = context.command.sections if isinstance(context.command, Group) else ()
    for _, inner in sections:
        for command in inner:
            own = Context(command, info_name=command.name, parent=context, terminal_width=80, color=False)
            yield from _contexts(own)


def _command_pages() -> str:
    parts = []
    for contexts in zip(*(commands(lang) for lang in LANGS), strict=True):
        path = contexts[0].command_path
        parts.append(f"## {path}\n")
        parts += [f"```text\n{context.get_help().rstrip()}\n```\n" for context in contexts]
    return "\n".join(parts)


# --- the format of frameworks ---

_WORDS = {"string": "chữ", "number": "số", "integer": "số nguyên", "boolean": "yes/no"}
_REPEATED = {
    "id": "Mã, không trùng trong danh sách; nên đặt trong ngoặc kép.",
    "when": "Khi nào; xem [Điều kiện](#điều-kiện).",
}


def keys_of(name: str) -> str:
    """Return the table of the keys of one part of a framework file; `Framework` is the file itself."""
    schema = framework_schema()
    node = schema if name == "Framework" else schema["$defs"][name]
    rows = ["| Khóa | Giá trị | Bắt buộc | Ý nghĩa |", "|---|---|---|---|"]
    for key, value in node["properties"].items():
        meaning = value.get("description", _REPEATED.get(key, ""))
        needed = "có" if key in node.get("required", ()) else ""
        rows.append(f"| `{key}` | {_kind(value, schema)} | {needed} | {_cell(meaning)} |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kind(value: Schema, schema: Schema) -> str:
    """Return in words what may stand at a key."""
    value = _without_null(value)
    if "$ref" in value:
        return _part(value["$ref"].rsplit("/", 1)[1])
    if "enum" in value or "const" in value:
        return " hoặc ".join(f"`{word}`" for word in value.get("enum", [value.get("const")]))
    if value.get("type") == "array":
        return _list_kind(value, schema)
    if value.get("type") == "object":
        inner = next(iter(value.get("patternProperties", {}).values()), {})
        return f"`tên: {_kind(inner, schema)}`"
    return _scalar_kind(value)


def _without_null(value: Schema) -> Schema:
    options = [option for option in value.get("anyOf", value.get("allOf", ())) if option.get("type") != "null"]
    return options[0] if options else value


def _list_kind(value: Schema, schema: Schema) -> str:
    if "prefixItems" in value:
        return f"danh sách {len(value['prefixItems'])} {_kind(value['prefixItems'][0], schema)}"
    return f"danh sách {_kind(value['items'], schema)}"


def _scalar_kind(value: Schema) -> str:
    kind = value["type"]
    if isinstance(kind, list):
        return "mã" if "pattern" in value else "từ hoặc số"
    if value.get("format") == "date":
        return "ngày"
    if "multipleOf" in value:
        return "số điểm"
    if kind == "string" and "pattern" in value:
        return "mã" if "/" in value["pattern"] else "tên"
    return _WORDS[kind]


_PARTS = {
    "Document": "văn bản",
    "Provenance": "nguồn gốc",
    "InForce": "hiệu lực",
    "AppliesTo": "phạm vi",
    "PointScheme": "thang điểm",
    "Measure": "số đo",
    "Choice": "lựa chọn",
    "Group": "nhóm",
    "Criterion": "tiêu chí",
    "Bands": "bảng mức",
    "Level": "mức",
    "BandException": "ngoại lệ",
    "NamedLevel": "mức có tên",
    "Part": "ý",
    "Deductions": "bảng trừ",
    "Deduction": "lỗi",
    "NotApplicable": "không áp dụng",
    "Condition": "điều kiện",
    "Rating": "mức xếp loại",
    "Gate": "điều kiện kèm theo",
    "Cap": "trường hợp khống chế",
    "Finding": "kiểm tra chéo",
}
"""What the parts of a framework file are called in the tables."""


def _part(name: str) -> str:
    return _PARTS[name]


# --- the record ---


def _fields_table() -> str:
    rows = ["| Trường | Nghĩa | Kiểu | English |", "|---|---|---|---|"]
    for section, fields in groupby(FIELDS, lambda field: field.section):
        rows.append(f"| | **{SECTIONS[section][0]}** | | *{SECTIONS[section][1]}* |")
        rows += [f"| `{f.name}` | {f.vi} | {_field_kind(f)} | {f.en} |" for f in fields]
    return "\n".join(rows)


_FIELD_KINDS = {
    "count": "số",
    "yes_no": "có/không",
    "date": "ngày",
    "time": "giờ",
    "period": "kỳ",
    "text": "chữ",
}


def _field_kind(field: Field) -> str:
    if field.words is not None:
        return "một từ: " + ", ".join(f"`{word}`" for word in field.words)
    return _FIELD_KINDS[field.type] + (f" ({field.unit})" if field.unit else "")


def _words_table() -> str:
    rows = ["| Trường | Từ | Nghĩa | English |", "|---|---|---|---|"]
    rows += [
        f"| `{field.name}` | `{word}` | {vi} | {en} |"
        for field in FIELDS
        for word, (vi, en) in (field.words or {}).items()
    ]
    return "\n".join(rows)


def _layers_table() -> str:
    rows = ["| Lớp | Nghĩa | English |", "|---|---|---|"]
    rows += [f"| `{layer}` | {vi} | {en} |" for layer, (vi, en) in LAYERS.items()]
    return "\n".join(rows)


# --- settings ---


def _settings_table() -> str:
    meanings = {".".join(path): say("vi", f"setting.{'.'.join(path)}") for path in KEYS}
    rows = ["| Thiết lập | Ý nghĩa |", "|---|---|", *(f"| `{name}` | {text} |" for name, text in meanings.items())]
    return "\n".join(rows)


# --- the frameworks that ship ---


def _frameworks_table() -> str:
    rows = ["| Mã khung | Văn bản | Hiệu lực theo ngày họp | Thang điểm | Nguồn gốc |", "|---|---|---|---|---|"]
    for loaded in Catalog().all():
        framework = loaded.framework
        first, last = framework.in_force.from_, framework.in_force.to
        until = f" đến {last:%d/%m/%Y}" if last else ""
        points = formats.points(framework.points.maximum, "vi") if framework.points else say("vi", "show.no_points")
        status = say("vi", f"show.{framework.provenance.status}")
        number = framework.authority.number
        rows.append(f"| `{loaded.id}` | {number} | từ {first:%d/%m/%Y}{until} | {points} | {status} |")
    return "\n".join(rows)


# --- the picture ---

SCALE = 1.5
"""Dots of the picture per CSS pixel: legible when a browser shrinks the two pages to the width of a column."""
_FACES = (("Regular", "normal", 400), ("Bold", "normal", 700), ("Italic", "italic", 400), ("BoldItalic", "italic", 700))
_GUTTER, _MARGIN, _GREY = 16, 48, 0xD8
_A4 = (794, 1123)


def picture_hash() -> str:
    """Return the SHA-256 of the sheet of which the picture is one."""
    return hashlib.sha256(render_sheet(evaluate_file(PICTURED)).encode()).hexdigest()


def hash_in_picture() -> str:
    """Return what the picture says of itself: the hash of its sheet."""
    found = re.search(rb"tEXtsheet\0([0-9a-f]{64})", PICTURE.read_bytes())
    return found[1].decode() if found else ""


def write_picture() -> None:
    """Draw the pages of the example's sheet side by side, in shades of grey, with the fonts that ship."""
    pages = _trimmed(_pages(render_sheet(evaluate_file(PICTURED))))
    body = [bytes([_GREY]) * _GUTTER + bytes([_GREY] * _GUTTER).join(row) for row in zip(*pages, strict=True)]
    body = [row + bytes([_GREY]) * _GUTTER for row in body]
    edge = [bytes([_GREY]) * len(body[0])] * _GUTTER
    _write_png([*edge, *body, *edge], picture_hash())


def _trimmed(pages: list[list[bytes]]) -> list[list[bytes]]:
    """Return the pages without the white that all of them have around what is printed, but for a margin."""
    rows = [row for page in pages for row in page]
    printed = [number % len(pages[0]) for number, row in enumerate(rows) if row.strip(b"\xff")]
    left = min(len(row) - len(row.lstrip(b"\xff")) for row in rows) - _MARGIN
    right = max(len(row.rstrip(b"\xff")) for row in rows) + _MARGIN
    return [[row[left:right] for row in page[min(printed) - _MARGIN : max(printed) + _MARGIN]] for page in pages]


def _pages(sheet: str) -> list[list[bytes]]:
    """Return the pages of a sheet as rows of grey dots, one byte for each."""
    import plutoprint  # noqa: PLC0415 - a test tool, wanted for the picture only

    fonts = {
        file.name: plutoprint.ResourceData(file.read_bytes(), "font/ttf", "")
        for file in (TEMPLATES / "fonts").glob("*.ttf")
    }

    class OwnFonts(plutoprint.ResourceFetcher):
        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            return fonts[url.removeprefix("font:///")]

    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = OwnFonts()
    style = "".join(
        f"@font-face {{ font-family: 'Times New Roman'; font-style: {style}; font-weight: {weight};"
        f" src: url('font:///Tinos-{name}.ttf'); }}"
        for name, style, weight in _FACES
    )
    book.load_html(sheet, user_style=style)
    return [_page(book, number) for number in range(book.get_page_count())]


def _page(book: plutoprint.Book, number: int) -> list[bytes]:
    import plutoprint  # noqa: PLC0415 - as above

    width, height = (round(side * SCALE) for side in _A4)
    with plutoprint.ImageCanvas(width, height, plutoprint.IMAGE_FORMAT_RGB24) as canvas:
        canvas.clear_surface(1, 1, 1, 1)
        canvas.scale(SCALE, SCALE)
        book.render_page(canvas, number)
        data, stride = bytes(canvas.get_data()), canvas.get_stride()
    rows = [data[row * stride + 1 : row * stride + 4 * width : 4] for row in range(height)]
    # sixteen shades are enough for text, and make a small file
    shades = bytes((shade + 8) // 17 * 17 for shade in range(256))
    return [row.translate(shades) for row in rows]


def _write_png(rows: list[bytes], comment: str) -> None:
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"tEXt", b"sheet\0" + comment.encode()), (b"IDAT", body), (b"IEND", b""))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    )


# --- pages ---

BLOCKS: Mapping[str, Callable[[], str]] = {
    "commands": _command_pages,
    "fields": _fields_table,
    "words": _words_table,
    "layers": _layers_table,
    "frameworks": _frameworks_table,
    "settings": _settings_table,
}


def _block(name: str) -> str:
    kind, _, part = name.partition(" ")
    return keys_of(part) if kind == "keys" else BLOCKS[kind]()


def page(text: str) -> str:
    """Return a page with its generated blocks as they must be now."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{_block(found[2]).strip()}\n\n{found[3]}", text)


def pages() -> dict[Path, str]:
    """Return every page that has a generated block."""
    texts = {file: file.read_text(encoding="utf-8") for file in (README, *sorted(DOCS.glob("*.md")))}
    return {file: page(text) for file, text in texts.items() if BLOCK.search(text)}


def main() -> None:
    """Write whatever has changed."""
    for file, text in (schemas() | pages()).items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if not PICTURE.exists() or hash_in_picture() != picture_hash():
        write_picture()


if __name__ == "__main__":
    main()
