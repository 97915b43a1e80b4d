"""The name under which Django knows the web."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The only application that is ours."""

    name = "chamdiem.web"
    label = "web"
    default = True
