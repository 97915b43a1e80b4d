"""Write the parts of the documentation that the program itself knows: references, schemas and the picture of the sheet.

Run it where the test tools are installed: `.venv/bin/python docs/generate.py`. What lies between
`<!-- generated: NAME -->` and `<!-- /generated -->` in a page is written anew; the rest of the page is written by hand.
"""  # noqa: INP001 - a script beside the pages that it writes, not a package

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from chamdiem.cli import root, run
from chamdiem.commands.base import PROGRAM, CommandGroup, Context
from chamdiem.engine.files.json_text import readable_json
from chamdiem.engine.lists.files import list_html
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.lists.summary import summary_list
from chamdiem.engine.office.checking import evaluate_file, evaluate_right
from chamdiem.engine.office.config import KEYS
from chamdiem.engine.office.frameworks import SchemaKind, schema_of
from chamdiem.engine.office.office import Office
from chamdiem.engine.own_templates.template_work import GIVEN
from chamdiem.engine.paper.pages import pictures
from chamdiem.engine.paper.settings import HD_05, HD_36, PaperSettings
from chamdiem.engine.reading.catalog import CRITERIA, Catalog, framework_schema
from chamdiem.engine.reading.register import read_register
from chamdiem.engine.sheets.sheets import sheet_file
from chamdiem.engine.texts import LANGS, Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.language.lint_codes import BETWEEN, CODES, LEVELS
from chamdiem.rules.records.fields import LAYERS, Field
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import click

    from chamdiem.engine.own_templates.template_checks import Shape

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
README = ROOT / "README.md"
IMAGES = DOCS / "images"
BLOCK = re.compile(r"(<!-- generated: ([\w-]+(?: [\w-]+)?) -->\n).*?(<!-- /generated -->)", re.DOTALL)

Schema = dict[str, Any]


# --- schemas ---


def schemas() -> dict[Path, str]:
    """Return every schema file. Those of frameworks and cases stand beside them too, where editors look for them."""
    kinds: tuple[SchemaKind, ...] = get_args(SchemaKind)
    texts = {str(kind): f"{readable_json(schema_of(Office(), kind))}\n" for kind in kinds}
    return {
        editors_schema("framework"): texts["framework"],
        editors_schema("cases"): texts["cases"],
        **{DOCS / "schemas" / f"{name}.schema.json": text for name, text in texts.items()},
    }


def editors_schema(name: str) -> Path:
    """Return the schema file that the first line of every framework, or of every file of cases, names."""
    return CRITERIA / f"{name}.schema.json"


# --- the command line ---


def commands(lang: Lang) -> Iterator[click.Context]:
    """Yield a context for the program and for each of its commands, in the order in which help lists them."""
    yield from _contexts(Context(root, info_name=PROGRAM, obj=lang, terminal_width=80, color=False))


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    for command in context.command.listed(context) if isinstance(context.command, CommandGroup) else ():
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


def keys_of(name: str) -> str:
    """Return the table of the keys of one part of a framework file; `Framework` is the file itself."""
    schema = framework_schema()
    node = schema if name == "Framework" else schema["$defs"][name]
    rows = ["| Khóa | Giá trị | Bắt buộc | Ý nghĩa |", "|---|---|---|---|"]
    node = next(option for option in node.get("anyOf", [node]) if "properties" in option)  # a short form has no keys
    for key, value in node["properties"].items():
        meaning = value["description"]
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
    if value.get("enum") == list(CODES):
        return "[mã nhận xét](lint/README.md)"
    if "enum" in value or "const" in value:
        return " hoặc ".join(
            f"`{word}`" for word in value.get("enum", [value.get("const")]) if not isinstance(word, bool)
        )
    if value.get("type") == "array":
        return _list_kind(value, schema)
    if value.get("type") == "object":
        return _object_kind(value, schema)
    options = [option for option in value.get("anyOf", value.get("oneOf", ())) if option.get("type") != "null"]
    return " hoặc ".join(dict.fromkeys(_kind(o, schema) for o in options)) if options else _scalar_kind(value)


def _object_kind(value: Schema, schema: Schema) -> str:
    if "properties" in value:
        return "".join(f"`{{{key}: …}}`" for key in value["properties"])
    inner = next(iter(value.get("patternProperties", {}).values()), {})
    return f"`tên: {_kind(inner, schema)}`"


