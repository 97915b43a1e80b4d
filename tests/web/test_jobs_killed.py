"""Jobs of a served installation: whoever is killed, each is done once or begun again, and no half file is there."""

from __future__ import annotations

import io
import json
import os
import re
import time
import zipfile
from typing import TYPE_CHECKING

import psutil
import pytest

from serving import PATIENCE, children, free_port, gone, start
from visiting import Visitor

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    for _ in range(PATIENCE * 20):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError


def worker(process: subprocess.Popen[str]) -> psutil.Process | None:
    """Return the process that carries out jobs."""
    found = psutil.Process(process.pid).children()
    return next((each for each in found if "spawn_main" in " ".join(each.cmdline())), None)


def is_at_work(visitor: Visitor, address: str) -> bool:
    """Tell whether a job has come some way; one that is done cannot be killed any more."""
    page = visitor.ask(address).text
    assert "✓ Đã xong" not in page
    return bool(re.search(r"xong [1-9]\d* trên", page))


def test_a_job_outlives_its_process_and_the_server(tmp_path: Path) -> None:
    """Killed with the job half done, its process and then the whole server: begun again, done, whole, nothing left over."""
    data, port = tmp_path / "data", free_port()
    process = start(data, port, "--demo")
    try:
        visitor = Visitor(port)
        visitor.enter("van-phong", json.loads((data / "demo.json").read_text())["password"])
        last = re.search(r"/danh-sach/vi-du/\d{4}-\d\d", visitor.ask("/viec").text)
        assert last is not None
        address = visitor.send(last[0], {"make": "all/zip"}).location
        wait_for(lambda: is_at_work(visitor, address))
        at_work = worker(process)
        assert at_work is not None
        left = [at_work.pid, *(each.pid for each in at_work.children(recursive=True))]
        at_work.kill()
        assert gone(left)
        wait_for(lambda: is_at_work(visitor, address))
        left = children(process)
        process.kill()
        process.communicate(timeout=PATIENCE)
        assert gone(left)
        process = start(data, port, "--demo")
        wait_for(lambda: "data-poll" not in visitor.ask(address).text)
        assert "✓ Đã xong" in visitor.ask(address).text
        content = visitor.ask(f"{address}/tep").content
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        # whatever else lies there would be what one of those that were killed left
        wait_for(lambda: len(list((data / "jobs").iterdir())) == 1)
        assert next((data / "jobs").iterdir()).read_bytes() == content
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
