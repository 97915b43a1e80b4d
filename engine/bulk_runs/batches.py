"""Batches of rows in Arrow's form: facts of them as arrays, results as batches, batches as a file."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from chamdiem.engine.bulk.arrays import FactArray
from chamdiem.engine.bulk.telling import WordArray
from chamdiem.engine.bulk_runs.database import refused, write_whole, written_whole
from chamdiem.engine.bulk_runs.wanted import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.bulk.arrays import Known, Mask, Numbers
    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.rules.compile.program import Key

GROUP = 2
"""So many batches are a group of rows in a Parquet file: of small ones a file is larger, and longer to write."""
MOST = 1 << 20
"""So many rows of a query come at once where all are wanted."""
# words are read as such by whoever does not know Arrow; by its statistics a row is found without reading all groups
_PARQUET: dict[str, Any] = {"compression": "snappy", "write_statistics": ["row"], "store_schema": False}

pa.set_memory_pool(pa.system_memory_pool())  # that of its own keeps a tenth more of what is free again


def numbers_of(batch: pa.RecordBatch, name: str) -> FactArray:
    """Return a column of whole numbers."""
    found = batch.column(name)
    type_ = np.dtype(found.type.to_pandas_dtype())
    if not batch.num_rows:
        return FactArray(np.zeros(0, type_))
    known, values = found.buffers()
    numbers = np.frombuffer(values, type_, batch.num_rows + found.offset)[found.offset :]
    return FactArray(numbers, None if not found.null_count else _mask(known, found.offset, batch.num_rows))


def _mask(buffer: pa.Buffer, offset: int, count: int) -> Mask:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), count=offset + count, bitorder="little")
    return bits[offset:].view(bool)


def facts_of(batch: pa.RecordBatch, keys: Iterable[Key]) -> dict[Key, FactArray]:
    """Return the facts of a batch, each of which is a column of its name."""
    return {key: numbers_of(batch, str(key)) for key in keys}


def batch_of(columns: Mapping[str, pa.Array | FactArray | WordArray]) -> pa.RecordBatch:
    """Return columns as a batch, in their order."""
    arrays = [each if isinstance(each, pa.Array) else _array(each) for each in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, list(columns))


def batch_of_texts(names: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.RecordBatch:
    """Return rows of texts as a batch; there may be none, and each has as many as there are names."""
    columns = zip(*rows, strict=True) if rows else repeat((), len(names))
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], list(names))


def _array(column: FactArray | WordArray) -> pa.Array:
    if isinstance(column, WordArray):
        values, known = column.places
        told = values if known is None else np.where(known, values, 0)  # others may lead beyond the texts
        indices = _numbers(told.astype(np.int32, copy=False), known)
        return pa.DictionaryArray.from_arrays(indices, pa.array(column.texts, pa.string()))
    if column.values.dtype == bool:
        return pa.Array.from_buffers(pa.bool_(), len(column.values), [_bits(column.known), _bits(column.values)])
    return _numbers(column.values, column.known)


def _numbers(values: Numbers, known: Known) -> pa.Array:
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [_bits(known), data])


def _bits(mask: Known) -> pa.Buffer | None:
    return None if mask is None else pa.py_buffer(np.packbits(mask, bitorder="little"))


def without(batch: pa.RecordBatch, rows: Mask) -> pa.RecordBatch:
    """Return a batch but for some rows."""
    return batch.filter(pa.array(~rows)) if rows.any() else batch


def batches_of(database: Database, select: str, size: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a query, so many at a time; where there is none, one batch without rows, for its columns.

    Raises:
        Refused: the database does not go on.
    """
    reader = database.batches(select, size)
    batch = None
    try:
        for batch in reader:
            yield batch
    except (OSError, pa.lib.ArrowException) as error:  # as which its own errors come through
        raise refused(error) from error
    if batch is None:
        yield pa.RecordBatch.from_pylist([], reader.schema)


def whole_batch(database: Database, select: str) -> pa.RecordBatch:
    """Return all rows of a query at once."""
    several = list(batches_of(database, select, MOST))
    return several[0] if len(several) == 1 else pa.concat_batches(several)


def write_ordered(database: Database, columns: Mapping[str, FactArray], by: str, file: File, form: str) -> None:
    """Write columns into a file, their rows in the order of one of them."""
    with database.lent("lent", pa.Table.from_batches([batch_of(columns)])):
        write_whole(database, f"SELECT * FROM lent ORDER BY {by}", file, form)


def _group(batches: Iterator[pa.RecordBatch]) -> pa.Table:
    """Return the next batches as a table, one without columns where there is none."""
    several = list(islice(batches, GROUP))
    return pa.Table.from_batches(several) if several else pa.table({})


def write_batches(database: Database, batches: Iterator[pa.RecordBatch], file: File, form: str) -> None:
    """Write batches, of which there is one at least, into a file: beside its place first, and then into it.

    In Parquet some are a group of rows, and no more of them are held.
    """
    if form == "parquet":
        with written_whole(file) as beside, ExitStack() as stack:
            writer: pq.ParquetWriter | None = None
            while (group := _group(batches)).num_columns:
                writer = writer or stack.enter_context(pq.ParquetWriter(beside, group.schema, **_PARQUET))
                writer.write_table(group)
                del group  # before the next one is made
        return
    with database.lent("lent", pa.Table.from_batches(list(batches))):
        write_whole(database, "SELECT * FROM lent", file, FORMS[form])
