"""Behind the proxy of the examples: nginx with a certificate made for the moment, on other ports."""

from __future__ import annotations

import http.client
import re
import shutil
import ssl
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from serving import COMMAND, PATIENCE, free_port
from visiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.nightly
SITE = Path(__file__).resolve().parents[2] / "installers" / "linux" / "nginx.conf"
NAME = "chamdiem.vi-du.vn"
_KEY = (
    *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"),
    *("-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "chamdiem.key", "-out", "chamdiem.pem"),
)


@contextmanager
def proxied(folder: Path, port: int, plain: int, secure: int) -> Iterator[None]:
    """Run nginx with the site of the example, of which ports and folders alone are others."""
    subprocess.run(_KEY, cwd=folder, check=True, capture_output=True)  # noqa: S603 - a certificate for the moment
    site = re.sub(r".*\[::\].*\n", "", SITE.read_text(encoding="utf-8"))
    for old, new in (("80;", f"127.0.0.1:{plain};"), ("443 ssl", f"127.0.0.1:{secure} ssl")):
        site = site.replace(f"listen {old}", f"listen {new}")
    site = site.replace("/etc/ssl/chamdiem", str(folder)).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    temporary = " ".join(f"{each}_temp_path {folder}/{each};" for each in ("proxy", "fastcgi", "uwsgi", "scgi"))
    http = f"http {{ access_log off; client_body_temp_path {folder}/body; {temporary} {site} }}"
    (folder / "nginx.conf").write_text(f"daemon off; pid {folder}/pid; events {{}} {http}", encoding="utf-8")
    words = ("nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors"))
    process = subprocess.Popen(words)  # noqa: S603 - a proxy on this machine
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@contextmanager
def behind(data: Path) -> Iterator[int]:
    """Serve a data folder behind a proxy; it is asked by its name alone, so that it is begun by hand."""
    port = free_port()
    words = ("serve", "--data", str(data), "--port", str(port), "--behind-tls", "--name", NAME)
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    wait_for(port)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def asked(
    port: int, path: str, secure: ssl.SSLContext | None, host: str = NAME, **headers: str
) -> http.client.HTTPResponse:
    """Ask for a page as a browser does that looks for the name at this machine."""
    wait_for(port)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.connect()
    if secure is not None:
        connection.sock = secure.wrap_socket(connection.sock, server_hostname=NAME)
    connection.request("GET", path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.skipif(not all(map(shutil.which, ("nginx", "openssl"))), reason="there is no nginx on this machine")
@pytest.mark.skipif(not SITE.exists(), reason="the examples come with the checkout")
def test_pages_behind_the_example(tmp_path: Path) -> None:
    """By https the pages come with cookies for that alone; by http, or past the proxy, one is led there; no other host."""
    plain, secure = free_port(), free_port()
    with (
        behind(tmp_path / "data") as port,
        proxied(tmp_path, port, plain, secure),
    ):
        trusted = ssl.create_default_context(cafile=str(tmp_path / "chamdiem.pem"))
        page = asked(secure, "/vao", trusted)
        assert page.status == 200
        assert "max-age" in (page.headers["Strict-Transport-Security"] or "")
        assert all(
            each.startswith("__Host-") and "Secure" in each for each in page.headers.get_all("Set-Cookie") or [""]
        )
        for straight in (plain, port):
            led = asked(straight, "/vao", None)
            assert (led.status, led.headers["Location"]) == (301, f"https://{NAME}/vao")
        assert asked(port, "/vao", None, "evil.example", **{"X-Forwarded-Proto": "https"}).status == 400
