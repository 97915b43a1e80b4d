"""Behind the proxies of the examples: nginx and Caddy, with certificates made for the moment, on other ports."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from serving import COMMAND, PATIENCE, free_port
from visiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

pytestmark = pytest.mark.nightly
EXAMPLES = Path(__file__).resolve().parents[2] / "installers" / "linux"
NAME = "chamdiem.vi-du.vn"
_KEY = (
    *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"),
    *("-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "chamdiem.key", "-out", "chamdiem.pem"),
)


@contextmanager
def nginx(folder: Path, port: int, plain: int, secure: int) -> Iterator[Path]:
    """Run nginx with the site of the example, of which ports and folders alone are others; give what to trust."""
    subprocess.run(_KEY, cwd=folder, check=True, capture_output=True)  # noqa: S603 - a certificate for the moment
    site = re.sub(r".*\[::\].*\n", "", (EXAMPLES / "nginx.conf").read_text(encoding="utf-8"))
    for old, new in (("80;", f"127.0.0.1:{plain};"), ("443 ssl", f"127.0.0.1:{secure} ssl")):
        site = site.replace(f"listen {old}", f"listen {new}")
    site = site.replace("/etc/ssl/chamdiem", str(folder)).replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    temporary = " ".join(f"{each}_temp_path {folder}/{each};" for each in ("proxy", "fastcgi", "uwsgi", "scgi"))
    http = f"http {{ access_log off; client_body_temp_path {folder}/body; {temporary} {site} }}"
    (folder / "nginx.conf").write_text(f"daemon off; pid {folder}/pid; events {{}} {http}", encoding="utf-8")
    with running("nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")):
        yield folder / "chamdiem.pem"


@contextmanager
def caddy(folder: Path, port: int, plain: int, secure: int) -> Iterator[Path]:
    """Run Caddy with the example, by certificates of its own; give what to trust."""
    ours = f"{{\nhttp_port {plain}\nhttps_port {secure}\nadmin off\nlocal_certs\nskip_install_trust\n}}\n"
    site = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    (folder / "Caddyfile").write_text(ours + site, encoding="utf-8")
    root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    with running("caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile"), kept=folder):
        for _ in range(PATIENCE * 10):
            with suppress(OSError):  # it makes its certificates once it is there
                asked(secure, "/", ssl.create_default_context(cafile=str(root)))
                break
            time.sleep(0.1)
        yield root


@contextmanager
def running(*words: str, kept: Path | None = None) -> Iterator[None]:
    """Run a proxy for as long as the block lasts; what it keeps of its own lies in a folder."""
    environment = os.environ | ({"XDG_DATA_HOME": str(kept), "XDG_CONFIG_HOME": str(kept)} if kept else {})
    process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603 - on this machine
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


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples come with the checkout")
@pytest.mark.parametrize(("proxied", "led_by"), [(nginx, 301), (caddy, 308)])
def test_pages_behind_the_example(
    proxied: Callable[[Path, int, int, int], AbstractContextManager[Path]], led_by: int, tmp_path: Path
) -> None:
    """By https the pages come with cookies for that alone; by http, or past the proxy, one is led there; no other host."""
    if not all(map(shutil.which, (proxied.__name__, "openssl"))):
        pytest.skip(f"there is no {proxied.__name__} on this machine")
    plain, secure = free_port(), free_port()
    with (
        behind(tmp_path / "data") as port,
        proxied(tmp_path, port, plain, secure) as certificate,
    ):
        trusted = ssl.create_default_context(cafile=str(certificate))
        page = asked(secure, "/vao", trusted)
        assert page.status == 200
        assert "max-age" in (page.headers["Strict-Transport-Security"] or "")
        assert all(
            each.startswith("__Host-") and "Secure" in each for each in page.headers.get_all("Set-Cookie") or [""]
        )
        for straight, by in ((plain, led_by), (port, 301)):
            led = asked(straight, "/vao", None)
            assert (led.status, led.headers["Location"]) == (by, f"https://{NAME}/vao")
        assert asked(port, "/vao", None, "evil.example", **{"X-Forwarded-Proto": "https"}).status == 400
