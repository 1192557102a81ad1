"""What a convention licenses is cheap, what none licenses is dear; distances know no direction."""

from __future__ import annotations

from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st
from law_strategies import LETTERS, anything, names

from nameresolve.blocking import MOST_KEYS, keys, make_keys
from nameresolve.distance import PartForm, align, cost_table, licences, part_distance, part_form
from nameresolve.symbols import LATIN_ALPHABET, coded, latin_symbols, native_units, sound
from nameresolve.unicode import fold, script_of

symbol = st.sampled_from(LATIN_ALPHABET)
words = st.text(alphabet="abdefgiklmnoprstuvz", min_size=3, max_size=8)


@st.composite
def parts(draw: st.DrawFn) -> PartForm:
    script = draw(st.sampled_from(tuple(LETTERS)))
    return part_form(fold(draw(st.text(alphabet=LETTERS[script], min_size=1, max_size=9))), script)


def dearest_licensed() -> float:
    table = cost_table("Latn")
    return max(_change(a, b) for a, b in licences() if a in table.units and (not b or b in LATIN_ALPHABET))


def _change(a: str, b: str) -> float:
    return cost_table("Latn").substitute[a][b] if b else cost_table("Latn").delete[a]


def test_every_licensed_change_costs_less_than_every_unlicensed_one() -> None:
    """A change is one symbol for another, or one symbol more or less."""
    table, known = cost_table("Latn"), licences()
    changes = list(permutations(sorted(LATIN_ALPHABET), 2)) + [(a, "") for a in sorted(LATIN_ALPHABET)]
    unlicensed = {
        change: _change(*change) for change in changes if change not in known and change[0] in table.units
    }
    assert dearest_licensed() < min(unlicensed.values())


def test_no_detour_makes_an_unlicensed_change_cheap() -> None:
    """Dropping one symbol and adding another, too, costs more than any licensed change."""
    table, known = cost_table("Latn"), licences()
    pairs = [
        (a, b) for a, b in permutations(sorted(LATIN_ALPHABET), 2) if (a, b) not in known and a in table.units
    ]
    cheap = {(a, b): align((a,), b, table) for a, b in pairs}
    assert {pair: cost for pair, cost in cheap.items() if cost <= dearest_licensed()} == {}


@given(symbol, symbol)
def test_a_change_costs_the_same_in_both_directions(a: str, b: str) -> None:
    table = cost_table("Latn")
    assume(a in table.units and b in table.units)
    assert table.substitute[a][b] == table.substitute[b][a]
    assert table.delete[a] == table.insert[a]


@given(parts(), parts())
def test_a_distance_is_symmetric(left: PartForm, right: PartForm) -> None:
    assert part_distance(left, right).cost == part_distance(right, left).cost


@given(parts())
def test_a_part_is_at_no_distance_from_itself(part: PartForm) -> None:
    assert part_distance(part, part).cost == 0.0


@given(parts(), parts())
def test_no_distance_is_negative(left: PartForm, right: PartForm) -> None:
    assert part_distance(left, right).cost >= 0.0


@given(parts(), parts(), st.floats(min_value=0.5, max_value=20.0))
def test_a_cutoff_changes_no_distance_within_it(left: PartForm, right: PartForm, cutoff: float) -> None:
    free, bounded = part_distance(left, right).cost, part_distance(left, right, cutoff).cost
    if free <= cutoff:
        assert bounded == free
    assert bounded >= free


@given(parts(), parts(), st.floats(min_value=1e-6, max_value=2.0))
def test_a_cutoff_just_beyond_a_distance_changes_nothing(
    left: PartForm, right: PartForm, beyond: float
) -> None:
    free = part_distance(left, right).cost
    assert part_distance(left, right, free + beyond).cost == free


def textbook(units: tuple[str, ...], symbols: str) -> float:
    """Return the least cost of an alignment by plain recursion, in the words of the definition."""
    table = cost_table("Latn")
    known: dict[tuple[int, int], float] = {(0, 0): 0.0}

    def cost(i: int, j: int) -> float:
        if (i, j) not in known:
            known[i, j] = min(ways(i, j))
        return known[i, j]

    def ways(i: int, j: int) -> list[float]:
        found = []
        if i:
            found.append(cost(i - 1, j) + table.delete[units[i - 1]])
        if j:
            found.append(cost(i, j - 1) + table.insert[symbols[j - 1]])
        if i and j:
            found.append(cost(i - 1, j - 1) + table.substitute[units[i - 1]][symbols[j - 1]])
        if i > 1 and j and symbols[j - 1] in (pair := table.two_to_one.get((units[i - 2], units[i - 1]), {})):
            found.append(cost(i - 2, j - 1) + pair[symbols[j - 1]])
        if i and j > 1 and symbols[j - 2 : j] in (double := table.one_to_two.get(units[i - 1], {})):
            found.append(cost(i - 1, j - 2) + double[symbols[j - 2 : j]])
        return found

    return cost(len(units), len(symbols))


@given(words, words)
def test_the_quick_alignment_agrees_with_the_textbook(left: str, right: str) -> None:
    quick = align(tuple(left), right, cost_table("Latn"))
    assert abs(quick - textbook(tuple(left), right)) < 1e-9


@given(words, words, st.floats(min_value=0.0, max_value=30.0))
def test_an_alignment_gives_up_only_beyond_its_cutoff(left: str, right: str, cutoff: float) -> None:
    whole = align(tuple(left), right, cost_table("Latn"))
    found = align(tuple(left), right, cost_table("Latn"), cutoff)
    assert found == whole or (found == float("inf") and whole > cutoff)


@given(parts(), words)
def test_an_alignment_as_dear_as_its_cutoff_is_found(part: PartForm, spelled: str) -> None:
    """Groups of two units pass over a row of the program, in which all else may cost more."""
    table = cost_table(part.script)
    whole = align(part.units, spelled, table)
    assert align(part.units, spelled, table, whole) == whole


@given(anything)
def test_symbols_are_of_the_alphabet_whatever_the_text(text: str) -> None:
    cleaned = fold(text)
    for script in {script_of(char) for char in cleaned} - {"Zyyy"}:
        assert set(sound(cleaned, script)) <= set(LATIN_ALPHABET)
    assert set(latin_symbols(cleaned)) <= set(LATIN_ALPHABET)


@given(st.text(alphabet=LATIN_ALPHABET, max_size=12))
def test_codes_are_ascii_letters(symbols: str) -> None:
    code = coded(symbols)  # type: ignore[arg-type]
    assert code.isascii()
    assert code.isalpha() or not code


@given(names(("Cyrl", "Arab", "Hebr", "Hang", "Kana")))
def test_units_are_known_to_the_cost_table_of_their_script(name: str) -> None:
    for word in fold(name).replace("-", " ").split():
        script = script_of(word[0])
        if {script_of(char) for char in word} == {script}:
            assert set(native_units(word, script)) <= set(cost_table(script).units) | set(LATIN_ALPHABET)


@given(anything)
def test_a_part_has_at_most_eight_keys(text: str) -> None:
    assert len(make_keys(latin_symbols(fold(text)))) <= MOST_KEYS


@given(names(("Latn", "Cyrl", "Grek", "Armn")))
def test_keys_do_not_depend_on_case(name: str) -> None:
    assert keys(name.lower(), kind="person") == keys(name.upper(), kind="person")
