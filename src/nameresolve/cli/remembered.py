"""What was answered lately, in little room: tables say the same names again and again."""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct

from nameresolve.cli.answers import Answer, Question

__all__ = ["Remembered"]

_KEPT = Struct("<dI")
"""A score, and the number of all else that was answered."""

_DIGEST = 12
"""Bytes that stand for a question: two of a million have the same ones once in 10 ** 17 tables."""

_CHARACTERS = 200
"""What is told once of many answers, a status and an entity, has fewer."""


class Remembered:
    """The answers to the last `most` questions at least, to twice as many at most.

    An answer that is long counts as several, so that the room has a bound.

    >>> remembered = Remembered(2)
    >>> remembered.keep({Question("Toqaev"): Answer("match", "Q200881", "Kassym-Jomart Tokayev", 0.9)})
    >>> remembered.get(Question("Toqaev")).id, remembered.get(Question("Toqaev", "place"))
    ('Q200881', None)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._recent, self._older = _Answers(), _Answers()

    def __len__(self) -> int:
        return len(self._recent.scored) + len(self._older.scored)

    def get(self, question: Question) -> Answer | None:
        """Return the answer to a question, or None if it was not asked lately."""
        key = _key(question)
        return self._recent.get(key) or self._older.get(key)

    def keep(self, answers: dict[Question, Answer]) -> None:
        """Keep what a block asked for, remembered or not; forget what was not asked for long."""
        if self._recent.size + len(answers) > self._most:
            self._older, self._recent = self._recent, _Answers()
        for question, answer in answers.items():
            self._recent.add(_key(question), answer)


class _Answers:
    """Answers by the key of their question; what many have in common is held once."""

    def __init__(self) -> None:
        self.scored: dict[bytes, bytes] = {}
        self.size = 0
        self._numbers: dict[Answer, int] = {}
        self._all: list[Answer] = []

    def get(self, key: bytes) -> Answer | None:
        found = self.scored.get(key)
        if found is None:
            return None
        score, number = _KEPT.unpack(found)
        rest = self._all[number]
        return Answer(rest.status, rest.id, rest.name, score, rest.candidates, rest.explanation)

    def add(self, key: bytes, answer: Answer) -> None:
        if key in self.scored:
            return
        rest = Answer(answer.status, answer.id, answer.name, 0.0, answer.candidates, answer.explanation)
        number = self._numbers.setdefault(rest, len(self._all))
        if number == len(self._all):
            self._all.append(rest)
            self.size += len(str(rest)) // _CHARACTERS
        self.scored[key] = _KEPT.pack(answer.score, number)
        self.size += 1


def _key(question: Question) -> bytes:
    told = repr((question.name, question.kind, question.countries, question.born))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
