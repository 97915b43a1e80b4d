"""Arrow files brought into Parquet, by pyarrow.

There are smaller readers than it; by one changed byte of a file these end the whole program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from chamdiem.engine.bulk_runs.database import Refused, write_whole
from chamdiem.engine.bulk_runs.stored_names import stored_names, unfit
from chamdiem.rules.records.faults import FaultyInput, refusal

if TYPE_CHECKING:
    from pathlib import Path as File

    from chamdiem.engine.bulk_runs.database import Database

_FILE, _STREAM = b"ARROW1", b"\xff\xff\xff\xff"
"""How a file begins that has a list of its batches, as that of Feather; and one that is read from its beginning on."""
_OF_CELLS = (
    "boolean", "integer", "float32", "float64", "decimal32", "decimal64", "decimal128", "date", "time", "timestamp",
    "string", "large_string", "string_view", "null",
)  # fmt: skip
"""The types of columns that cells are read of; others, such as lists, hold none."""


def stored_arrow(database: Database, file: File, target: File) -> None:
    """Bring an Arrow file into Parquet, a batch at a time.

    Raises:
        FaultyInput: it is no such file, or is damaged; or every column that has no cells.
    """
    try:
        with pa.OSFile(str(file)) as opened, database.lent("lent", _rows(opened, file)):
            write_whole(database, "SELECT * FROM lent", target, "FORMAT parquet")
    except (pa.lib.ArrowException, OSError, UnicodeDecodeError, Refused) as error:
        raise refusal("bulk.arrow", file, reason=" ".join(str(error).split("\n\n")[0].split())) from error


def _rows(opened: pa.NativeFile, file: File) -> pa.RecordBatchReader:
    """Return what reads the batches of a file, each of them whole and right."""
    begins = opened.read(len(_FILE))
    opened.seek(0)
    if begins == _FILE:
        read = pa.ipc.open_file(opened)
        batches = (read.get_batch(number) for number in range(read.num_record_batches))
    elif begins.startswith(_STREAM):
        batches = read = pa.ipc.open_stream(opened)
    else:
        raise refusal("bulk.no_arrow_file", file)
    columns = list(zip(read.schema.names, read.schema.types, strict=True))  # a name that is no text is refused here
    faults = [unfit(str(file), name, str(type_)) for name, type_ in columns if not _has_cells(type_)]
    if faults:
        raise FaultyInput(faults)
    named = zip(read.schema, stored_names(read.schema.names), strict=True)
    schema = pa.schema([column.with_name(name) for column, name in named])
    return pa.RecordBatchReader.from_batches(schema, (_validated(batch, schema) for batch in batches))


def _validated(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    batch.validate(full=True)
    return pa.RecordBatch.from_arrays(batch.columns, schema=schema)


def _has_cells(type_: pa.DataType) -> bool:
    inner = type_.value_type if pa.types.is_dictionary(type_) or pa.types.is_run_end_encoded(type_) else type_
    return any(getattr(pa.types, f"is_{each}")(inner) for each in _OF_CELLS)
