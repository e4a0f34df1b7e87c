"""Who gets, holds or processes data, by name: in the catalogue, else by what is said of them.

A claim's ``value`` is the name as in the catalogue (else as written), ``party`` the name as it
stands in the text, ``what_for`` its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from tillit.privacy.reader.claims import catalogue, data
from tillit.privacy.reader.claims.clauses import MOST_WORDS
from tillit.privacy.reader.claims.mentions import Mention, mentions
from tillit.privacy.reader.claims.whatfor import regions, what_for
from tillit.privacy.reader.claims.writing import Writing
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Span
from tillit.privacy.reader.reading import Claim

_SUB: Final = frozenset(
    ("underleverandør", "underleverandørar", "underdatabehandler", "sub-processor", "subprocessor")
)


# More names than this no sentence has that a person wrote, nor any statement.
MOST: Final = 60
MOST_IN_ALL: Final = 300


def of(marked: Marked, own: Iterable[str] = ()) -> Iterator[Claim]:
    """The suppliers a statement names, each once. ``own``: what the controller is called."""
    mine = {name.casefold() for name in own}
    writing = Writing(marked)
    best: dict[str, tuple[int, Claim]] = {}
    by_themselves: set[str] = set()
    for sentence in marked.sentences:
        if len(sentence.words) > MOST_WORDS:
            continue
        named = mentions(marked, sentence, mine, writing)[:MOST]
        if not named:
            continue
        place = sentence.written
        for number, mention in enumerate(named):
            said, code = what_for(marked, place, named, number)
            said = -1 if mention.by_the_way else said
            known = mention.known
            if _is_by_itself(marked, mention):
                by_themselves.add(mention.key)
            claim = Claim(
                "supplier",
                sentence,
                value=known.name if known else mention.written,
                party=mention.written,
                what_for=code,
                data=_data(marked, named, number),
                sure=known is not None or said > 0 or _is_processor(mention),
                action="sub" if number and _SUB & set(sentence.words) else "",
                condition=_outside(known),
            )
            if is_run_by_themselves(marked, named, number):
                claim = replace(claim, action="own", condition="")
            before = best.get(mention.key)
            if before is not None and claim.action == "own":
                before = (before[0], replace(before[1], action="own", condition=""))
                best[mention.key] = before
            if before is None:
                best[mention.key] = (said, claim)
            elif said > before[0] or (said == before[0] and _is_nearer(known, before[1], code)):
                best[mention.key] = (
                    said,
                    replace(before[1], what_for=code, data=before[1].data or claim.data),
                )
    for _said, claim in _without_owners(best, by_themselves)[:MOST_IN_ALL]:
        yield claim
        known = catalogue.named(claim.value)
        if known is not None and known.retired_on is not None:
            yield Claim(
                "outdated",
                claim.sentence,
                value=known.name,
                reference="retired_product",
                condition=known.retired_on.isoformat(),
                sure=known.is_confirmed("retired_on"),
            )


def is_run_by_themselves(marked: Marked, named: list[Mention], number: int) -> bool:
    """“Matomo på egen server”, “bygd med WordPress”: a program, and nobody who gets data."""
    mention = named[number]
    start, end = mention.at
    known = mention.known
    if known is not None and known.is_software:
        before = " ".join(mention.sentence.words[max(0, start - 7) : start])
        if _BUILT.search(before):
            return True
    places = marked.found(mention.sentence).lists.get("own_server", ())
    return any(
        min(range(len(named)), key=lambda one: _between(span, named[one].at)) == number
        and _between(span, (start, end)) <= _BESIDE
        for span in places
    )


# So many words may stand between a program and where it runs.
_BESIDE: Final = 5
_BUILT: Final = re.compile(
    r"\b(?:bygd|bygget|bygger|byggjer|laga|laget|lagd|utviklet|utvikla|basert|kjører|køyrer|kjøres|"
    r"built|made|based|runs|running|powered)(?: \w+){0,3} (?:med|på|i|with|on|in|by)(?: \w+){0,2}$"
)


def _between(one: Span, other: Span) -> int:
    """How many words stand between two places."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def _is_nearer(known: catalogue.Supplier | None, before: Claim, code: str) -> bool:
    """Whether it is said to be for what it is known for, and before that for something else."""
    return (
        known is not None
        and code == known.what_for
        and before.what_for not in (known.what_for, *known.also)
    )


def _is_processor(mention: Mention) -> bool:
    """“Våre databehandlere er X og Y”: what they do is not told, but that they do it is."""
    before = mention.sentence.words[: mention.at[0]]
    return any(word.startswith(_PROCESSORS) for word in before)


_PROCESSORS: Final = (
    "databehandler",
    "databehandlar",
    "underdatabehandl",
    "processors",
    "databehandlingstjenest",
)


def _outside(known: catalogue.Supplier | None) -> str:
    """Whether data is outside the EEA with it: so, perhaps (nobody has looked it up), or no."""
    if known is None or not known.outside_eea:
        return ""
    return "outside_eea" if known.is_confirmed("countries") else "perhaps_outside_eea"


def _data(marked: Marked, mentions: list[Mention], number: int) -> str:
    """Which data it is said to get: where several are named, by the words after its name;
    “leverandør” and “e-post” are not whose data it is."""
    sentence = mentions[number].sentence
    within = (0, len(sentence.words))
    if len(mentions) > 1 and sentence.kind != "row":
        within = regions(sentence.written, mentions, number)[0]
    named = next(iter(data.subjects(marked.found(sentence), within)), "")
    return "" if named in ("suppliers", "mail", "general", "other", "cookies") else named


def _without_owners(
    best: dict[str, tuple[int, Claim]], by_themselves: set[str]
) -> list[tuple[int, Claim]]:
    """“Google” is not a supplier of its own where all that is said of it is where Google
    Analytics is."""
    owned = {
        known.owner
        for key in best
        if (known := catalogue.named(key)) is not None and known.name != known.owner
    }
    return [
        (said, claim)
        for key, (said, claim) in best.items()
        if key not in owned or said > 0 or (said == 0 and key in by_themselves)
    ]


def _is_by_itself(marked: Marked, mention: Mention) -> bool:
    """Whether it is said of this name that it gets something or does something."""
    found = marked.found(mention.sentence)
    if found.has("transfer_word") or mention.by_the_way:
        return False
    start, end = mention.at
    return any(last == start for _first, last in found.lists.get("supplier_before", ())) or any(
        first in (end, end + 1) for first, _last in found.lists.get("supplier_after", ())
    )
