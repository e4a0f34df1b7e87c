"""What kind of data a sentence speaks of: from its words, else from what stands above and before
it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tillit.privacy.reader.claims.clauses import spans
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
# How far off what tells more may stand, and the words between: “medlemmenes opplysninger om
# betaling”.
_OF_IT: Final = 5
_LINKS: Final = frozenset(
    "om på av til for fra frå i med hos of about on from with sine sin deres dykkar their og and "
    "eller or samt".split()
)
_ADDRESS: Final = frozenset("e-post epost e-mail email mail mailer brev".split())
_GIVES: Final = frozenset("oppgir oppgi oppgitt oppgjev oppgje give provide enter".split())
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
        if not _is_none(found, span, kind := LISTS[name])
    ]
    hits.sort(key=lambda hit: (hit[0][0], -hit[0][1], RANK[hit[1]], hit[1]))
    kept: list[tuple[Span, str]] = []
    for span, kind in hits:
        if kept and span[0] < kept[-1][0][1]:
            continue
        kept.append((span, kind))
    return kept


def _is_none(found: Found, span: Span, kind: str) -> bool:
    """“e-post” among fields is no correspondence, and “bokføringsloven” no voucher."""
    if kind == "accounting":
        return found.words[span[1] - 1].endswith(_LAWS)
    if kind == "staff" and found.words[span[0]] in _FREELY:
        following = found.words[span[1] : span[1] + 1]
        return any(word.startswith(_TOLD) or word in _TO_DO for word in following)
    if kind == "enquiries" and "sak" in found.words[span[0]]:
        return True  # “klagesaker” are cases
    if kind == "other" and _TASK.search(found.words[span[0]]):
        return True
    if kind == "weblog" and found.words[span[0]] in _TO_LOG and span[1] == span[0] + 1:
        return not _LOGGING.isdisjoint(found.words[span[1] : span[1] + 1])
    return kind == "mail" and _is_field(found, span)


# “Lederoppgaver” and “utgaver” are no gifts.
_TASK: Final = re.compile(r"(?:opp|ut|av)g[aå]ve")
# “De frivillige opplysningene”, “det er frivillig å …” are of nobody.
_FREELY: Final = frozenset("frivillig frivillige friviljug friviljuge voluntary".split())
_TO_DO: Final = frozenset("å og om men for to".split())
_TOLD: Final = ("opplysning", "informasjon", "svar", "felt", "data", "kategori")
# “Når du logger inn”, “logger vi hvem …” are no logs.
_TO_LOG: Final = frozenset("logger logg loggar logs log".split())
_LOGGING: Final = frozenset(
    "inn inne på av ut vi me du deg seg hvem hvilken hvilke hva når kven kva in out on into".split()
)


# Of law, not of what it has kept.
_LAWS: Final = (
    "loven", "lova", "lov", "lovens", "forskriften", "forskrifta", "lovgivningen", "regler",
    "reglene", "reglar", "reglane", "plikt", "plikten", "plikta", "krav", "messige", "messig",
)  # fmt: skip


def _is_field(found: Found, span: Span) -> bool:
    """“e-post” in a row of fields (name, e-mail, telephone), or “per e-post”, is no
    correspondence."""
    if span[1] == span[0] + 1 and span[0] and found.words[span[0] - 1] in _BY:
        return True
    if found.words[span[0]] not in _ADDRESS:
        return False
    if not _GIVES.isdisjoint(found.words[max(0, span[0] - 3) : span[0]]):
        return True  # “oppgir du e-post, …”
    if _AND & set(found.words[span[0] - 1 : span[0]]) and _BY & set(
        found.words[max(0, span[0] - 4) : span[0] - 1]
    ):
        return True  # “via skjema og e-post”
    near = (max(0, span[0] - 5), span[1] + 5)
    return any(
        near[0] <= start < near[1] and (start, end) != span
        for name in _FIELDS
        for start, end in found.lists.get(name, ())
    )


def _is_of(found: Found, first: Span, other: Span) -> bool:
    """Whether one kind tells more of another: “deltakernes allergier”, “gjester med allergi”."""
    between = found.words[first[1] : other[0]]
    return len(between) <= _OF_IT and (not between or not _LINKS.isdisjoint(between))


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
    near = [one for one in named if one is first or _is_of(found, first[0], one[0])]
    best = min(RANK[kind] for _span, kind in near)
    if len(kinds) > 1:
        # “kunder og leverandører” are two; “medlemmer og deres fakturaer” is the accounts.
        same = [kind for kind in kinds if RANK[kind] <= max(best, 1)] or kinds
        return same if RANK[kinds[0]] > best else kinds
    if RANK[first[1]] >= 2 and best < 2:
        return [next(kind for _span, kind in near if RANK[kind] == best)]
    return [first[1]]


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
    hits.sort(key=lambda hit: (hit[0][0], RANK[hit[1]], hit[1]))
    return list(dict.fromkeys(kind for _span, kind in hits))
