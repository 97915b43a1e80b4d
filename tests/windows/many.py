"""Run many commands in one process, wherever it is, and keep what each said: `many.py WORDS.json SAID.json`."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from chamdiem.cli import run

if __name__ == "__main__":
    asked, kept = map(Path, sys.argv[1:])
    told = []
    for words in json.loads(asked.read_text(encoding="utf-8")):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(words)
        told.append([status, out.getvalue(), err.getvalue()])
    kept.write_bytes(json.dumps(told, ensure_ascii=False).encode())