def _without_null(value: Schema) -> Schema:
    options = [option for option in value.get("anyOf", value.get("allOf", ())) if option.get("type") != "null"]
    return options[0] if len(options) == 1 else {**value, "anyOf": options} if options else value


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
    "CitedDocument": "văn bản",
    "Provenance": "nguồn gốc",
    "InForce": "hiệu lực",
    "AppliesTo": "phạm vi",
    "Unavailable": "kỳ họp không có khung",
    "PointScheme": "thang điểm",
    "Subject": "đối tượng",
    "Input": "số liệu hỏi thêm",
    "Measure": "số đo",
    "Choice": "lựa chọn",
    "Operand": "toán hạng",
    "CountOf": "phép đếm",
    "InGroup": "mọi thứ của một nhóm",
    "OtherFact": "số liệu đem so",
    "HistoryFact": "số liệu các kỳ trước",
    "HistoryRecords": "hồ sơ được xét",
    "PerMember": "của một đảng viên",
    "Group": "nhóm",
    "Criterion": "tiêu chí",
    "OutsideCriterion": "tiêu chí ngoài thang",
    "Bands": "bảng mức",
    "Level": "mức",
    "BandException": "ngoại lệ",
    "NamedLevel": "mức có tên",
    "Part": "ý",
    "Proportional": "tỷ lệ",
    "Line": "dòng của choose",
    "Additions": "bảng cộng",
    "Addition": "việc được cộng",
    "Deductions": "bảng trừ",
    "Deduction": "lỗi",
    "Parts": "các phần",
    "ScoredPart": "phần",
    "NotApplicable": "không áp dụng",
    "Condition": "điều kiện",
    "Rating": "mức xếp loại",
    "Gate": "điều kiện kèm theo",
    "Cap": "trường hợp khống chế",
    "Finding": "kiểm tra chéo",
    "Quota": "giới hạn tỷ lệ",
    "Comparison": "khoảng",
    "Silence": "lý do để nguyên",
    "Period": "kỳ",
    "PeriodRecords": "kỳ họp được tính",
    "ExpectedRecords": "số kỳ phải có",
    "PartYear": "một phần của kỳ",
    "PeriodMeasure": "số đo của kỳ",
    "RecordTest": "phép thử kỳ họp",
}
"""What the parts of a framework file are called in the tables."""


def _part(name: str) -> str:
    return _PARTS[name]


# --- the record ---


def _fields_table() -> str:
    rows = ["| Trường | Nghĩa | Kiểu | English |", "|---|---|---|---|"]
    for section, fields in groupby(MEETING.fields, lambda field: field.section):
        rows.append(f"| | **{MEETING.sections[section][0]}** | | *{MEETING.sections[section][1]}* |")
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
        for field in MEETING.fields
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


# --- what lint remarks ---

FAULTY = ROOT / "tests" / "lint"
"""Frameworks with one defect each, named by the code of what lint remarks of it."""
BETWEEN_FILES = ("--against", "tests/lint/differs-from.yaml")


def _remarks_table() -> str:
    rows = ["| Mã | Mức | Nói về |", "|---|---|---|"]
    for code in CODES:
        heading = (DOCS / "lint" / f"{code}.md").read_text(encoding="utf-8").partition("\n")[0]
        rows.append(f"| [`{code}`]({code}.md) | {say('vi', f'lint.level.{LEVELS[code]}')} | {heading.split(': ')[1]} |")
    return "\n".join(rows)


def _remark(code: str) -> str:
    """Return the level of a remark, and what lint prints of the framework that has the defect."""
    file = f"tests/lint/{code}.yaml"
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()) as printed:
        run(["lint", file, *(BETWEEN_FILES if code in BETWEEN else ())])
    own = [part for part in printed.getvalue().split("\n\n") if f"[{code}]" in part]
    level = say("vi", f"lint.level.{LEVELS[code]}")
    return f"Mức: **{level}**. Ví dụ: [{file}](../../{file})\n\n```text\n{own[0]}\n```"


# --- the frameworks that ship ---


def _frameworks_table() -> str:
    rows = ["| Mã khung | Văn bản | Hiệu lực theo ngày họp | Thang điểm | Nguồn gốc |", "|---|---|---|---|---|"]
    for loaded in Catalog().all():
        framework = loaded.framework
        first, last = framework.in_force.from_, framework.in_force.to
        until = f" đến {day_text(last)}" if last else ""
        points = formats.points(framework.points.maximum, "vi") if framework.points else say("vi", "show.no_points")
        status = say("vi", f"show.{framework.provenance.status}")
        number = framework.authority.number
        rows.append(f"| `{loaded.id}` | {number} | từ {day_text(first)}{until} | {points} | {status} |")
    return "\n".join(rows)


# --- the API ---

