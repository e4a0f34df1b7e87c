"""What a sentence is of where its own words leave it open: the lead, the headings, the item above,
and what came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tillit.privacy.reader.claims.clauses import before
from tillit.privacy.reader.claims.data import RANK, headed, kinds_in, named_in
from tillit.privacy.reader.claims.own import names_its_own
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Span
from tillit.privacy.reader.structure import Sentence


def of_form(marked: Marked, sentence: Sentence, within: Span, named: list[str]) -> list[str]:
    """“Loggene slettes” under “Nøkkelkort”: words that tell the form of the data leave it to the
    heading what it is of."""
    found = marked.found(sentence)
    if len(named) != 1 or named[0] not in _FORMS or not sentence.headings:
        return named
    hits = [span for span, kind in kinds_in(found, within) if kind == named[0]]
    formed = set(found.lists.get("form_of_data", ()))
    if not hits or any(span not in formed for span in hits):
        return named
    above = headed(marked, _parent(marked, sentence) or sentence.headings[-1])
    if named == ["recruitment"] and above == ["members"]:
        return ["applicants"]
    # “Allergier på tur” is of the allergies.
    above = ["needs"] if "needs" in above else above
    may_be = _ONLY.get(named[0], _TELLING)
    return above if len(above) == 1 and above[0] in may_be else named


# What a word for the form of data may be taken to be, and the headings that know better.
_FORMS: Final = frozenset(
    "mail weblog recruitment accounts chat cases pictures surveys enquiries other customers "
    "registrations".split()
)
_TELLING: Final = frozenset(
    "other applicants cases customers needs surveys recruitment pictures chat accounts "
    "prospects".split()
)
# “Abonnementet” and “påmeldingen” may be a newsletter's, “e-posten” an enquiry's.
_ONLY: Final = {
    "accounts": frozenset(("customers",)),
    "customers": frozenset(("newsletter",)),
    "registrations": frozenset(("newsletter",)),
    "mail": frozenset(("newsletter", "enquiries")),
    "chat": _TELLING | {"enquiries"},
    # “Svarene” on a form for a trip.
    "surveys": _TELLING | {"needs", "registrations"},
}


def kind_of(marked: Marked, sentence: Sentence, told: Mapping[int, str]) -> str:
    """The kind of data of a sentence that does not say it: from its lead, headings, and what came
    before (``told``: of what the sentences before were found to be, by number)."""
    if kind := _first(_candidates(marked, sentence, told)):
        return kind
    # Something that no list knows is other than “personal data”, unless that is what is said.
    if names_its_own(marked, sentence):
        return "other"
    found = marked.found(sentence)
    is_general = found.has("data_general", "you_word") or points_back(marked, sentence)
    if not is_general and len(found.words) < _FEW:
        # “Hvor lenge opplysningene lagres”, and under it no more than “5 år”.
        is_general = any(marked.found(one).has("data_general") for one in sentence.headings[-1:])
    return "general" if is_general else "other"


_FEW: Final = 4


def _candidates(marked: Marked, sentence: Sentence, told: Mapping[int, str]) -> Iterator[str]:
    lead = sentence.lead
    its_own = names_its_own(marked, sentence)
    if lead is not None and not lead.text.rstrip(":").count("|"):
        # A label of its own is not of what is said by the way in a long lead.
        yield named_in(marked, lead) if not its_own or len(lead.words) <= _SHORT else ""
    yield _labelled(marked, sentence)
    under = sentence.headings[1:] if len(sentence.headings) > 1 else sentence.headings
    nearest = headed(marked, under[-1]) if under else []
    # The rows of a table are of different things.
    is_apart = sentence.kind == "row" or (not nearest and its_own)
    earlier = [] if is_apart else list(before(sentence, marked.sentences))
    if earlier and sentence.words[0] in _ELSE and earlier[0].words[0] in _IF:
        earlier = (
            earlier[1:] or earlier
        )  # “Blir du kunde, … Ellers slettes de”: not those of the condition
    back = points_back(marked, sentence) or _opens_with_form(marked, sentence, earlier)
    # “Your information” is not what was only named before.
    is_open = back or not marked.found(sentence).has("data_general")
    said = [
        kind
        for one in earlier
        if (kind := told.get(one.number) or (named_in(marked, one) if is_open else ""))
    ]
    if back and said and nearest == ["weblog"] and not marked.found(under[-1]).has("data_weblog"):
        yield said[0]  # “nettsiden” is a place, and no data
    if len(nearest) == 1:
        # The sentence before knows better only when the heading is about people and it about a
        # thing.
        if back and said and RANK[said[0]] < 2 <= RANK[nearest[0]]:
            yield said[0]
        yield nearest[0]
    elif said:
        yield next((kind for kind in said if kind in nearest), "")
        yield said[0] if back or not nearest else ""
    yield from nearest
    for heading in reversed(under[:-1]):
        yield from headed(marked, heading)
    yield _first(said)


def _opens_with_form(marked: Marked, sentence: Sentence, earlier: list[Sentence]) -> bool:
    """“Chatten ligger hos … Samtaler lagres …”: the form of what was just named."""
    opens = any(start == 0 for start, _end in marked.found(sentence).lists.get("form_of_data", ()))
    return opens and bool(earlier) and named_in(marked, earlier[0]) == "chat"


_SHORT: Final = 8
_ELSE: Final = frozenset("ellers elles otherwise else".split())
_IF: Final = frozenset("hvis dersom om viss blir blei ble if when".split())
# So far down under an item another may stand.
_LIST: Final = 6


def _labelled(marked: Marked, sentence: Sentence) -> str:
    """“Klagesaker:”, and in the items under it “Lagringstid: …”: what the item above names."""
    parent = _parent(marked, sentence)
    return _first(headed(marked, parent)) if parent else ""


def _parent(marked: Marked, sentence: Sentence) -> Sentence | None:
    """The item that an item stands under: the nearest before it that leads up to something."""
    if sentence.kind != "item":
        return None
    for one in before(sentence, marked.sentences, _LIST):
        if one.kind != "item":
            return None
        if one.text.endswith(":"):
            return one
    return None


def points_back(marked: Marked, sentence: Sentence) -> bool:
    """Whether its first words point to what was said before: “Listen slettes …”."""
    return any(start <= 2 for start, _end in marked.found(sentence).lists.get("points_back", ()))


def _first(kinds: Iterable[str]) -> str:
    return next((kind for kind in kinds if kind), "")
