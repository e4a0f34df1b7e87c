"""What a supplier is for, by the words after its name and before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.claims.clauses import above, cells, segments
from tillit.privacy.reader.claims.mentions import Mention
from tillit.privacy.reader.claims.related import JOIN
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Words

CODES: Final = (
    "mail",
    "ticketing",
    "invoicing",
    "chat",
    "statistics",
    "crm",
    "marketing",
    "it_platform",
    "storage",
    "other",
)


_TOLD_BY: Final = {f"for_{code}": code for code in CODES}


# Of everything it is said that somebody runs it: what is run says more.
_RUN: Final = ("drift", "hoste", "host")
_BUT: Final = frozenset("men mens medan but while".split())
# Houses that get lists to serve people, whatever is on them.
_HOUSES: Final = (
    "hotell",
    "hotel",
    "hotels",
    "restaurant",
    "gjestehus",
    "gjestgiveri",
    "trykkeri",
    "trykk",
    "hotelldrift",
)


def what_for(marked: Marked, words: Words, mentions: list[Mention], number: int) -> tuple[int, str]:
    """The code of what a supplier is for, and how plainly it is said: 2 right after the name, 1
    before it, 0 not."""
    mention = mentions[number]
    found, known = marked.found(mention.sentence), mention.known
    after, before = regions(words, mentions, number)
    if known is None and any(word.lower().endswith(_HOUSES) for word in mention.written.split()):
        return 1, "other"
    if codes := _codes(found, after) or _codes(
        found, _listed_after(words, mentions, number, after)
    ):
        return 2, _chosen(codes, known, direct=True)
    if codes := _codes(found, before, nearest_last=mention.sentence.kind != "row"):
        return 1, _chosen(codes, known, direct=known is None)
    if known is None:
        segment = next(one for one in segments(words) if one[0] <= mention.at[0] < one[1])
        besides = [one.at for one in mentions]
        # “Lågdal Regnskap”: its own name tells, that of another does not.
        if codes := _codes(found, mention.at) or _codes(found, segment, besides=besides):
            return 1, codes[0]
    if mention.sentence.kind == "item":
        codes = [
            code for one in above(mention.sentence) for code in _codes(marked.found(one), None)
        ][:1]
        if codes and known is None:
            return 1, codes[0]
    return 0, known.what_for if known else "other"


def regions(words: Words, mentions: list[Mention], number: int) -> tuple[Span, Span]:
    """The words after a name that are about it, and those before; names in a row share what
    follows them."""
    mention = mentions[number]
    start, end = mention.at
    if mention.sentence.kind == "row":
        mine = next((one for one in cells(words) if one[0] <= start < one[1]), (start, end))
        return (mine[1], len(words)), (0, mine[0])
    segment = next(one for one in segments(words) if one[0] <= start < one[1])
    last = number
    while last + 1 < len(mentions) and _joined(
        words, mentions[last].at[1], mentions[last + 1].at[0]
    ):
        last += 1
    first = number
    while first and _joined(words, mentions[first - 1].at[1], mentions[first].at[0]):
        first -= 1
    stop = mentions[last + 1].at[0] if last + 1 < len(mentions) else segment[1]
    begin = mentions[first - 1].at[1] if first else segment[0]
    at = mentions[last].at[1]
    until = at
    if at < len(words) and words.as_written[at].lower() in JOIN | _BUT:
        stop = at
    while until < min(stop, segment[1]) and not (
        "," in words.gaps[until] and until > at and mention.sentence.kind != "item"
    ):
        until += 1
    since = mentions[first].at[0]
    while since > max(begin, segment[0]) and "," not in words.gaps[since]:
        since -= 1
    return (at, until), (since, mentions[first].at[0])


_FOR_WHAT: Final = frozenset("til for to".split())


def _listed_after(words: Words, mentions: list[Mention], number: int, after: Span) -> Span:
    """“X og Y til sporing, annonser og statistikk”: the rest of such a row."""
    start, until = after
    at = mentions[number].sentence.kind
    if at == "row" or start == len(words) or words.as_written[start].lower() not in _FOR_WHAT:
        return (start, start)
    segment = next(one for one in segments(words) if one[0] <= start < one[1])
    stop = min([one.at[0] for one in mentions if one.at[0] >= until], default=segment[1])
    return (until, min(stop, segment[1]))


def _joined(words: Words, end: int, start: int) -> bool:
    between = {word.lower() for word in words.as_written[end:start]}
    return (
        between <= JOIN
        and "(" not in words.gaps[end]
        and (bool(between) or "," in words.gaps[start])
    )


def _codes(
    found: Found, within: Span | None, *, nearest_last: bool = False, besides: Sequence[Span] = ()
) -> list[str]:
    """The codes the words tell, in the order they are told, or from the last one told.
    ``besides``: names, whose words tell of no other."""
    within = within or (0, len(found.words))
    hits = [
        (start, start - end, CODES.index(code), code)
        for name in found.lists.keys() & _TOLD_BY.keys()
        for start, end in found.lists[name]
        if within[0] <= start and end <= within[1]
        if not any(one[0] <= start and end <= one[1] for one in besides)
        if (code := _TOLD_BY[name])
    ]
    said = [hit for hit in hits if not found.words[hit[0]].startswith(_RUN)]
    hits = sorted(said or hits, key=lambda hit: (-hit[0] if nearest_last else hit[0], *hit[1:3]))
    return list(dict.fromkeys(code for *_at, code in hits))


def _chosen(codes: list[str], known: catalogue.Supplier | None, *, direct: bool) -> str:
    """What the text says; where it says several things, what the supplier is known for."""
    if known is None:
        return codes[0]
    if known.name == known.owner and len(known.also) > 1:
        for code in codes:  # “Google”: one house, and much that it is used for
            if code == known.what_for or code in known.also:
                return code
    if known.what_for in codes:
        return known.what_for
    for code in codes:
        if code in known.also:
            return code
    if direct and codes[0] != "other" and known.also:
        return codes[0]
    return known.what_for
