"""What kind of data a sentence speaks of: from its words, else from what stands above and before
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tillit.privacy.reader.claims.clauses import before, spans
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence

# From the telling to the general: “allergies of participants” are needs, “invoices to members”
# accounting.
RANK: Final = {
    **dict.fromkeys(
        (
            "needs",
            "accounting",
            "backups",
            "consents",
            "applicants",
            "cookies",
            "newsletter",
            "surveys",
            "weblog",
        ),
        0,
    ),
    **dict.fromkeys(("recruitment", "pictures", "statistics", "registrations", "chat"), 1),
    **dict.fromkeys(("other", "accounts", "prospects", "cases", "staff", "enquiries", "mail"), 2),
    **dict.fromkeys(("members", "customers", "suppliers"), 3),
    "general": 4,
}
KINDS: Final = tuple(RANK)
LISTS: Final = {f"data_{kind}": kind for kind in KINDS}
HEADS: Final = {
    f"head_{kind}": kind
    for kind in (
        "registrations",
        "recruitment",
        "weblog",
        "accounting",
        "enquiries",
        "newsletter",
        "customers",
        "staff",
        "members",
        "applicants",
        "prospects",
        "cases",
        "mail",
        "accounts",
        "pictures",
        "other",
    )
}
_FIELDS: Final = ("field_name", "field_phone", "field_street", "field_first_name")
# How far apart two kinds that are listed together may stand: “kunder, leverandører og partnere”.
_LISTED: Final = 3
_ADDRESS: Final = frozenset("e-post epost e-mail email mail mailer brev".split())
_BY: Final = frozenset("på pr per via din ditt en et ei ein eit by our your a til med vår".split())
_AND: Final = frozenset("og eller samt and or & både".split())


def kinds_in(
    found: Found, within: Span | None = None, but: Sequence[Span] = ()
) -> list[tuple[Span, str]]:
    """The kinds of data named, in order, not in ``but``; of two at one place the longer wins."""
    within = within or (0, len(found.words))
    named = found.lists.keys() & LISTS.keys()
    if not named:
        return []
    hits = [
        (span, kind)
        for name in named
        for span in spans(found, name, within)
        if not any(start <= span[0] < end for start, end in but)
        if (kind := LISTS[name]) != "mail" or not _is_field(found, span)
    ]
    hits.sort(key=lambda hit: (hit[0][0], -hit[0][1], RANK[hit[1]]))
    kept: list[tuple[Span, str]] = []
    for span, kind in hits:
        if kept and span[0] < kept[-1][0][1]:
            continue
        kept.append((span, kind))
    return kept


def _is_field(found: Found, span: Span) -> bool:
    """“e-post” in a row of fields (name, e-mail, telephone), or “per e-post”, is no
    correspondence."""
    if span[1] == span[0] + 1 and span[0] and found.words[span[0] - 1] in _BY:
        return True
    if found.words[span[0]] not in _ADDRESS:
        return False
    near = (max(0, span[0] - 5), span[1] + 5)
    return any(
        near[0] <= start < near[1] and (start, end) != span
        for name in _FIELDS
        for start, end in found.lists.get(name, ())
    )


def subjects(found: Found, within: Span, but: Sequence[Span] = ()) -> list[str]:
    """Of what the words speak: one kind, or several that are listed together."""
    named = [(span, kind) for span, kind in kinds_in(found, within, but) if kind != "general"]
    if not named:
        return []
    first = named[0]
    group = [first]
    for one in named[1:]:
        between = found.words[group[-1][0][1] : one[0][0]]
        if len(between) > _LISTED or not (_AND & set(between) or not between):
            break
        group.append(one)
    kinds = list(dict.fromkeys(kind for _span, kind in group))
    best = min(RANK[kind] for _span, kind in named)
    if len(kinds) > 1:
        # “kunder og leverandører” are two; “medlemmer og deres fakturaer” is the accounts.
        same = [kind for kind in kinds if RANK[kind] <= max(best, 1)] or kinds
        return same if RANK[kinds[0]] > best else kinds
    if RANK[first[1]] >= 2 and best < 2:
        return [next(kind for _span, kind in named if RANK[kind] == best)]
    return [first[1]]


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
    above = headed(marked, sentence.headings[-1])
    if named == ["recruitment"] and above == ["members"]:
        return ["applicants"]
    if named == ["accounts"] and above != ["customers"]:
        return named
    return above if len(above) == 1 and above[0] in _TELLING else named


# What a word for the form of data may be taken to be, and the headings that know better.
_FORMS: Final = frozenset(
    "weblog recruitment accounts chat cases pictures surveys enquiries other".split()
)
_TELLING: Final = frozenset(
    "other applicants cases customers needs surveys recruitment pictures chat accounts "
    "prospects".split()
)


def kind_of(marked: Marked, sentence: Sentence) -> str:
    """The kind of data of a sentence that does not say it: from its lead, headings, and what came
    before."""
    if kind := _first(_candidates(marked, sentence)):
        return kind
    # Something that no list knows is other than “personal data”, unless that is what is said.
    found = marked.found(sentence)
    is_general = found.has("data_general", "you_word") or points_back(marked, sentence)
    return "general" if is_general else "other"


def named_in(marked: Marked, sentence: Sentence) -> str:
    """The kind of data a sentence names; empty when none."""
    found = marked.found(sentence)
    return next(iter(subjects(found, (0, len(found.words)))), "")


def headed(marked: Marked, heading: Sentence) -> list[str]:
    """The kinds a heading names, in order; events, the web site and the like count there."""
    found = marked.found(heading)
    return heads(found, (0, len(found.words)))


def heads(found: Found, within: Span) -> list[str]:
    """The kinds named by words that stand as a heading does: above, or first in a row."""
    hits = [(span, kind) for span, kind in kinds_in(found, within) if kind != "general"]
    taken = {span[0] for span, _kind in hits}
    hits += [
        (span, kind)
        for name, kind in HEADS.items()
        if name in found.lists
        for span in spans(found, name, within)
        if span[0] not in taken
    ]
    hits.sort(key=lambda hit: (hit[0][0], RANK[hit[1]]))
    return list(dict.fromkeys(kind for _span, kind in hits))


def _candidates(marked: Marked, sentence: Sentence) -> Iterator[str]:
    lead = sentence.lead
    if lead is not None and not lead.text.rstrip(":").count("|"):
        yield named_in(marked, lead)
    under = sentence.headings[1:] if len(sentence.headings) > 1 else sentence.headings
    nearest = headed(marked, under[-1]) if under else []
    # The rows of a table are of different things.
    earlier = [] if sentence.kind == "row" else list(before(sentence, marked.sentences))
    said = [kind for one in earlier if (kind := named_in(marked, one))]
    back = points_back(marked, sentence)
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


def points_back(marked: Marked, sentence: Sentence) -> bool:
    """Whether its first words point to what was said before: “Listen slettes …”."""
    return any(start <= 2 for start, _end in marked.found(sentence).lists.get("points_back", ()))


def _first(kinds: Iterable[str]) -> str:
    return next((kind for kind in kinds if kind), "")
