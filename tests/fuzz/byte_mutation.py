"""Inputs out of inputs: bytes lost, doubled, exchanged, and pieces that parsers trip over."""

from __future__ import annotations

import random
from collections.abc import Sequence

__all__ = ["mutated"]

PIECES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\xe2\x80\xae", b"\xe2\x80\x8d", b"\xcc\x81",
    "İ".encode(), "ß".encode(), "ﬁ".encode(), "ﷺ".encode(), "王".encode(), "각".encode(), "ـ".encode(), "т".encode(),
    b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\x1a", b"\\", b"\\ud800", b"{", b"}", b"[", b"]", b"<", b">",
    b"&", b"&amp;", b"<!DOCTYPE x>", b"null", b"-1", b"1e999", b"NaN", b"true", b"0" * 40, b"9" * 25, b"-", b"--", b"..",
    b"../", b"%s", b"{}", b"@", b"*x", b"&x", b"!!python/object", b"\x1b[2J", b" " * 30, b"\xc2\xa0", b"a." * 20,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], drawn: random.Random, *, longest: int = 4_096) -> bytes:
    """Return an input made from one or two of the seeds by a few random changes."""
    data = bytearray(drawn.choice(seeds))
    for _ in range(drawn.randrange(1, 6)):
        drawn.choice(_CHANGES)(data, drawn, seeds)
    return bytes(data[: max(longest, 1)]) if len(data) > longest * 8 else bytes(data)


def _place(data: bytearray, drawn: random.Random) -> int:
    return drawn.randrange(len(data) + 1)


def _flip(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    if data:
        data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)


def _lose(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    start = _place(data, drawn)
    del data[start : start + drawn.choice((1, 1, 2, 8, 100))]


def _cut(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    del data[_place(data, drawn) :]


def _double(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    start = _place(data, drawn)
    piece = bytes(data[start : start + drawn.choice((1, 4, 30, 200))])
    data[start:start] = piece * drawn.choice((1, 2, 20))


def _insert(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    start = _place(data, drawn)
    data[start:start] = drawn.choice(PIECES)


def _replace(data: bytearray, drawn: random.Random, _: Sequence[bytes]) -> None:
    start = _place(data, drawn)
    piece = drawn.choice(PIECES)
    data[start : start + len(piece)] = piece


def _splice(data: bytearray, drawn: random.Random, seeds: Sequence[bytes]) -> None:
    other = drawn.choice(seeds)
    start = drawn.randrange(len(other) + 1)
    data[_place(data, drawn) :] = other[start : start + 400]


_CHANGES = (_flip, _flip, _lose, _cut, _double, _insert, _insert, _replace, _splice)
