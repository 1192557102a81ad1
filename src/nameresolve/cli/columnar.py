"""Parquet and Arrow files: read and written batch by batch, with pyarrow."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from nameresolve.cli.answers import Added, Answer
from nameresolve.cli.columns import find_column, places_of, question_from, refuse_clash
from nameresolve.cli.inputs import STDIN, source_name
from nameresolve.cli.json_rows import cells_of
from nameresolve.cli.rows import Block, Outcome, Row, TableOptions
from nameresolve.errors import FormatError, MissingExtraError, SettingsError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ColumnarTable", "is_columnar", "open_columnar"]

_PARQUET, _ARROW_FILE, _ARROW_STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"
_BLOCK_FACTOR = 10
"""A block becomes a row group, and small row groups make large files."""


def is_columnar(start: bytes) -> bool:
    """Tell whether a file that begins so is Parquet or Arrow."""
    return start.startswith((_PARQUET, _ARROW_FILE, _ARROW_STREAM))


class ColumnarTable:
    """A table in batches; the columns that are read are texts, all others are written as they were."""

    block_factor = _BLOCK_FACTOR
    kept_head = b""

    def __init__(
        self, batches: Iterator[pa.RecordBatch], schema: pa.Schema, options: TableOptions, container: str
    ) -> None:
        import pyarrow as pa

        self._batches, self._options, self._container = batches, options, container
        fields = [
            pa.field(name, type_)
            for name, type_ in zip(options.added.names, _types(options.added), strict=True)
        ]
        self.schema = pa.schema([*schema, *fields], metadata=schema.metadata)
        self._sink = _Sink()
        self._writer: Any = None
        self._seen = 0

    def opening(self) -> bytes:
        """Begin the file."""
        self._writer = _writer_for(self._container, self._sink, self.schema)
        return self._sink.taken()

    def blocks(self, size: int) -> Iterator[Block]:
        """Yield the rows in blocks of at most a size."""
        for whole in self._batches:
            for start in range(0, whole.num_rows, size):
                batch = whole.slice(start, size)
                yield Block(
                    [self._row(number, cells) for number, cells in enumerate(self._cells(batch))], batch
                )
                self._seen += batch.num_rows

    def _cells(self, batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
        titles = list(self._options.columns.named.values())
        values = [batch.column(batch.schema.get_field_index(title)).to_pylist() for title in titles]
        return (dict(zip(titles, row, strict=True)) for row in zip(*values, strict=True))

    def _row(self, place: int, value: dict[str, Any]) -> Row:
        cells = cells_of(value, self._options.columns)
        found = cells if isinstance(cells, str) else question_from(cells, self._options.kind)
        line = self._seen + place + 1
        return Row(line, "", None, found) if isinstance(found, str) else Row(line, "", found)

    def grown(self, block: Block, outcomes: Sequence[tuple[Row, Outcome]]) -> bytes:
        """Return what the file grows by for the rows that could be read."""
        import pyarrow as pa

        answered = [(row, answer) for row, answer in outcomes if answer is not None]
        batch = block.batch
        if len(answered) < batch.num_rows:
            batch = batch.take(pa.array([self._place(block, row) for row, _ in answered], type=pa.int64()))
        columns = self._columns([answer for _, answer in answered])
        self._writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=self.schema))
        return self._sink.taken()

    def _columns(self, answers: Sequence[Answer]) -> list[pa.Array]:
        import pyarrow as pa

        added = self._options.added
        columns = list(zip(*map(added.values, answers), strict=True)) or [()] * len(added.names)
        return [pa.array(column, type=type_) for column, type_ in zip(columns, _types(added), strict=True)]

    @staticmethod
    def _place(block: Block, row: Row) -> int:
        return row.line - block.rows[0].line

    def kept(self, block: Block, row: Row) -> bytes:
        """Return a row that cannot be read as a line of JSON."""
        (values,) = block.batch.slice(self._place(block, row), 1).to_pylist()
        return json.dumps(values, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace") + b"\n"

    def closing(self) -> bytes:
        """End the file."""
        self._writer.close()
        return self._sink.taken()


class _Sink(io.RawIOBase):
    """Takes what a writer writes, until it is taken away."""

    def __init__(self) -> None:
        super().__init__()
        self._content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401  # whatever has a buffer
        view = memoryview(content)
        self._content += view
        return view.nbytes

    def taken(self) -> bytes:
        content = bytes(self._content)
        self._content.clear()
        return content


def _types(added: Added) -> list[pa.DataType]:
    import pyarrow as pa

    listed = pa.list_(pa.struct([("id", pa.string()), ("name", pa.string()), ("score", pa.float64())]))
    more = [(listed, added.limit), (pa.string(), added.explain)]
    return [pa.string(), pa.string(), pa.string(), pa.float64(), *(type_ for type_, wanted in more if wanted)]


def _writer_for(container: str, sink: _Sink, schema: pa.Schema) -> Any:  # noqa: ANN401  # three classes
    import pyarrow as pa
    import pyarrow.parquet as pq

    if container == "parquet":
        return pq.ParquetWriter(sink, schema)
    return pa.ipc.new_file(sink, schema) if container == "file" else pa.ipc.new_stream(sink, schema)


def open_columnar(stream: BinaryIO, path: str, options: TableOptions, start: bytes) -> ColumnarTable:
    """Return the table in a Parquet file, an Arrow file or an Arrow stream.

    Raises `MissingExtraError` without pyarrow, `FormatError` for what cannot be read, and for columns
    that are missing or hold no texts, `SettingsError` for options of text tables.
    """
    _check(path, options)
    container, schema, batches = _read(stream, path, start, options)
    source = source_name(path)
    refuse_clash(schema.names, options.added.names, source)
    places = places_of(options.columns, schema.names, source)
    named = {role: schema.names[place] for role, place in places.items()}
    for title in named.values():
        find_column(schema.names, title, source)
    from attrs import evolve

    return ColumnarTable(
        batches, schema, evolve(options, columns=evolve(options.columns, **named)), container
    )


def _check(path: str, options: TableOptions) -> None:
    given = {"--delimiter": options.delimiter, "--quote": options.quote, "--encoding": options.encoding}
    wrong = next((name for name, value in given.items() if value), None)
    if wrong:
        raise SettingsError(f"{source_name(path)} is no text; {wrong} is for text.\nLeave out {wrong}.")


def _read(
    stream: BinaryIO, path: str, start: bytes, options: TableOptions
) -> tuple[str, pa.Schema, Iterator[pa.RecordBatch]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise MissingExtraError("pyarrow", extra="parquet") from error
    if not is_columnar(start):
        raise FormatError(
            f"{source_name(path)} is no {options.format} file.\nLeave out --format, or check the file."
        )
    if not start.startswith(_ARROW_STREAM) and (path == STDIN or not stream.seekable()):
        raise FormatError(
            "Parquet and Arrow files are read from their end, which a pipe or a packed file has not.\n"
            "Give the plain file by its name."
        )
    try:
        if start.startswith(_PARQUET):
            parquet = pq.ParquetFile(stream)
            size = 2_000 * _BLOCK_FACTOR
            return "parquet", parquet.schema_arrow, _told(parquet.iter_batches(size), path)
        if start.startswith(_ARROW_FILE):
            file = pa.ipc.open_file(stream)
            batches = (file.get_batch(number) for number in range(file.num_record_batches))
            return "file", file.schema, _told(batches, path)
        reader = pa.ipc.open_stream(stream)
        return "stream", reader.schema, _told(reader, path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from error


def _told(batches: Iterator[pa.RecordBatch], path: str) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    try:
        yield from batches
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: str, error: Exception) -> FormatError:
    why = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FormatError(f"{source_name(path)} is damaged: {why}\nFetch or write it again.")
