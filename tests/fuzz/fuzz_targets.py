"""What is fuzzed: everything that reads bytes or text from strangers, each with small inputs of the real format."""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import io
import itertools
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import nameresolve as nr
from nameresolve.__main__ import main
from nameresolve.curation.blocks import read_blocks
from nameresolve.importers import read_entities
from nameresolve.testing import small_gazetteer

__all__ = ["TARGETS", "Target"]

EXIT_CODES = {0, 1, 2, 3}


class Target(NamedTuple):
    """Inputs to begin with, and the call that must answer them or refuse them with an error of ours."""

    seeds: tuple[bytes, ...]
    call: Callable[[bytes], None]


NAMES = (
    "Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев", "توكاييف", "习近平", "김정은", "Tokayev, K.-J.", "von der Leyen, Ursula",
    "Dr. Abd el-Rahman ibn Khalid al-Masri Jr.", "ООО «Ромашка»", "Siemens AG & Co. KG", "カシムジョマルト・トカエフ",
    "नरेन्द्र मोदी", "ﷺ ﬁ ½ ㈱ 𝕋𝕠𝕜", "O'Brien née d’Arc (III)", "School No. 5, St. Petersburg", "Iosif I. Lubov'-Zhuk",
)  # fmt: skip
TEXT = (
    "President Kassym-Jomart Tokayev met Putin in Astana.\r\n«Токаев» said: “Nursultan’s city (CSTO)”… "
    "Алматыда Қасым-Жомарт Тоқаевтың\u00a0сөзі. 托卡耶夫說。 U.S. Gazprom's K.-J. Toqaev\n\n- Almaty'da."
)


def _text(data: bytes) -> str:
    """Return bytes as text, with half surrogate pairs where they are not UTF-8: a caller may hand over such."""
    return data.decode("utf-8", "surrogateescape")


def _names(call: Callable[[str], object]) -> Target:
    return Target(tuple(name.encode() for name in NAMES), lambda data: void(call(_text(data)[:10_001])))


def void(_: object) -> None:
    """Take a value and forget it."""


@cache
def _resolver() -> nr.Resolver:
    return nr.Resolver(small_gazetteer())


def _both(data: bytes) -> None:
    left, _, right = _text(data).partition("|")
    void(nr.compare(left, right))
    void(nr.compare(left, right, kind="organization"))


def _identify(data: bytes) -> None:
    void(nr.identify_scheme(_text(data).split("\n")))


def _annotate(data: bytes) -> None:
    text = _text(data)
    for mention in _resolver().annotate(text):
        assert mention.text == text[mention.start : mention.end]


# ------------------------------------------------------------------ files


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    place = tempfile.mkdtemp(prefix="nameresolve-fuzz-")
    try:
        yield Path(place)
    finally:
        shutil.rmtree(place)


def _importing(source: str, name: str) -> Callable[[bytes], None]:
    def call(data: bytes) -> None:
        with _folder() as folder:
            (folder / name).write_bytes(data)
            for entity in read_entities(source, folder / name):
                assert entity.id
                assert entity.name

    return call


def _yaml(data: bytes) -> None:
    with _folder() as folder:
        (folder / "people.yaml").write_bytes(data)
        void(list(read_blocks(folder / "people.yaml")))


@cache
def _compiled() -> Mapping[str, bytes]:
    with _folder() as folder:
        small_gazetteer().save(folder / "g")
        return {
            path.relative_to(folder / "g").as_posix(): path.read_bytes()
            for path in sorted((folder / "g").rglob("*"))
            if path.is_file()
        }


def _file_seeds() -> tuple[bytes, ...]:
    return tuple(name.encode() + b"\n" + content for name, content in _compiled().items())


def _opened(data: bytes) -> None:
    """Open a compiled gazetteer in which one file is another: it is refused, or nothing is changed by it."""
    name, _, content = data.partition(b"\n")
    files = _compiled()
    if name.decode("latin-1") not in files:
        return
    with _folder() as folder:
        for known, whole in files.items():
            place = folder / "g" / known
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if known == name.decode("latin-1") else whole)
        opened = nr.Gazetteer.open(folder / "g")
        assert list(opened) == list(small_gazetteer())
        for query in ("Toqaev", "Qasym-Zhomart Toqaev", "CSTO", "Almatı"):
            assert nr.Resolver(opened).resolve(query) == _resolver().resolve(query)


