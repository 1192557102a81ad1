"""Elements of an XML file one by one, without a document type: no entities, no outside files.

A document type is where "billion laughs" and readings of foreign files come from; no list needs one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from attrs import Factory, define

from nameresolve.errors import FormatError, LimitError, NameResolveError

__all__ = ["elements"]

_CHUNK = 1 << 16
_DEEPEST = 50
_MOST_TEXT = 16 * 1_048_576


@define
class _Collector:
    """Builds the wanted elements and forgets all else."""

    wanted: Collection[str]
    name: str
    path: list[str] = Factory(list)
    done: list[tuple[int, Element]] = Factory(list)
    builder: TreeBuilder | None = None
    depth: int = 0
    size: int = 0
    line: int = 0
    roots: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.roots = self.roots or tag
        if self.depth > _DEEPEST:
            raise LimitError(f"{self.name}: elements lie more than {_DEEPEST} deep; this is not the list.")
        if self.builder is None and tag in self.wanted:
            self.builder, self.path, self.size = TreeBuilder(), [], 0
        if self.builder is not None:
            self.builder.start(tag, attributes)
            self.path.append(tag)

    def data(self, text: str) -> None:
        if self.builder is not None:
            self.size += len(text)
            if self.size > _MOST_TEXT:
                raise LimitError(f"{self.name}: one record holds over {_MOST_TEXT:,} characters.")
            self.builder.data(text)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.builder is None:
            return
        self.builder.end(tag)
        self.path.pop()
        if not self.path:
            self.done.append((self.line, self.builder.close()))
            self.builder = None


def elements(
    stream: BinaryIO, name: str, *, root: str, wanted: Collection[str]
) -> Iterator[tuple[int, Element]]:
    """Yield line and content of the wanted elements of a document with this root element.

    Raises `FormatError` for what is no well-formed XML, has another root or declares a document type,
    `LimitError` for elements without reasonable bound.
    """
    collector = _Collector(wanted, name)
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> NoReturn:
        raise FormatError(
            f"{name}, line {parser.CurrentLineNumber}: the file declares a document type or entities,"
            " which are not read.\nFetch the list again from its source."
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not collector.roots and tag != root:
            raise FormatError(
                f"{name}: the outermost element is <{tag}>, but should be <{root}>.\nIs it another list?"
            )
        if collector.builder is None:
            collector.line = parser.CurrentLineNumber
        collector.start(tag, attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.data
    yield from _fed(parser, stream, collector, name)


def _fed(
    parser: expat.XMLParserType, stream: BinaryIO, collector: _Collector, name: str
) -> Iterator[tuple[int, Element]]:
    final = False
    while not final:
        chunk = stream.read(_CHUNK)
        final = not chunk
        try:
            parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise FormatError(
                f"{name}, line {error.lineno}, column {error.offset + 1}: the XML is broken or cut off"
                f" ({expat.ErrorString(error.code)}).\nFetch the list again from its source."
            ) from error
        except NameResolveError:
            raise  # said by a handler; some are ValueErrors
        except (LookupError, ValueError) as error:  # what Python says of an encoding that it cannot read so
            raise FormatError(
                f"{name}: the XML says that it is in an encoding which cannot be read ({error})."
                "\nConvert it to UTF-8 and say so in its first line."
            ) from error
        yield from collector.done
        collector.done.clear()
