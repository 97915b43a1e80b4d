"""Build the wheel of durable-rules for Windows, by zig: one for every Python that is promised, of the stable ABI.

    python installers/engine_wheel.py [FOLDER]

There is none anywhere else. Its sources are those of the lock; what is changed of them stands in CHANGED.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import shutil
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from inputs import ROOT, fetch, locked, write_zip, zig

HERE = Path(__file__).resolve().parent / "windows"
CHANGED = ("PyEval_CallObject(", "PyObject_CallObject(")
"""The one word that CPython 3.13 has no more, and the one that does the same in every version."""
TAG = "cp311-abi3-win_amd64"
HEADERS = (3, 11)
"""By the headers of this Python it is compiled, which are those of whoever builds: others make other bytes."""
_CHANGES = """What was changed of durable-rules {version} to build it for Windows and for CPython 3.13:

- src/rulespy/rules.c: PyEval_CallObject is called PyObject_CallObject, which does the same.
- It is compiled by zig cc for x86_64-windows-gnu, by the stable ABI of CPython 3.11, with
  -Dasprintf=dr_asprintf: the sources define a function that the C library has by now.

Nothing else; installers/engine_wheel.py of Chấm Điểm does it.
"""
_OTHER_PYTHON = """Dựng bản cho Windows thì cần Python 3.11: hãy đặt CHAMDIEM_PYTHON=/đường/dẫn/tới/python3.11.
The folder for Windows is built by Python 3.11: set CHAMDIEM_PYTHON=/path/to/python3.11."""
_FLAGS = (
    *("-target", "x86_64-windows-gnu", "-shared", "-O3", "-s", "-std=c99", "-U_GNU_SOURCE", "-Dasprintf=dr_asprintf"),
    *("-fno-sanitize=undefined", "-Wno-incompatible-pointer-types", "-Wno-everything"),
)


def sources() -> Path:
    """Return the source distribution of the lock."""
    requirement = locked("runtime")["durable-rules"]
    folder = fetch("durable-rules", [requirement], "--no-binary", "durable-rules", "--no-build-isolation")
    return next(folder.glob("*.tar.gz"))


def changes() -> str:
    """Return what is said to have been changed."""
    return _CHANGES.format(version=_version())


def _version() -> str:
    return locked("runtime")["durable-rules"].split()[0].partition("==")[2]


def build(folder: Path) -> Path:
    """Build the wheel into a folder; the same inputs make the same bytes.

    Raises:
        SystemExit: it is asked for by another Python than that of the headers.
    """
    if sys.version_info[:2] != HEADERS:
        raise SystemExit(_OTHER_PYTHON)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        with tarfile.open(sources()) as archive:
            archive.extractall(work, filter="data")
        (unpacked,) = work.iterdir()
        module = _compile(unpacked)
        wheel = folder / f"durable_rules-{_version()}-{TAG}.whl"
        folder.mkdir(parents=True, exist_ok=True)
        write_zip(wheel, _contents(module, unpacked))
    return wheel


def _compile(unpacked: Path) -> bytes:
    """Compile the module; every path is relative, so that none of this machine gets into it."""
    rules = unpacked / "src" / "rulespy" / "rules.c"
    text = rules.read_text(encoding="utf-8")
    assert CHANGED[0] in text
    rules.write_text(text.replace(*CHANGED), encoding="utf-8")
    headers = unpacked / "python"
    shutil.copytree(sysconfig.get_path("include"), headers)
    shutil.copy(HERE / "pyconfig.h", headers / "pyconfig.h")
    # the sources name a header of Windows as nobody else spells it
    (headers / "WinSock2.h").write_text("#include <winsock2.h>\n", encoding="ascii")
    shutil.copy(HERE / "python3.def", unpacked / "python3.def")
    zig(unpacked, "dlltool", "-m", "i386:x86-64", "-d", "python3.def", "-l", "libpython3.a")
    c_files = sorted(str(file.relative_to(unpacked)) for file in (unpacked / "src" / "rules").glob("*.c"))
    include = ("-Ipython", "-Isrc/rules")
    out = "durable_rules_engine.pyd"
    zig(unpacked, "cc", *_FLAGS, *include, *c_files, "src/rulespy/rules.c", "-L.", "-lpython3", "-lws2_32", "-o", out)
    return (unpacked / out).read_bytes()


def _contents(module: bytes, unpacked: Path) -> dict[str, bytes]:
    info = f"durable_rules-{_version()}.dist-info"
    about = f"Metadata-Version: 2.1\nName: durable_rules\nVersion: {_version()}\nLicense: MIT\n"
    contents = {
        "durable_rules_engine.pyd": module,
        f"{info}/METADATA": about.encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: chamdiem\nRoot-Is-Purelib: false\nTag: {TAG}\n".encode(),
        f"{info}/LICENSE": (unpacked / "LICENSE").read_bytes(),
        f"{info}/CHANGES": changes().encode(),
    }
    return contents | {f"{info}/RECORD": _record(contents, f"{info}/RECORD")}


def _record(contents: dict[str, bytes], own: str) -> bytes:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for name, content in sorted(contents.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        writer.writerow([name, f"sha256={digest}", len(content)])
    writer.writerow([own, "", ""])
    return lines.getvalue().encode()


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"))
