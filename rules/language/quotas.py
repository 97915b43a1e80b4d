"""Quotas: how many of a list may have some ratings. A finding over the list; no rating and no point changes by it."""

from __future__ import annotations

from typing import Annotated, Literal

from chamdiem.rules.language.model import Id, Model, Name, Number, Text, Word, about


class Quota(Model):
    """At most so many percent of those of some ratings, or of all that are rated, have some of them."""

    id: Id
    share: Annotated[tuple[Word, ...], about("Các mức xếp loại bị giới hạn tỷ lệ.", min_length=1)]
    among: Annotated[
        tuple[Word, ...] | None,
        about("Tính trong số đơn vị được các mức này; bỏ trống: mọi đơn vị đã xếp loại.", min_length=1),
    ] = None
    at_most: Annotated[Number, about("Nhiều nhất bao nhiêu phần trăm.")]
    rounding: Annotated[Literal["half_up", "down", "up"], about("Cách làm tròn số đơn vị được phép về số nguyên.")]
    by: Annotated[
        Name | None,
        about("Trường chia danh sách, mỗi giá trị một phần tính riêng, ví dụ upper_org; bỏ trống: cả danh sách."),
    ] = None
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None
