"""What a file most likely is, by its beginning; only to help whoever named the wrong source."""

from __future__ import annotations

import csv
import json
import re

__all__ = ["guess_source"]

_GEONAMES_COLUMNS = 19
_OFAC_COLUMNS = 12
_MARKS = (
    ("un", re.compile(r"<CONSOLIDATED_LIST\b")),
    (
        "wikidata",
        re.compile(r'^\s*(?:\[\s*)?\{"(?:type":"(?:item|property)"|.{0,400}"(?:labels|claims)":)', re.DOTALL),
    ),
    (
        "popolo",
        re.compile(r'^\s*\{.{0,4000}"(?:persons|memberships|legislative_periods)"\s*:\s*\[', re.DOTALL),
    ),
)


def guess_source(head: str) -> str | None:
    r"""Return the name of the source that the beginning of a file speaks for, None for none.

    >>> guess_source('{"id": "NK-1", "schema": "Person", "properties": {"name": ["A B"]}}')
    'ftm'
    >>> guess_source("id,name\n1,A B\n")
    'csv'
    """
    for source, mark in _MARKS:
        if mark.search(head[:200_000]):
            return source
    first = next((line for line in head.splitlines() if line.strip(" \t[")), "")
    if first.lstrip().startswith("<"):
        return "xml"
    if first.lstrip().startswith("{"):
        return _json_source(first)
    return _table_source(first)


def _json_source(line: str) -> str:
    try:
        value = json.loads(line.strip().removesuffix(","))
    except (ValueError, RecursionError):
        # The head may end in the middle of a long line.
        return "ftm" if '"schema":' in line and '"properties":' in line else "json"
    if not isinstance(value, dict):
        return "json"
    if {"schema", "properties"} <= value.keys():
        return "ftm"
    if {"labels", "claims"} & value.keys():
        return "wikidata"
    return "jsonl"


def _table_source(line: str) -> str | None:
    tabs = line.split("\t")
    if len(tabs) == _GEONAMES_COLUMNS and tabs[0].isdigit():
        return "geonames"
    try:
        fields = next(csv.reader([line]), [])
    except csv.Error:
        fields = []
    if len(fields) == _OFAC_COLUMNS and fields[0].strip().isdigit() and any("-0-" in each for each in fields):
        return "ofac"
    if len(tabs) > 1:
        return "tsv"
    return "csv" if fields else None
