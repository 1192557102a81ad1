"""Compile the symbol, cost and lexicon tables of gazetteer/ into the package's JSON tables."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from nameresolve.errors import GazetteerError
from nameresolve.fallback import last_resort
from nameresolve.parsing.lexicon import BETWEEN_NAMES
from nameresolve.symbols import latin_symbols, native_units
from nameresolve.unicode import fold, script_of

LEXICON = (
    ("titles", "title", ("position", "risk")),
    ("suffixes", "suffix", ("canonical",)),
    ("particles", "particle", ("canonical", "role")),
    ("legal_forms", "form", ("canonical", "class")),
    ("org_words", "word", ("canonical", "role")),
    ("place_generics", "word", ("canonical",)),
    ("named_things", "word", ("canonical", "kind", "position", "risk")),
    ("patronymic_endings", "ending", ("script", "sex")),
    ("homonyms", "word", ("sort",)),
    ("longer_words", "word", ("languages",)),
    ("small_words", "word", ("role",)),
)
"""Word lists: file, key column, columns kept."""

NAME_SCHEMES = ("bgnpcgn-", "icao-", "news-", "rferl-", "un-", "ua-", "by-", "passport-")
"""Schemes by which people's names are written; scholarly ones have letters of their own."""

LEAST_ROMANIZED = 4
LEAST_PLACE = 4
PLACE_SCRIPTS = frozenset({"Latn", "Cyrl"})

SCRIPTS = ("Arab", "Armn", "Cyrl", "Geor", "Grek", "Hang", "Hebr", "Kana")


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, refusing a row with too few or too many fields."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = [line.rstrip("\n") for line in handle]
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        fields = line.split("\t")
        if len(fields) != len(header):
            raise GazetteerError(
                f"{len(fields)} fields where the header has {len(header)}",
                file=str(path), line=number, column=1, source_line=line,
                remedy="Separate fields by one tab each; leave a field empty rather than out.",
            )  # fmt: skip
        rows.append(dict(zip(header, fields, strict=True)))
    return rows


def write_json(path: Path, value: object) -> None:
    """Write a value as compact, sorted JSON beside the target and rename."""
    beside = path.with_suffix(".tmp")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)


def symbols(source: Path) -> dict[str, Any]:
    """Return the letter tables of all scripts."""
    latin: dict[str, dict[str, str]] = {"letter": {}, "group": {}}
    for row in read_tsv(source / "latin.tsv"):
        latin[row["stage"]][row["spelling"]] = row["symbols"]
    table: dict[str, Any] = {"Latn": latin}
    for script in SCRIPTS:
        rows = read_tsv(source / f"{script}.tsv")
        nearest = {row["native"]: row["nearest"] for row in rows if row["nearest"]}
        if script == "Hang":
            nearest = {row["native"]: row["native"] for row in rows if row["native"] != "ᄋ"}
        table[script] = {"symbols": {row["native"]: row["symbols"] for row in rows}, "nearest": nearest}
    table["Thai"] = kinds(source / "Thai.tsv")
    table["abugidas"] = {
        row["script"]: {
            "letters": kinds(source / f"{row['script']}.tsv"),
            **{column: row[column] for column in ("symbols", "unit", "dropped", "table")},
        }
        for row in read_tsv(source / "abugidas.tsv")
    }
    given = read_tsv(source / "hangul_given.tsv")
    table["hangul_given"] = {
        kind: "".join(row["syllable"] for row in given if row["kind"] == kind) for kind in ("word", "foreign")
    }
    table["hangul_fitted"] = {row["native"]: row["symbols"] for row in read_tsv(source / "hangul_fitted.tsv")}
    table["pinyin"] = [[row["pinyin"], row["wade_giles"]] for row in read_tsv(source / "pinyin.tsv")]
    table["conventions"] = [
        [row["convention"], row["pattern"], row["replacement"]]
        for row in read_tsv(source / "conventions.tsv")
    ]
    table["licences"] = [
        [row["left"], row["right"], row["letter"], row["left_convention"], row["right_convention"]]
        for row in read_tsv(source / "licences.tsv")
    ]
    return table


def kinds(path: Path) -> dict[str, list[str]]:
    """Return a letter table whose letters are of several kinds: letter -> symbols, units, kind, also."""
    columns = ("symbols", "nearest", "kind", "also")
    return {row["native"]: [row[column] for column in columns] for row in read_tsv(path)}


def costs(source: Path) -> dict[str, list[list[Any]]]:
    """Return the log-odds tables: script -> rows of native, latin, context, log-odds."""
    return {
        path.stem: [[r["native"], r["latin"], r["context"], float(r["log_odds"])] for r in read_tsv(path)]
        for path in sorted(source.glob("*.tsv"))
    }


