"""Periods of a statement that cannot both hold: two for the same data, or one for what is said not
to be kept, or two times within which a request is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tillit.kernel.period import Period
from tillit.privacy.reader.claims import data
from tillit.privacy.reader.marks import Marked, rules
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.reader.structure import Sentence

Sentences = tuple[Sentence, ...]
# Long words are compared by so many letters.
_STEM: Final = 7
_SHORT: Final = 5
_SAY_NOTHING: Final = frozenset(
    "deretter senest seinast etter after tidligere tidlegare avsluttet avslutta gjennom "
    "fortløpende between automatisk automatically normalt vanligvis anonymisert following "
    "without another because "
    "personene virksomheten foreningen foreninga klubben medlemmer".split()
)
_TOO_WIDE: Final = frozenset(("general", "other", "cookies"))


def of(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """Two periods that run from the same, for data that is called the same, in different parts of
    the text: beside each other they are of different things."""
    by_kind: dict[tuple[str, str], dict[str, Sentence]] = defaultdict(dict)
    for claim in said.of("retention"):
        if claim.period == "P0D" and marked.found(claim.sentence).has("period_word"):
            continue  # what is at once has no number beside it
        if claim.period != "criterion" and claim.sure and not claim.condition:
            by_kind[claim.data, claim.clock].setdefault(claim.period, claim.sentence)
    for (kind, clock), periods in by_kind.items():
        if len(periods) < 2 or kind in _TOO_WIDE or clock == "unsaid":
            continue
        if "P0D" in periods and all(one == "P0D" or _is_soon(one) for one in periods):
            continue  # “till you unsubscribe”, and a month to do it in
        sentences = tuple(periods.values())[:3]
        if _are_of_one(sentences, marked):
            yield sentences
    yield from _for_ever(said, marked)


def _is_soon(period: str) -> bool:
    try:
        return Period.parse(period).shortest_days <= 31
    except ValueError:  # hours
        return True


def _are_of_one(sentences: Sentences, marked: Marked) -> bool:
    if len({one.number for one in sentences}) == 1:
        return bool(_called(sentences[0], marked))
    called = [_called(one, marked) for one in sentences]
    if not called[0].intersection(*called[1:]) or len({one.under for one in sentences}) == 1:
        return False
    # Where each names something of its own, they are of different things, unless one of them is
    # in the list of what is kept how long.
    named = [_called(one, marked, _SHORT) for one in sentences]
    common = named[0].intersection(*named[1:])
    return any(one == common for one in named) or any(_is_listed(one, marked) for one in sentences)


def _is_listed(sentence: Sentence, marked: Marked) -> bool:
    return sentence.under is not None and marked.found(sentence.under).has("about_keeping")


def _called(sentence: Sentence, marked: Marked, least: int = _STEM) -> frozenset[str]:
    """What a sentence may call its data, cut to where words of one stem part; ``least``: letters
    of a word."""
    lists = marked.found(sentence).lists
    common = {
        place
        for name in ("retain", "period_word", "handle", "own_data", "as_needed")
        for start, end in lists.get(name, ())
        for place in range(start, end)
    }
    return frozenset(
        word[:_STEM]
        for place, word in enumerate(sentence.words)
        if place not in common and len(word) >= least and word not in _SAY_NOTHING
    )


_OF_MEMBERS: Final = frozenset(("members", "general", ""))


def _for_ever(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """Kept for ever, and all of it deleted after a time."""
    for rule, sentence in marked.saying(rules("unlawful")):
        if rule.key not in ("kept-for-ever", "never-deleted"):
            continue
        kind = data.named_in(marked, sentence)
        for claim in said.of("retention"):
            if (
                claim.period not in ("criterion", "P0D")
                and claim.sentence is not sentence
                and kind in _OF_MEMBERS
                and claim.data in _OF_MEMBERS
                and marked.found(claim.sentence).has("all_of_it")
            ):
                yield sentence, claim.sentence
                return


def deadlines(said: Reading, marked: Marked) -> Sentences:
    """Two times within which a request is answered, neither of them said to be for some."""
    answers: list[tuple[int, Claim]] = []
    for claim in said.of("deadline"):
        found = marked.found(claim.sentence)
        if (
            claim.what != "answer"
            or not _is_of_requests(claim.sentence, marked)
            or found.has("extended", "hedged", "only_so_far", "rectify", "erase")
        ):
            continue
        try:
            answers.append((Period.parse(claim.period).shortest_days, claim))
        except ValueError:  # hours
            continue
    for days, one in answers:
        for more, other in answers:
            if one.sentence is not other.sentence and more > days * 1.5 and more - days >= 7:
                return one.sentence, other.sentence
    return ()


def _is_of_requests(sentence: Sentence, marked: Marked) -> bool:
    """Whether what is answered is a request for what is held, and no complaint or letter."""
    if not marked.found(sentence).has("answers"):
        return False
    above = sentence.headings[1:]
    return any(marked.found(one).has("access", "sees") for one in (sentence, *above))


def not_kept(said: Reading, marked: Marked) -> Sentences:
    """“Chatten lagres ikke”, and a time after which the chat is deleted. IP addresses are told of
    by themselves."""
    kept = {
        claim.data: claim.sentence
        for claim in said.of("retention")
        if claim.sure and claim.period not in ("criterion", "P0D") and not claim.condition
    }
    for rule, sentence in marked.saying(rules("contradictions")):
        if rule.value != "not-kept" or marked.found(sentence).has("field_ip"):
            continue
        kind = data.named_in(marked, sentence)
        other = kept.get(kind)
        if kind not in _TOO_WIDE and other is not None and other is not sentence:
            return sentence, other
    return ()
