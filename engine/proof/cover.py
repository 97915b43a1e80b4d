"""The page that lies on a batch of printed sheets, or is filed by itself: a checkpoint in words and as a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.paper.mark import qr_mark
from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.paper.tables import Report
from chamdiem.engine.texts import Lang, say
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.paper.report_file import Form
    from chamdiem.engine.proof.checkpoints import Checkpoint
    from chamdiem.engine.proof.keys import PublicKey


def cover_page(checkpoint: Checkpoint, key: PublicKey, form: Form, day: dt.date, lang: Lang) -> bytes:
    """Return the page of a checkpoint."""
    particulars = {
        "cover.origin": checkpoint.origin,
        "cover.size": str(checkpoint.size),
        "cover.root": checkpoint.root.hex(),
        "cover.key": key.text,
        "cover.day": day_text(day),
    }
    report = Report(
        title=say(lang, "cover.title"),
        subject=say(lang, "cover.subject"),
        particulars=tuple((say(lang, code), value) for code, value in particulars.items()),
        findings=(say(lang, "cover.means", size=checkpoint.size), say(lang, "cover.how")),
    )
    return report_file(report, form, day, lang, qr_mark(checkpoint.note))