def licensed(schemes: Path) -> dict[str, dict[str, list[str]]]:
    """Return what the named schemes write for a letter: script -> unit -> symbols, "" for nothing.

    Only letters that the cost tables know are kept, each under its nearest unit.
    """
    found: dict[str, dict[str, set[str]]] = {script: {} for script in ("Arab", "Cyrl", "Hebr")}
    for path in sorted(schemes.glob("*.toml")):
        scheme = tomllib.loads(path.read_text("utf-8"))
        script = scheme.get("script")
        if script not in found or not path.stem.startswith(NAME_SCHEMES):
            continue
        for letter, latin in scheme.get("rules", {}).items():
            units = native_units(fold(letter), script)
            spelled = latin_symbols(fold(latin)) if isinstance(latin, str) else None
            if len(units) == 1 and spelled is not None and len(spelled) <= 1:
                found[script].setdefault(units[0], set()).add(spelled)
    return {script: {unit: sorted(ways) for unit, ways in table.items()} for script, table in found.items()}


def lexicon_key(text: str) -> str:
    """Return a lexicon entry as the parser looks it up: cleaned, no dots or apostrophes."""
    return " ".join(fold(text).replace("'", "").replace(".", "").replace("-", " ").split())


def romanized(entries: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the Cyrillic words of a list in Latin letters: завод is also zavod, агентство agentstvo."""
    found: dict[str, list[str]] = {}
    for word, columns in entries.items():
        if script_of(word[0]) == "Cyrl" and len(word) > LEAST_ROMANIZED:
            plain = lexicon_key(last_resort(word).lower())
            for way in (plain, plain.replace("ia", "ya").replace("iu", "yu")):
                found.setdefault(way, columns)
    return found


def place_words(source: Path) -> dict[str, list[str]]:
    """Return the one-word names and demonyms of countries and cities: word -> its English name.

    A word of several places, or of a place and of ordinary language, is read as the first.
    """
    found: dict[str, list[str]] = {}
    blocks = [
        block
        for name in ("countries", "cities")
        for block in yaml.load((source / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    ]
    for block in blocks:
        listed = [*block.get("forms", {}).values(), *block.get("demonyms", {}).values()]
        words = [lexicon_key(form) for forms in ([block["name"]], *listed) for form in forms]
        for word in words:
            if " " not in word and len(word) >= LEAST_PLACE and script_of(word[0]) in PLACE_SCRIPTS:
                found.setdefault(word, [block["name"]])
    return romanized(found) | found


def lexicon(source: Path) -> dict[str, Any]:
    """Return the word lists of the parser; where a word stands twice, the first row counts."""
    table: dict[str, Any] = {}
    for name, key, columns in LEXICON:
        entries: dict[str, list[str]] = {}
        for row in read_tsv(source / f"{name}.tsv"):
            word = lexicon_key(row[key])
            if word:
                entries.setdefault(word, [row[column] for column in columns])
        table[name] = entries
    for name in ("org_words", "place_generics"):
        table[name] = romanized(table[name]) | table[name]
    surnames: dict[str, dict[str, list[str]]] = {"east_asian_surnames": {}, "vietnamese_surnames": {}}
    for row in read_tsv(source / "east_asian_surnames.tsv"):
        kind = "vietnamese_surnames" if row["usage"] == "vietnamese" else "east_asian_surnames"
        surnames[kind].setdefault(row["native"], []).append(row["latin"])
    table |= surnames
    table["family_endings"] = sorted(
        {
            (lexicon_key(row["masculine"]), lexicon_key(row["feminine"]), row["script"])
            for row in read_tsv(source / "family_endings.tsv")
        }
    )
    endings: dict[str, dict[str, list[str]]] = {}
    for row in read_tsv(source / "word_endings.tsv"):
        endings.setdefault(row["script"], {}).setdefault(row["stands"], []).append(fold(row["ending"]))
    table["word_endings"] = {
        script: {
            stands: sorted(found, key=lambda ending: (len(ending), ending)) for stands, found in each.items()
        }
        for script, each in endings.items()
    }
    return table


def grammar(source: Path) -> dict[str, Any]:
    """Return what languages do to a name in a sentence, and the words that tell a language.

    `endings` has, for each script, the way a piece is added (ending, particle, clitic) and the rows of
    piece, what stands there in the listed form, and languages.
    """
    endings: dict[str, list[list[Any]]] = {}
    for row in read_tsv(source / "case_endings.tsv"):
        piece, base = fold(row["ending"]), fold(row["base"])
        endings.setdefault(row["script"], []).append([row["how"], piece, base, row["languages"].split()])
    tongues = {
        row["language"]: [[fold(word) for word in row["words"].split()], row["letters"]]
        for row in read_tsv(source / "function_words.tsv")
    }
    after = [
        [lexicon_key(row["word"]), row["position"], row["languages"].split()]
        for row in read_tsv(source / "named_after.tsv")
    ]
    return {"endings": endings, "tongues": tongues, "named_after": after}


def frequency(source: Path) -> dict[str, float]:
    """Return how many of a million people bear a name part; overrides count before the estimate."""
    rows = read_tsv(source / "name_frequency.tsv") + read_tsv(source / "name_frequency_overrides.tsv")
    return {lexicon_key(row["name"]): float(row["per_million"]) for row in rows}


def write_lines(path: Path, rows: Mapping[str, Sequence[str]]) -> None:
    """Write a table of lines that are searched where they lie: a key and fields, in order."""
    for key, fields in rows.items():
        if not key or {"\t", "\n"} & set("".join((key, *fields))):
            raise GazetteerError(
                f"{key!r} cannot be written as one line",
                file=str(path),
                remedy="Leave no key empty, and no tab or line break in a field.",
            )
    beside = path.with_suffix(".tmp")
    lines = ("\t".join((key, *rows[key])) + "\n" for key in sorted(rows, key=lambda key: key.encode("utf-8")))
    beside.write_bytes("".join(lines).encode("utf-8"))
    beside.replace(path)


def known_names(source: Path) -> dict[str, list[str]]:
    """Return the spellings known for name parts, and the names that are linked with them."""
    return {row["name"]: [row["spellings"], row["linked"]] for row in read_tsv(source)}


def given_names(source: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return given names with the groups they are of and as what, and these with variants and nicknames."""
    given: dict[str, dict[str, str]] = {}
    for row in read_tsv(source):
        given.setdefault(lexicon_key(row["name"]), {}).setdefault(row["canonical"], row["relation"])
    groups: dict[str, tuple[set[str], set[str]]] = {}
    for name, relations in given.items():
        for group, relation in relations.items():
            variants, nicknames = groups.setdefault(group, (set(), set()))
            if relation == "variant":
                variants.add(name)
            elif relation == "nickname" and name.isascii():
                nicknames.add(name)
    return (
        {name: [field for pair in relations.items() for field in pair] for name, relations in given.items()},
        {group: [BETWEEN_NAMES.join(sorted(names)) for names in sides] for group, sides in groups.items()},
    )


def weights(source: Path) -> dict[str, dict[str, float]]:
    """Return what each term of a comparison weighs: kind -> term -> weight."""
    rows = read_tsv(source)
    return {kind: {r["term"]: float(r[kind]) for r in rows} for kind in ("person", "organization", "place")}


def build(source: Path, target: Path) -> None:
    """Compile all tables of `source` (the gazetteer folder) into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    write_json(target / "symbols.json", symbols(source / "symbols"))
    words = lexicon(source / "lexicon")
    write_lines(target / "org_words.txt", words.pop("org_words"))
    write_json(target / "lexicon.json", words)
    write_lines(target / "place_words.txt", place_words(source / "places"))
    for name, rows in zip(
        ("given_names", "given_name_groups"), given_names(source / "lexicon" / "given_names.tsv"), strict=True
    ):
        write_lines(target / f"{name}.txt", rows)
    shares = frequency(source / "lexicon")
    write_lines(target / "frequency.txt", {name: [repr(share)] for name, share in shares.items()})
    write_lines(target / "known_names.txt", known_names(source / "lexicon" / "known_names.tsv"))
    signs(source / "symbols", target)
    write_json(target / "grammar.json", grammar(source / "lexicon"))
    (target / "costs").mkdir(exist_ok=True)
    for script, odds in costs(source / "costs").items():
        write_json(target / "costs" / f"{script}.json", odds)
    write_json(target / "licensed.json", licensed(source / "romanization"))
    write_json(target / "weights.json", weights(source / "weights" / "weights.tsv"))


def signs(source: Path, target: Path) -> None:
    """Write how Chinese characters and Korean syllables are read: the tables of `source` as lines."""
    hanzi = read_tsv(source / "Hani.tsv")
    write_lines(target / "pinyin.txt", {row["native"]: [row["pinyin"]] for row in hanzi if row["pinyin"]})
    simplified = {row["native"]: [row["simplified"]] for row in hanzi if row["simplified"]}
    write_lines(target / "simplified.txt", simplified)
    syllables = read_tsv(source / "syllables.tsv")
    known = {row["native"]: [row["spellings"], row["korean"]] for row in syllables}
    write_lines(target / "syllables.txt", known)
