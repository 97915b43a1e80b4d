"""What the quotas of a framework say of counted rows: each month of each list by itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.bulk_reports.counting import ABOVE, COMMUNE, PERIOD
from chamdiem.engine.bulk_reports.wording import part_title
from chamdiem.engine.lists.quotas import quota_sentence
from chamdiem.engine.texts import say_vi
from chamdiem.rules.analysis.quotas import quota_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.bulk_reports.counting import CountedRows

_LISTS = {None: (PERIOD,), ABOVE: (PERIOD, COMMUNE)}
"""By what rows are counted for a quota of all, or of each upper organisation by itself."""


class QuotaLines(NamedTuple):
    """What a quota says: of all lists together, and of each, by its month and whose it is."""

    summary: str
    lists: tuple[tuple[str, str, str], ...]


def quota_lines(rows: CountedRows) -> Iterator[QuotaLines]:
    """Yield what each quota says; one whose lists are divided by what is not counted says that."""
    loaded = rows.framework
    for quota in loaded.framework.quotas:
        title = "; ".join(rating.title for rating in loaded.framework.ratings if rating.id in quota.share)
        if quota.by not in _LISTS:
            yield QuotaLines(say_vi("bulk.report_quota_apart", title=title, by=quota.by), ())
            continue
        states: Counter[str] = Counter()
        lists = []
        for (period, *whose), counts in rows.by(*_LISTS[quota.by]):
            rated = {rating.id: count for rating, count in zip(loaded.framework.ratings, counts.rated, strict=True)}
            found = quota_finding(loaded.framework, quota, rated, counts.unrated + counts.undecided)
            states[found.state] += 1
            called = [part_title(loaded, COMMUNE, each) for each in whose]
            sentence = quota_sentence(loaded.framework, found, "vi")
            lists.append((part_title(loaded, PERIOD, period), "".join(called), sentence))
        told = {state: states[state] for state in ("exceeded", "kept", "open")}
        yield QuotaLines(say_vi("bulk.report_quota", title=title, lists=len(lists), **told), tuple(lists))
