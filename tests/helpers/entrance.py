"""Somebody who enters by a password, as a browser does."""

from __future__ import annotations

import secrets

from chamdiem.web.accounts import make_account, set_password

PASSWORD = "cái ấm đun nước bên cửa sổ"  # noqa: S105 - of nobody


def login_of() -> tuple[str, str]:
    """Make an account without any mandate that can be entered; return its login and its password."""
    login = f"nguoi-{secrets.token_hex(4)}"
    set_password(make_account(login, login), PASSWORD)
    return login, PASSWORD