_API = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "chamdiem.web.settings"
import django
django.setup()
from chamdiem.web.api.openapi import described
print(json.dumps(described()))
"""


@lru_cache(maxsize=1)
def api_document() -> Schema:
    """Return the OpenAPI document; it is made by a process of its own, since Django is set up once for each."""
    environment = {name: text for name, text in os.environ.items() if name != "CHAMDIEM_SERVE"}
    command = [sys.executable, "-c", _API]
    made = subprocess.run(command, capture_output=True, check=True, env=environment, text=True)  # noqa: S603 - our own
    found: Schema = json.loads(made.stdout)
    return found


def _operations() -> str:
    """Return every operation: what it does, what it takes, what it gives, and when it does not."""
    parts = []
    for path, methods in sorted(api_document()["paths"].items()):
        for method, told in methods.items():
            parts.append(f"### `{method.upper()} {path}`\n\n{told['summary']}\n")
            taken = [_parameter(each) for each in told.get("parameters", ())]
            body = told.get("requestBody")
            taken += [f"- thân: {_shape(body['content']['application/json']['schema'])}"] if body else []
            parts.append("\n".join(taken) + "\n" if taken else "")
            rows = [f"- {status}: {_answer(each)}" for status, each in told["responses"].items()]
            parts.append("\n".join(rows) + "\n")
    return "\n".join(filter(None, parts))


def _parameter(told: Schema) -> str:
    places = {"path": "trong địa chỉ", "query": "sau dấu ?", "header": "ở đầu"}
    needed = ", bắt buộc" if told["required"] else ""
    return f"- `{told['name']}` ({places[told['in']]}{needed})"


def _answer(told: Schema) -> str:
    content = told.get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return told["description"] + (f" {_shape(schema)}" if schema else "")


def _shape(schema: Schema) -> str:
    """Return a schema in short: its name, and its members where it has some."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if not name:
        return "một đối tượng JSON"
    if name in {"Record", "Evaluation"}:
        page = {"Record": "[hồ sơ](record-format.md)", "Evaluation": "[kết quả](schemas/evaluation.schema.json)"}
        return page[name]
    members = api_document()["components"]["schemas"][name].get("properties", {})
    return f"`{name}` ({', '.join(f'`{each}`' for each in members)})"


# --- the variables of templates ---

_VARIABLES = {
    "sheet": "mọi thứ đứng trên phiếu",
    "sheet.upper_org": "đảng bộ cấp trên, chữ in hoa",
    "sheet.cell": "tên chi bộ, chữ in hoa",
    "sheet.place_and_date": "dòng “…, ngày … tháng … năm …”",
    "sheet.title": "tên phiếu, chữ in hoa",
    "sheet.subject": "dòng “Kỳ sinh hoạt tháng …”",
    "sheet.notice": "dòng lưu ý của khung dựng lại; khung khác thì không có",
    "sheet.particulars": "các dòng đầu phiếu: đơn vị, loại sinh hoạt, thời gian, đảng viên dự",
    "sheet.of_faults": "khung chấm bằng điểm lỗi, càng ít càng tốt",
    "sheet.pointed": "khung có điểm hay chỉ có đạt, không đạt",
    "sheet.rows": "các dòng của bảng: nhóm, tiêu chí, tổng điểm, xếp loại",
    "sheet.rows[].kind": "loại dòng: `group`, `criterion`, `single` (nhóm chỉ có một tiêu chí), `total`, `rating`",
    "sheet.rows[].id": "số thứ tự; trống ở dòng “Ngoài thang điểm”, dòng tổng và dòng xếp loại",
    "sheet.rows[].title": "tên nhóm hoặc tiêu chí",
    "sheet.rows[].subtitle": "tên tiêu chí của dòng `single` khi khác tên nhóm",
    "sheet.rows[].maximum": "điểm tối đa",
    "sheet.rows[].own": "điểm chi bộ tự chấm",
    "sheet.rows[].upper": "điểm cấp trên chấm",
    "sheet.rows[].reasons": "lý do trừ điểm; không có chữ là chỗ để điền tay",
    "sheet.rows[].floor": "nhóm đứng ở tầng mấy: 1, nhóm con 2; các dòng khác 1",
    "sheet.to_score": "các câu nói còn tiêu chí nào chưa chấm",
    "sheet.ratings": "bốn ô xếp loại: chi bộ tự xếp, biểu quyết, cấp trên, quyết định",
    "sheet.warnings": "các điều cần kiểm tra lại",
    "sheet.limitations": "hạn chế cần khắc phục",
    "sheet.source": "dòng cuối: chấm theo văn bản nào, phiên bản khung nào",
    "sheet.number": "dòng số, ký hiệu, để điền tay",
    "sheet.own_label": "đầu cột điểm tự chấm",
    "sheet.upper_label": "đầu cột điểm cấp trên chấm",
    "sheet.signatures": "ba chỗ ký; nhãn và chữ là hai dòng",
    "sheet.committee_exists": "có chi ủy hay không, để ghi T/M CHI ỦY hoặc T/M CHI BỘ",
    "sheet.paragraph": "đoạn tự đánh giá để đưa vào nghị quyết tháng",
    "sheet.guide": f"hướng dẫn thể thức theo ngày họp: `{HD_36}` hoặc `{HD_05}`",
    "sheet.advice": "gợi ý cách đạt mức xếp loại cao hơn; chỉ có khi in kèm `--advice`",
    "sheet.mark": "chỗ của kết quả chấm trong sổ; chỉ có khi in kèm điểm chốt (`--checkpoint`)",
    "sheet.mark.lines": "hai câu: số mục và mã băm; điểm chốt",
    "sheet.mark.qr_path": "mã vuông chứa điểm chốt, là đường vẽ (`d`) của một hình SVG",
    "sheet.mark.qr_text": "địa chỉ mà mã QR nói; chỉ phiếu Word dùng, để vẽ thành hình",
    "sheet.mark.qr_side": "cạnh của hình SVG ấy, cho `viewBox`",
    "[].label": "nhãn; có thể trống",
    "[].text": "chữ đứng sau nhãn",
}
_SHAPES = {"text": "chữ", "yes_no": "đúng/sai", "list": "danh sách", "parts": "nhóm giá trị"}