def _command(*words: str, name: str) -> Callable[[bytes], None]:
    def call(data: bytes) -> None:
        with _folder() as folder:
            (folder / name).write_bytes(data)
            small_gazetteer().save(folder / "g.nr")
            given = [word.replace("@", str(folder)) for word in words]
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
                code = _exit_code(given)
            assert code in EXIT_CODES, said.getvalue()
            assert "Traceback" not in said.getvalue()

    return call


def _exit_code(words: list[str]) -> object:
    before = sys.argv
    sys.argv = ["nameresolve", *words]
    try:
        return main()
    except SystemExit as end:
        return end.code or 0
    finally:
        sys.argv = before


# ------------------------------------------------------------------ the service

BODIES = (
    b'/api/resolve\n{"names": ["Toqaev", "Almat\\u0131"], "kind": "person", "countries": ["KZ"], "born": 1953, "limit": 3}',
    b'/api/resolve\n{"name": "\xd0\xa2\xd0\xbe\xd0\xba\xd0\xb0\xd0\xb5\xd0\xb2", "explain": true}',
    b'/api/compare\n{"left": "Toqaev", "right": "Tokayev", "kind": null, "language": "kk"}',
    b'/api/variants\n{"name": "Tokajew", "limit": 5}',
    b'/api/annotate\n{"text": "Toqaev met Putin.", "language": "en", "demonyms": false}',
    b'/api/romanize\n{"text": "Tokayev", "scheme": "iso-kaz-Cyrl-Latn-9-1995", "limit": 1}',
    b'/api/resolve\nname=Toqaev&kind=person&limit=2&country=KZ&born=1953',
    b'/reconcile/0.2\nqueries=%7B%22q0%22%3A%7B%22query%22%3A%22Toqaev%22%2C%22limit%22%3A3%2C%22type%22%3A%22person%22%7D%7D',
    b'/reconcile/0.2\nextend=%7B%22ids%22%3A%5B%22Q1%22%5D%2C%22properties%22%3A%5B%7B%22id%22%3A%22born%22%7D%5D%7D',
    b'/reconcile/1.0-draft/match\n{"queries": [{"type": "person", "limit": 2, "conditions": [{"matchType": "name", "propertyValue": "Toqaev"}]}]}',
    b'/reconcile/1.0-draft/extend\n{"ids": ["Q1"], "properties": [{"id": "born"}]}',
)  # fmt: skip


