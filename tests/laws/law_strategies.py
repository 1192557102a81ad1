"""Names to try the laws on: in many scripts, well-formed and not, and small gazetteers of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from nameresolve import Entity, Gazetteer, Kind, NameForm, parse
from nameresolve.scoring.units import CONTENT
from nameresolve.testing import names as drawn_names
from nameresolve.testing.letters import LETTERS, TYPINGS

__all__ = [
    "LETTERS",
    "TYPINGS",
    "any_names",
    "any_text",
    "anything",
    "entity_lists",
    "gazetteers",
    "has_content",
    "kinds",
    "names",
    "real_names",
]

REAL = (
    "Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев", "توكاييف", "习近平", "김정은", "Tokayev, K.-J.", "Ng", "Ó",
    "Gamal Abd el-Nasser", "von der Leyen", "محمد بن سلمان", "O'Brien", "Нурсултан Абишевич Назарбаев", "Xi",
    "President Kassym-Jomart Tokayev", "J. R. R. Tolkien", "Siemens AG", "ООО Ромашка", "李", "Dr.", "bin", "of the",
    "Kim", "Heydar Aliyev Jr.", "カシムジョマルト・トカエフ", "ΟΔΥΣΣΕΑΣ", "שׁלום", "47th Army", "नरेन्द्र मोदी",
)  # fmt: skip


def names(scripts: Sequence[str] | None = None) -> st.SearchStrategy[str]:
    """Draw a name of one to four words in one script, joined by spaces or hyphens."""
    return drawn_names(scripts=scripts)


real_names = st.sampled_from(REAL)
mixed_names = st.lists(names(), min_size=2, max_size=3).map(" ".join)
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
"""Any text at all, with unpaired surrogates and characters that nobody has assigned."""

any_names = st.one_of(names(), names(), real_names, mixed_names)
anything = st.one_of(any_names, any_text)
kinds: st.SearchStrategy[Kind | None] = st.sampled_from(("person", "organization", "place", "other", None))


def has_content(name: str, kind: Kind | None = None) -> bool:
    """Return whether a name has a part that is compared, and not only punctuation, titles and particles."""
    return any(part.role in CONTENT for part in parse(name, kind=kind).parts)


@st.composite
def entity_lists(draw: st.DrawFn, least: int = 1, most: int = 6) -> list[Entity]:
    """Draw a few people with one to three forms each, no two of one first form."""
    firsts = draw(st.lists(names(), min_size=least, max_size=most, unique_by=str.casefold))
    found = []
    for number, first in enumerate(firsts):
        others = draw(st.lists(names(), max_size=2))
        forms = tuple(NameForm(text) for text in dict.fromkeys([first, *others]))
        found.append(Entity(f"nr:drawn-{number}", "person", first, forms))
    return found


gazetteers = entity_lists().map(Gazetteer.from_entities)