def _variables_table() -> str:
    rows = ["| Biến | Kiểu | Có thể không có | Ý nghĩa |", "|---|---|---|---|"]
    for name, shape in GIVEN.items():
        rows += [_variable(path, part) for path, part in _parts(name, shape)]
    return "\n".join(rows)


def _parts(name: str, shape: Shape) -> Iterator[tuple[str, Shape]]:
    yield name, shape
    inner, prefix = (shape.items, f"{name}[]") if shape.items else (shape, name)
    for part, of_part in (inner.parts or {}).items():
        yield from _parts(f"{prefix}.{part}", of_part)


def _variable(path: str, shape: Shape) -> str:
    """Return the line of a variable. Labels and their texts mean the same wherever they stand."""
    meaning = _VARIABLES.get(path) or _VARIABLES[f"[].{path.rpartition('[].')[2]}"]
    missing = "có" if shape.kind.endswith("?") else ""
    return f"| `{path}` | {_SHAPES[shape.kind.rstrip('?')]} | {missing} | {meaning} |"


# --- the glossary ---

GLOSSARY = DOCS / "tu-vung.toml"
"""What every public class of rules/ and engine/ is in Vietnamese."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the product, by its path from the root, the rules first."""
    files = [
        *ROOT.glob("cli.py"),
        *(file for room in ("rules", "engine", "commands") for file in (ROOT / room).rglob("*.py")),
    ]
    for file in sorted(files, key=lambda file: (not file.is_relative_to(ROOT / "rules"), file.parent, file)):
        yield file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))


def classes() -> Iterator[tuple[Path, str]]:
    """Yield every class of the product with its module's path, in the order in which they stand there."""
    for file, tree in modules():
        yield from ((file, node.name) for node in tree.body if isinstance(node, ast.ClassDef))


def concepts() -> list[tuple[Path, str]]:
    """Return the classes that the glossary has to have: those that other modules of rules/ and engine/ may know."""
    return [
        (file, name) for file, name in classes() if file.parts[0] in {"rules", "engine"} and not name.startswith("_")
    ]


def _classes_table() -> str:
    meanings = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    parts = []
    for room, found in groupby(concepts(), lambda each: each[0].parent):
        rows = [f"| {meanings.get(name, '')} | `{name}` | `{file.name}` |" for file, name in found]
        parts += [f"### {room.as_posix()}", "", "| Tiếng Việt | Trong mã | Nơi viết |", "|---|---|---|", *rows, ""]
    return "\n".join(parts)


# --- the office ---


