"""The addresses, by name. What is not here is not there."""

from __future__ import annotations

from django.urls import path, register_converter

from chamdiem.web import converters
from chamdiem.web.views import entrance, health, tasks

register_converter(converters.NodeConverter, "node")
register_converter(converters.PeriodConverter, "period")
register_converter(converters.KindConverter, "kind")

urlpatterns = [
    path("", tasks.home, name="home"),
    path("suc-khoe", health.health, name="health"),
    path("vao", entrance.enter, name="enter"),
    path("thoat", entrance.leave, name="leave"),
    path("xac-nhan", entrance.confirm, name="confirm"),
    path("viec", tasks.tasks, name="tasks"),
]

handler400 = "chamdiem.web.errors.bad_request"
handler403 = "chamdiem.web.errors.forbidden"
handler404 = "chamdiem.web.errors.not_found"
handler500 = "chamdiem.web.errors.broken"
