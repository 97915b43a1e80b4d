"""Một chương trình mẫu: điền một kỳ sinh hoạt, xem còn thiếu gì, rồi nộp. Chỉ dùng thư viện có sẵn của Python.

    CHAMDIEM_KHOA=chamdiem_… python nop_mot_ky.py http://127.0.0.1:8000 chi-bo-1 2026-11 so-lieu.json

`so-lieu.json` là câu trả lời theo mã câu hỏi: {"present": "18", "self.answers.1.1": "có", …}. Mã câu hỏi của khung lấy
ở /api/v1/frameworks/<đơn vị>/<bản>/questions. Khóa tạo ở trang Tài khoản, mục “Khóa cho phần mềm khác”.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

TRIES = 5


class Refused(Exception):  # noqa: N818 - the program that asks is at fault
    """What the server did not do; `problem` is what it says of it, with every fault."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        super().__init__(problem["detail"])


class Api:
    """The API of one installation, by a token."""

    def __init__(self, address: str, token: str) -> None:
        self.base, self.token = f"{address.rstrip('/')}/api/v1", token

    def ask(self, method: str, path: str, told: object = None, **headers: str) -> tuple[Any, str]:
        """Return what is answered, and its version; raises `Refused`."""
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        body = None
        if told is not None:
            body, sent["Content-Type"] = json.dumps(told).encode(), "application/json"
        request = urllib.request.Request(f"{self.base}{path}", body, sent, method=method)  # noqa: S310 - of whoever runs it
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
                return json.load(answer), answer.headers.get("ETag", "")
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)) from error

    def post(self, path: str, told: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Do something once, however often the network fails: each try has the same key."""
        key = str(uuid.uuid4())
        for attempt in range(TRIES):
            try:
                return self.ask("POST", path, told, **{"Idempotency-Key": key})[0]
            except urllib.error.URLError:
                time.sleep(2**attempt)
        raise ConnectionError(path)


def save(api: Api, path: str, answers: dict[str, str]) -> dict[str, Any]:
    """Write answers into a draft beside what others wrote there, and return it."""
    for _ in range(TRIES):
        try:
            draft, version = api.ask("GET", path)
            texts, condition = {**draft["texts"], **answers}, {"If-Match": version}
        except Refused as refused:
            if refused.problem["status"] != 404:  # noqa: PLR2004 - nobody began it
                raise
            texts, condition = answers, {"If-None-Match": "*"}
        try:
            saved: dict[str, Any] = api.ask("PUT", path, {"texts": texts}, **condition)[0]
        except Refused as refused:
            # somebody wrote meanwhile: what stands there now is read again
            if refused.problem["status"] != 412:  # noqa: PLR2004 - as above
                raise
        else:
            return saved
    raise ConnectionError(path)


def main(address: str, cell: str, month: str, file: str) -> int:
    """Fill in a meeting, and hand it in where nothing is missing."""
    api = Api(address, os.environ["CHAMDIEM_KHOA"])
    path = f"/drafts/{cell}/{month}/regular"
    try:
        draft = save(api, path, json.loads(Path(file).read_text(encoding="utf-8")))
        reading = api.ask("GET", f"{path}/evaluation")[0]
        own = reading["evaluation"]["layers"]["self"]
        print(f"{own['total']}/{own['maximum']}")  # noqa: T201 - what it is for
        if reading["faults"] or reading["missing"]:
            print(json.dumps(reading["faults"] or reading["missing"], ensure_ascii=False))  # noqa: T201 - as above
            return 1
        asked = {"cell": cell, "period": month, "kind": "regular", "version": draft["version"]}
        entry = api.post("/submissions", asked)
        print(entry["number"], entry["hash"])  # noqa: T201 - as above
    except Refused as refused:
        for fault in refused.problem["faults"] or [refused.problem]:
            print(fault.get("text") or fault["detail"], file=sys.stderr)  # noqa: T201 - as above
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
