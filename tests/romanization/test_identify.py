"""Which scheme a column follows: found where the names tell it, left open where they do not."""

from __future__ import annotations

import pytest

from nameresolve.errors import SettingsError
from nameresolve.romanization import identify_scheme, romanize
from nameresolve.romanization.identify import Clue

RUSSIAN = (
    "Сергей Лавров", "Дмитрий Медведев", "Юрий Шевчук", "Георгий Жуков", "Никита Хрущёв", "Антон Чехов",
    "Фёдор Достоевский", "Борис Ельцин", "Михаил Булгаков", "Геннадий Зюганов", "Алексей Кудрин",
)  # fmt: skip
KAZAKH = (
    "Қасым-Жомарт Тоқаев", "Нұрсұлтан Назарбаев", "Әлихан Смайылов", "Дариға Назарбаева", "Мұхтар Құл-Мұхаммед",
    "Ерлан Қошанов", "Мәулен Әшімбаев", "Бердібек Сапарбаев",
)  # fmt: skip
UKRAINIAN = ("Володимир Зеленський", "Петро Порошенко", "Юлія Тимошенко", "Андрій Єрмак", "Віктор Янукович")
ARMENIAN = ("Նիկոլ Փաշինյան", "Սերժ Սարգսյան", "Ռոբերտ Քոչարյան", "Արմեն Սարգսյան")
GEORGIAN = ("მიხეილ სააკაშვილი", "ბიძინა ივანიშვილი", "სალომე ზურაბიშვილი", "ირაკლი ღარიბაშვილი")


@pytest.mark.parametrize(
    ("names", "scheme"),
    [
        (RUSSIAN, "news-rus-Cyrl-Latn-de"),
        (RUSSIAN, "news-rus-Cyrl-Latn-de-j"),
        (RUSSIAN, "news-rus-Cyrl-Latn-fr"),
        (RUSSIAN, "news-rus-Cyrl-Latn-pl"),
        (RUSSIAN, "news-rus-Cyrl-Latn-hu"),
        (RUSSIAN, "news-rus-Cyrl-Latn-nl"),
        (RUSSIAN, "news-rus-Cyrl-Latn-tr"),
        (RUSSIAN, "icao-rus-Cyrl-Latn-9303"),
        (RUSSIAN, "iso-rus-Cyrl-Latn-9-1995"),
        (RUSSIAN, "bgnpcgn-rus-Cyrl-Latn-1947"),
        (KAZAKH, "rferl-kaz-Cyrl-Latn"),
        (KAZAKH, "news-kaz-Cyrl-Latn-de"),
        (KAZAKH, "news-kaz-Cyrl-Latn-en"),
        (KAZAKH, "rus-kaz-Cyrl-Latn-en"),
        (KAZAKH, "kz-kaz-Cyrl-Latn-2021"),
        (UKRAINIAN, "ua-ukr-Cyrl-Latn-2010"),
        (UKRAINIAN, "news-ukr-Cyrl-Latn-de"),
        (ARMENIAN, "news-hye-Armn-Latn-de"),
        (GEORGIAN, "news-kat-Geor-Latn-de"),
    ],
)
def test_a_column_tells_its_scheme(names: tuple[str, ...], scheme: str) -> None:
    best = identify_scheme(romanize(name, scheme=scheme) for name in names)[0]
    assert best.scheme == scheme
    assert best.probability > 0.5
    assert best.words > best.of / 2
    assert best.evidence


def test_the_evidence_is_what_few_schemes_write() -> None:
    best = identify_scheme([romanize(name, scheme="news-rus-Cyrl-Latn-de") for name in RUSSIAN])[0]
    clues = {(clue.latin, clue.native): clue for clue in best.evidence}
    assert ("w", "в") in clues
    assert clues["w", "в"].words >= 5
    assert all(clue.schemes <= 0.6 * clue.of for clue in best.evidence)
    assert str(Clue("q", "қ", "Toqaev", 12, 3, 18)) == "q for қ in Toqaev and 11 more, as in 3 of 18 schemes"
    assert str(Clue("", "ь", "Olga", 1, 3, 18)) == "ь left out in Olga, as in 3 of 18 schemes"


@pytest.mark.parametrize("names", ["Ivan", ["Ivan", "Boris"], "Toqaev", "Tokayev", ["Anna"], "Putin"])
def test_what_many_schemes_write_alike_tells_nothing(names: str | list[str]) -> None:
    guesses = identify_scheme(names)
    assert guesses[0].probability < 0.5
    assert guesses[0].probability < 3 * guesses[1].probability


def test_one_more_name_that_tells_nothing_changes_nothing_among_the_schemes_of_a_language() -> None:
    """Names that all write alike carry no weight: the order of the Kazakh schemes stays."""
    told = ["Qasym-Zhomart Toqaev", "Mukhtar Qul-Mukhammed"]
    ranks = [
        [guess.scheme for guess in identify_scheme(names, limit=50) if guess.language == "kk"]
        for names in (told, [*told, "Anar", "Marat", "Murat"])
    ]
    assert ranks[0][:3] == ranks[1][:3]


@pytest.mark.parametrize(
    "names", [[], "", ["John Smith"], ["Gerhard Schröder"], ["习近平", "Тоқаев"], "\ud800\x00", ["K."]]
)
def test_no_scheme_is_told_where_no_name_is_romanized(names: str | list[str]) -> None:
    assert [guess for guess in identify_scheme(names) if guess.probability > 0.5] == []


def test_probabilities_are_shares() -> None:
    guesses = identify_scheme("Lukashenko", limit=1_000)
    assert sum(guess.probability for guess in guesses) <= 1.0 + 1e-6
    ranked = [guess.probability for guess in guesses]
    assert ranked == sorted(ranked, reverse=True)
    assert identify_scheme("Lukashenko", limit=2) == guesses[:2]


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(SettingsError, match="limit"):
        identify_scheme("Ivan", limit=0)
