"""The addresses, by name. What is not here is not there."""

from __future__ import annotations

from django.urls import path, register_converter

from chamdiem.web import converters
from chamdiem.web.views import (
    account,
    admin_accounts,
    admin_tree,
    administration,
    api_tokens,
    assessing,
    auditing,
    board,
    calendars,
    deciding,
    deciding_periods,
    entrance,
    filling,
    frameworks,
    handing_in,
    health,
    importing,
    jobs,
    ledger_checks,
    papers,
    planned,
    proposals,
    replays,
    saving,
    sheet_proof,
    tasks,
    trends,
    years,
)
from chamdiem.web.views.help import help_page

register_converter(converters.NodeConverter, "node")
register_converter(converters.PeriodConverter, "period")
register_converter(converters.KindConverter, "kind")
register_converter(converters.SuffixConverter, "suffix")
register_converter(converters.FrameworkConverter, "framework")

_ASSESSED = "cham/<node:cell>/<period:period>/<kind:kind>/"
_MEETING = "ky/<node:cell>/<period:period>/<kind:kind>/"

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
    path("tai-khoan/khoa-api", api_tokens.api_tokens, name="api_tokens"),
    path("tai-khoan/lich-han-nop", calendars.calendars, name="calendars"),
    path("han-nop/<str:secret>.ics", calendars.calendar, name="calendar"),
    path("viec", tasks.tasks, name="tasks"),
    path("quan-tri", administration.overview, name="admin"),
    path("quan-tri/cay", admin_tree.tree, name="admin_tree"),
    path("quan-tri/cay/<node:node>", admin_tree.node_page, name="admin_node"),
    path("quan-tri/danh-sach", admin_tree.register, name="admin_register"),
    path("quan-tri/uy-nhiem", admin_accounts.mandates, name="admin_mandates"),
    path("quan-tri/tai-khoan", admin_accounts.accounts, name="admin_accounts"),
    path("quan-tri/tai-khoan-moi", admin_accounts.new, name="admin_account_new"),
    path("quan-tri/tai-khoan/<str:login>", admin_accounts.account_page, name="admin_account"),
    path("quan-tri/thiet-lap/<node:node>", administration.node_settings, name="admin_settings"),
    path("quan-tri/sao-luu", administration.backups, name="admin_backups"),
    path("quan-tri/diem-chot.zip", ledger_checks.admin_checkpoint, name="admin_checkpoint"),
    path("huong-dan", help_page, name="help"),
    # whoever watches over many cells
    path("theo-doi/<node:node>", board.board_now, name="board_now"),
    path("theo-doi/<node:node>/han-nop.ics", board.deadlines, name="board_deadlines"),
    path("theo-doi/<node:node>/<period:period>", board.board, name="board"),
    path("theo-doi/<node:node>/<period:period>/nhac", board.remind, name="board_remind"),
    path("theo-doi/<node:node>/<period:period>/khoa", board.lock, name="board_lock"),
    path("theo-doi/<node:node>/<period:period>/mo-khoa", board.unlock, name="board_unlock"),
    # jobs, and what is made by them
    path("viec-dang-chay", jobs.job_list, name="jobs"),
    path("viec-dang-chay/<int:number>", jobs.job, name="job"),
    path("viec-dang-chay/<int:number>/tep", jobs.job_file, name="job_file"),
    path("lich-hop/<node:cell>", planned.plan, name="plan"),
    path("lich-hop/<node:cell>/<int:number>", planned.notice, name="plan_notice"),
    path("lich-hop/<node:cell>/<int:number>/lich.ics", planned.notice_file, name="plan_notice_file"),
    path("lich/<node:node>/<period:period>", planned.plans, name="plans"),
    path("lich/<node:node>/<period:period>/lich.ics", planned.plans_file, name="plans_file"),
    path("nhap/<node:node>", importing.import_page, name="import"),
    path("nhap/<node:node>/so.xlsx", importing.import_workbook, name="import_workbook"),
    path("danh-sach/<node:node>/<period:period>", jobs.month_lists, name="month_lists"),
    # the supervisor's
    path("cham", assessing.assess_list, name="assess_list"),
    path(_ASSESSED, assessing.assess, name="assess"),
    path(f"{_ASSESSED}bang", assessing.assess_table, name="assess_table"),
    path(f"{_ASSESSED}gui", assessing.assess_submit, name="assess_submit"),
    path(f"{_ASSESSED}tra-lai", assessing.assess_return, name="assess_return"),
    path(f"{_ASSESSED}dinh-chinh", assessing.assess_correct, name="assess_correct"),
    path(f"{_ASSESSED}ghi", assessing.assess_autosave, name="assess_autosave"),
    path(f"{_ASSESSED}khac-nhau", assessing.assess_conflict, name="assess_conflict"),
    path(f"{_ASSESSED}cac-lan-ghi", assessing.assess_revisions, name="assess_revisions"),
    path(f"{_ASSESSED}<str:page_id>", assessing.assess_page, name="assess_page"),
    path("xu-huong/<node:node>", trends.trend, name="trend"),
    path("xu-huong/<node:node>/so-lieu", trends.workbook, name="trend_workbook"),
    path("nam/<node:node>", years.year_now, name="year_now"),
    path("nam/<node:node>/<period:period>", years.year, name="year"),
    path("nam/<node:node>/<period:period>/so-lieu", years.workbook, name="year_workbook"),
    # what was scored, followed back
    # before the next one: no organisation goes by this name
    path("doi-chieu/phieu", sheet_proof.sheet_proof, name="sheet_proof"),
    path("doi-chieu/<node:node>", auditing.auditing, name="auditing"),
    path("doi-chieu/<node:node>/so", ledger_checks.ledger_check, name="ledger_check"),
    path("doi-chieu/<node:node>/diem-chot.zip", ledger_checks.checkpoint, name="checkpoint"),
    path("doi-chieu/<node:node>/cham-lai", replays.replay, name="replay"),
    path("doi-chieu/<node:node>/da-tai", auditing.exports, name="exports"),
    path("doi-chieu/<node:node>/lay-mau", replays.sampling, name="sampling"),
    path(f"{_MEETING}dong-thoi-gian", auditing.timeline, name="timeline"),
    path(f"{_MEETING}vi-sao", auditing.why, name="why"),
    path(f"{_MEETING}vi-sao/<str:criterion>", auditing.why_point, name="why_point"),
    path("khung", frameworks.frameworks, name="frameworks"),
    path("khung-so-sanh", frameworks.diff, name="framework_diff"),
    path("khung-de-nghi", proposals.proposals, name="framework_proposals"),
    path("khung-de-nghi/<int:number>", proposals.proposal, name="framework_proposal"),
    path("khung-de-nghi/<int:number>/xac-nhan", proposals.confirmation, name="framework_confirm"),
    path("khung/<framework:framework>", frameworks.framework, name="framework"),
    # whoever decides
    path("quyet-dinh/<node:node>", deciding.decide_now, name="decide_now"),
    path("quyet-dinh/<node:node>/<period:period>", deciding.decide_month, name="decide_month"),
    path("quyet-dinh/<node:node>/<period:period>/chot", deciding.decide_chosen, name="decide_chosen"),
    path("quyet-dinh/<node:cell>/<period:period>/rieng", deciding_periods.decide_period, name="decide_period"),
    path("quyet-dinh/<node:cell>/<period:period>/<kind:kind>/", deciding.decide_meeting, name="decide_one"),
    # the secretary's way
    path("ky/<node:cell>/", tasks.another, name="another"),
    path(_MEETING, filling.meeting, name="meeting"),
    path(f"{_MEETING}ma-dang-vien", filling.member_codes, name="member_codes"),
    path(f"{_MEETING}con-thieu", filling.missing, name="missing"),
    path(f"{_MEETING}xem-lai", filling.review, name="review"),
    path(f"{_MEETING}them-gi", filling.raise_rating, name="raise_rating"),
    path(f"{_MEETING}bieu-quyet", handing_in.vote, name="vote"),
    path(f"{_MEETING}bien-nhan", handing_in.receipt, name="receipt"),
    path(f"{_MEETING}rut-lai", handing_in.withdraw, name="withdraw"),
    path(f"{_MEETING}dinh-chinh", handing_in.correct, name="correct"),
    path(f"{_MEETING}phieu.<suffix:form>", papers.sheet, name="sheet"),
    path(f"{_MEETING}phieu-trong.pdf", papers.blank_sheet, name="blank_sheet"),
    path(f"{_MEETING}so.xlsx", papers.workbook, name="workbook"),
    path(f"{_MEETING}tai-len", papers.upload, name="upload"),
    path(f"{_MEETING}ghi", saving.autosave, name="autosave"),
    path(f"{_MEETING}khac-nhau", saving.conflict, name="conflict"),
    path(f"{_MEETING}cac-lan-ghi", saving.revisions, name="revisions"),
    # last: the id of a page can be anything else
    path(f"{_MEETING}<str:page_id>", filling.form_page, name="form_page"),
]

handler400 = "chamdiem.web.errors.bad_request"
handler403 = "chamdiem.web.errors.forbidden"
handler404 = "chamdiem.web.errors.not_found"
handler500 = "chamdiem.web.errors.broken"
