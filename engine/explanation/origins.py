"""What decided a result besides its record: the framework with its content, and files that are not the program's own.

Configuration is never silent: these lines stand wherever a score is shown. Where nothing but what ships was used, the
framework and its content are all there is to say.
"""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.reading.catalog import LoadedFramework


def foreign_files(
    loaded: LoadedFramework, settings: str | None, lang: Lang, *, on_paper: bool = False
) -> Iterator[str]:
    """Yield a sentence for the framework's file if it is not a shipped one, and for the settings if there were any.

    On paper files bear their names only: the folders of one machine say nothing to others.
    """
    if loaded.outside:
        file = File(loaded.file).name if on_paper else loaded.file
        yield say(lang, "origin.framework_file", id=loaded.id, file=file)
    if settings is not None:
        yield say(lang, "origin.settings", file=File(settings).name if on_paper else settings)


def origins_of(
    frameworks: Iterable[LoadedFramework], settings: str | None, lang: Lang, *, on_paper: bool = False
) -> tuple[str, ...]:
    """Return what decided some results: their frameworks with the contents, then the files from outside."""
    distinct = {loaded.hash: loaded for loaded in frameworks}.values()
    names = "; ".join(say(lang, "origin.framework", id=loaded.id, hash=loaded.short_hash) for loaded in distinct)
    files = (sentence for loaded in distinct for sentence in foreign_files(loaded, settings, lang, on_paper=on_paper))
    return (say(lang, "origin.frameworks", names=names), *dict.fromkeys(files)) if names else ()
