"""The addresses, by name. What is not here is not there."""

from __future__ import annotations

from django.urls import path, register_converter

from chamdiem.web import converters
from chamdiem.web.views import account, entrance, health, tasks

register_converter(converters.NodeConverter, "node")
register_converter(converters.PeriodConverter, "period")
register_converter(converters.KindConverter, "kind")

urlpatterns = [
    path("", tasks.home, name="home"),
    path("suc-khoe", health.health, name="health"),
    path("vao", entrance.enter, name="enter"),
    path("thoat", entrance.leave, name="leave"),
    path("xac-nhan", entrance.confirm, name="confirm"),
    path("kich-hoat", entrance.activation, name="activation"),
    path("quen-mat-khau", entrance.forgotten, name="forgotten"),
    path("ma-mot-lan", entrance.code, name="code"),
    path("tai-khoan", account.account, name="account"),
    path("tai-khoan/mat-khau", account.password, name="password"),
    path("tai-khoan/ngon-ngu", account.language, name="language"),
    path("tai-khoan/phien", account.end_session, name="end_session"),
    path("viec", tasks.tasks, name="tasks"),
]

handler400 = "chamdiem.web.errors.bad_request"
handler403 = "chamdiem.web.errors.forbidden"
handler404 = "chamdiem.web.errors.not_found"
handler500 = "chamdiem.web.errors.broken"