@cache
def _client() -> Any:
    """Return a client of a service over the small gazetteer; it asks the application itself."""
    from importlib.util import module_from_spec, spec_from_file_location

    from nameresolve.server import ServerSettings, create_app

    place = Path(__file__).resolve().parent.parent / "server" / "conftest.py"
    spec = spec_from_file_location("server_conftest", place)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    folder = Path(tempfile.mkdtemp(prefix="nameresolve-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    small_gazetteer().save(folder / "g")
    return module.Client(create_app(ServerSettings(gazetteer=str(folder / "g"))))


def _posted(data: bytes) -> None:
    """Post a body, as JSON or as a form, to the path in the first line: whatever it is, the service answers."""
    path, _, body = data.partition(b"\n")
    if path not in {seed.partition(b"\n")[0] for seed in BODIES}:
        return
    form = b"=" in body[:12] and not body.startswith(b"{")
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    reply = _client().ask("POST", path.decode(), body=body, headers={"content-type": kind})
    assert reply.status < 500, (reply.status, reply.body[:300])
    if reply.status >= 400:
        assert json.loads(reply.body), "a refusal says why"


CSV = 'id,name,kind,country\n1,"Tokayev, Kassym-Jomart",person,KZ\n2,Алматы,place,KZ\n3,"a ""b"" c",,\n'.encode()
JSONL = b'{"id": "1", "name": "Anna Kim", "aliases": ["A. Kim", null], "born": 1961}\n{"id": 2, "name": "\\u041a"}\n'
FTM = json.dumps(
    {
        "id": "NK-1",
        "schema": "Person",
        "properties": {"name": ["A B"], "alias": ["C"], "country": ["kz"], "birthDate": ["1953-05"]},
    }
).encode()
UN = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ERIC</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME>
<NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Erik &amp; B</ALIAS_NAME>
</INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"""
OFAC = b'2676,"EXAMPLE, Aiman","individual","SDGT","Leader",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 19 Jun 1951; a.k.a. \'THE D\'."\r\n\x1a'
GEONAMES = b"1526384\tAlmaty\tAlmaty\tAlma-Ata,Almaty\t43.25\t76.91\tP\tPPLA\tKZ\t\t02\t\t\t\t2000900\t\t787\tAsia/Almaty\t2023-01-01\n"
POPOLO = b'{"persons": [{"id": "p1", "name": "A B", "other_names": [{"name": "C", "lang": "ru"}], "birth_date": "1953"}]}'
WIKIDATA = json.dumps(
    {
        "type": "item", "id": "Q1", "labels": {"en": {"language": "en", "value": "A B"}},
        "aliases": {"en": [{"language": "en", "value": "C"}]}, "sitelinks": {},
        "claims": {"P31": [{"mainsnak": {"snaktype": "value", "datavalue": {
            "value": {"entity-type": "item", "numeric-id": 5, "id": "Q5"}, "type": "wikibase-entityid"}},
            "type": "statement", "rank": "normal"}]},
    }
).encode()  # fmt: skip
YAML = (
    "- id: nr:anna-kim\n  kind: person\n  name: Anna Kim\n  countries: [KZ]\n  born: 1961\n"
    "  forms: {en: [Anna Kim], ru: [Анна Ким]}\n  weak: {en: [Kim]}\n  sources: [press]\n"
).encode()

TARGETS: Mapping[str, Target] = {
    "parse": _names(nr.parse),
    "parse-organization": _names(lambda text: nr.parse(text, kind="organization")),
    "parse-place": _names(lambda text: nr.parse(text, kind="place")),
    "keys": _names(nr.keys),
    "romanize": _names(nr.romanize),
    "readings": _names(nr.readings),
    "variants": _names(lambda text: nr.variants(text[:60])),
    "resolve": _names(lambda text: _resolver().resolve(text)),
    "compare": Target(tuple(f"{a}|{b}".encode() for a, b in itertools.pairwise(NAMES)), _both),
    "identify": Target(("\n".join(NAMES).encode(), b"Tokajew\nNasarbajew\nSchtscherbakowa"), _identify),
    "annotate": Target((TEXT.encode(), "\n".join(NAMES).encode()), _annotate),
    "compiled": Target(_file_seeds(), _opened),
    "import-csv": Target((CSV, CSV.decode().encode("utf-8-sig")), _importing("csv", "list.csv")),
    "import-tsv": Target((CSV.replace(b",", b"\t"),), _importing("tsv", "list.tsv")),
    "import-jsonl": Target((JSONL,), _importing("jsonl", "list.jsonl")),
    "import-ftm": Target((FTM,), _importing("ftm", "list.json")),
    "import-un": Target((UN,), _importing("un", "list.xml")),
    "import-ofac": Target((OFAC,), _importing("ofac", "sdn.csv")),
    "import-geonames": Target((GEONAMES,), _importing("geonames", "cities.txt")),
    "import-popolo": Target((POPOLO,), _importing("popolo", "list.json")),
    "import-wikidata": Target((WIKIDATA, b"[\n" + WIKIDATA + b"\n]\n"), _importing("wikidata", "dump.json")),
    "source-yaml": Target((YAML,), _yaml),
    "normalize": Target(
        (CSV,),
        _command("normalize", "@/in.csv", "--column", "name", "--output", "@/out.csv", "--gazetteer", "@/g.nr",
                 name="in.csv"),
    ),
    "normalize-jsonl": Target(
        (JSONL,),
        _command("normalize", "@/in.jsonl", "--column", "name", "--output", "@/out.jsonl", "--gazetteer", "@/g.nr",
                 name="in.jsonl"),
    ),
    "annotate-file": Target(
        (TEXT.encode(),), _command("annotate", "@/in.txt", "--gazetteer", "@/g.nr", name="in.txt")
    ),
    **({"server-body": Target(BODIES, _posted)} if importlib.util.find_spec("starlette") else {}),
}  # fmt: skip