def office_functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Yield how an office is opened, and what any door may then ask of it, by module."""
    for file in sorted((ROOT / "engine" / "office").glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_act(node):
                yield file, node


def _is_act(node: ast.FunctionDef) -> bool:
    first = node.args.args[0].annotation if node.args.args else None
    return "Office" in {ast.unparse(each) for each in (first, node.returns) if each is not None}


def _office_list() -> str:
    parts = []
    for file, found in groupby(office_functions(), lambda each: each[0]):
        module = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        parts += [f"### {file.name}", "", _sentence(module), ""]
        for _, node in found:
            signature = f"{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns) if node.returns else ''}"
            parts += [f"- `{signature}`", f"  {_sentence(ast.get_docstring(node) or '')}"]
        parts.append("")
    return "\n".join(parts)


def _sentence(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


# --- the pictures ---

RESOLUTION = 144
"""Of the pictures: legible when a browser shrinks the pages to the width of a column."""
_GUTTER, _MARGIN, _GREY = 16, 48, 0xD8


def pictured() -> dict[Path, str]:
    """Return every picture's file with the page that it shows."""
    month = month_of(evaluate_right(Office(), [ROOT / "examples" / "thang-11-2025"]), None)
    register = read_register(ROOT / "examples" / "thang-11-2025" / "danh-muc.csv")
    paper = PaperSettings()
    evaluation = evaluate_file(Office(), ROOT / "examples" / "01-an-phu-day-du.yaml")
    return {
        IMAGES / "phieu.png": sheet_file(evaluation, "html").decode(),
        IMAGES / "tong-hop.png": list_html(summary_list(month, register, paper)),
        IMAGES / "tong-quan.png": list_html(overview_of(month, register, paper)),
    }


def hash_of(page: str) -> str:
    """Return the SHA-256 of a page."""
    return hashlib.sha256(page.encode()).hexdigest()


def hash_in(picture: Path) -> str:
    """Return what a picture says of itself: the hash of its page."""
    if not picture.exists():
        return ""
    from PIL import Image  # noqa: PLC0415 - a test tool, wanted for the pictures only

    with Image.open(picture) as image:
        return str(image.info.get("page", ""))


def draw(picture: Path, page: str) -> None:
    """Draw the printed pages side by side, in shades of grey, with the fonts that ship."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - as above
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - as above

    sides = [Image.open(io.BytesIO(side)).convert("L") for side in pictures(page, RESOLUTION)]
    boxes = [ImageChops.invert(side).getbbox() or (0, 0, *side.size) for side in sides]
    edges = [[box[place] for box in boxes] for place in range(4)]
    # what is printed on any of the pages, with a margin around it
    left, top = (min(edge) - _MARGIN for edge in edges[:2])
    width, height = max(edges[2]) + _MARGIN - left, max(edges[3]) + _MARGIN - top
    sheet = Image.new("L", (len(sides) * (width + _GUTTER) + _GUTTER, height + 2 * _GUTTER), _GREY)
    for number, side in enumerate(sides):
        shown = Image.new("L", (width, height), 255)
        shown.paste(side, (-left, -top))
        sheet.paste(shown, (_GUTTER + number * (width + _GUTTER), _GUTTER))
    said = PngInfo()
    said.add_text("page", hash_of(page))
    IMAGES.mkdir(exist_ok=True)
    # sixteen shades are enough for text, and make a small file
    sheet.point([(shade + 8) // 17 * 17 for shade in range(256)]).save(picture, optimize=True, pnginfo=said)


# --- pages ---

BLOCKS: Mapping[str, Callable[[], str]] = {
    "commands": _command_pages,
    "fields": _fields_table,
    "words": _words_table,
    "layers": _layers_table,
    "frameworks": _frameworks_table,
    "settings": _settings_table,
    "variables": _variables_table,
    "remarks": _remarks_table,
    "classes": _classes_table,
    "office": _office_list,
    "operations": _operations,
}
PART_BLOCKS: Mapping[str, Callable[[str], str]] = {"keys": keys_of, "lint": _remark}
"""Blocks of which there is one for each part of the format, or each code."""


def _block(name: str) -> str:
    kind, _, part = name.partition(" ")
    if kind in PART_BLOCKS:
        return PART_BLOCKS[kind](part)
    return BLOCKS[kind]()


def page(text: str) -> str:
    """Return a page with its generated blocks as they must be now."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{_block(found[2]).strip()}\n\n{found[3]}", text)


def pages() -> dict[Path, str]:
    """Return every page that has a generated block."""
    texts = {file: file.read_text(encoding="utf-8") for file in (README, *sorted(DOCS.rglob("*.md")))}
    return {file: page(text) for file, text in texts.items() if BLOCK.search(text)}


def main() -> None:
    """Write whatever has changed."""
    for file, text in (schemas() | pages()).items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for picture, text in pictured().items():
        if hash_in(picture) != hash_of(text):
            draw(picture, text)


if __name__ == "__main__":
    main()
