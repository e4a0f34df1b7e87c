"""Periods of a statement that cannot both hold: two for the same data, or one for what is said not
to be kept, or two times within which a request is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from tillit.kernel.period import Period
from tillit.privacy.reader.claims import data
from tillit.privacy.reader.marks import Marked, rules
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.reader.structure import Sentence

Sentences = tuple[Sentence, ...]
# Words are compared by so many letters; what two share is a word that is longer.
_STEM: Final = 5
_SHARED: Final = 6
# Stems that say who, when or that something is data, and not which.
_SAY_NOTHING: Final = frozenset(
    "deret sener seina etter after tidli tidle avslu gjenn fortl betwe autom norma vanli vanle "
    "anony follo witho anoth becau perso virks verks foren klubb opply infor event maksi minim "
    "utløp likev samty innti derso curre forme alway elles annet anna andre other those these "
    "dette disse desse hvert kvart every aktiv inakt slutt ferdi opphø utmel syste datab".split()
)
# Whose it is, which tells nothing apart but what is kept of members.
_WHO: Final = frozenset(
    "medlem medlemmet medlemmer medlemmene medlemer medlemmar medlemene medlemmane member "
    "members".split()
)
_TOO_WIDE: Final = frozenset(("general", "other", "cookies"))
# What is named by one word may be of no known kind; cookies are each their own.
_NAMED_OTHERWISE: Final = frozenset(("general", "cookies"))
# After these a sentence tells from when the time runs; so many words of it.
_FROM_WHEN: Final = frozenset(
    "etter after når when siden sidan since frå fra from til until inntil ved".split()
)
_WHEN_LASTS: Final = 5
# A sentence that says no more than what is kept how long has no more words, and of these.
_SHORT: Final = 10
_HOW_LONG: Final = frozenset(
    "i etter opptil inntil automatisk alltid en én ett to tre fire fem seks sju åtte ni ti tolv "
    "ein éin eit er blir vert for after automatically always up to is are be one two three four "
    "five six seven eight nine ten twelve".split()
)
# So many that name one thing are compared.
_MOST: Final = 8


def of(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """Two periods that run from the same, for data that is called the same, in different parts of
    the text: beside each other they are of different things."""
    kept = [
        claim
        for claim in said.of("retention")
        if not claim.condition
        and claim.period != "criterion"
        and claim.clock != "unsaid"
        and not marked.found(claim.sentence).has("legal_duty", "hedged")
        # what is at once has no number beside it, and is deleted, not only kept so long
        and (claim.period != "P0D" or _is_at_once(marked.found(claim.sentence)))
    ]
    told: set[tuple[str, str]] = set()
    before: dict[tuple[str, str], list[tuple[Claim, _Names]]] = defaultdict(list)
    for claim in kept:
        key, names = (claim.data, claim.clock), _names(claim, marked)
        places = [before[claim.clock, stem] for stem in names.long]
        for one, its in (pair for place in places for pair in place):
            if key not in told and _differ(one, claim) and _of_one(one, its, claim, names, marked):
                told.add(key)
                yield one.sentence, claim.sentence
        for place in places:
            if len(place) < _MOST:
                place.append((claim, names))
    yield from _of_the_same_word(said, marked)
    yield from _on_leaving(said, marked)
    yield from _for_ever(said, marked)


def _of_the_same_word(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """“E-post lagres i tre år. E-post slettes etter tre måneder”: sentences under one heading that
    begin with the same word, and say nothing else than for how long."""
    before: dict[str, Claim] = {}
    for claim in said.of("retention"):
        words, found = claim.sentence.words, marked.found(claim.sentence)
        if (
            claim.clock != "unsaid"
            or claim.period == "P0D"
            or len(words) > _SHORT
            or claim.sentence.kind == "row"
            or claim.data in _TOO_WIDE
            or claim.data != data.named_in(marked, claim.sentence)
        ):
            continue
        rest = {*range(1, len(words))}
        for start, end in (*found.lists.get("retain", ()), *found.lists.get("period_word", ())):
            rest -= {*range(start, end)}
        if any(words[place] not in _HOW_LONG and not words[place].isdigit() for place in rest):
            continue
        one = before.setdefault(words[0], claim)
        beside = one.sentence.under is claim.sentence.under
        if beside and one.sentence is not claim.sentence and one.period != claim.period:
            yield one.sentence, claim.sentence
            return


def _is_at_once(found: Found) -> bool:
    return found.has("erase", "gets_rid") and not found.has("period_word")


def _differ(one: Claim, other: Claim) -> bool:
    """Whether they run from the same, for so different a time."""
    if one.clock != other.clock or not _NAMED_OTHERWISE.isdisjoint((one.data, other.data)):
        return False
    at_once = [claim.period == "P0D" or _is_soon(claim.period) for claim in (one, other)]
    # “till you unsubscribe”, and a month to do it in
    return one.period != other.period and not ("P0D" in (one.period, other.period) and all(at_once))


def _is_soon(period: str) -> bool:
    try:
        return Period.parse(period).shortest_days <= 31
    except ValueError:  # hours
        return True


def _of_one(one: Claim, its: _Names, other: Claim, names: _Names, marked: Marked) -> bool:
    """Whether both are of what is called the same, and neither is of a part of it, unless one of
    them is in the list of what is kept how long; or each names one thing, whatever it is."""
    if one.sentence is other.sentence:
        return one.data == other.data and one.data not in _TOO_WIDE and one.sure and other.sure
    if one.sentence.under is other.sentence.under:
        return False
    if one.clock == "event_ended" and not its.when & names.when:
        return False  # after one event, and after another
    if len(its.what) == 1 and its.what == names.what <= names.long:
        return True
    if one.data != other.data or one.data in _TOO_WIDE or not (one.sure and other.sure):
        return False
    return its.what == names.what or any(_is_listed(each.sentence, marked) for each in (one, other))


def _is_listed(sentence: Sentence, marked: Marked) -> bool:
    return sentence.under is not None and marked.found(sentence.under).has("about_keeping")


class _Names(NamedTuple):
    """The words of a sentence that tell its data apart, cut to where words of one stem part: what
    is kept, from when, and all the longer ones."""

    what: frozenset[str]
    when: frozenset[str]
    long: frozenset[str]


def _names(claim: Claim, marked: Marked) -> _Names:
    lists = marked.found(claim.sentence).lists
    common = {
        place
        for name in ("retain", "period_word", "handle", "own_data", "as_needed")
        for start, end in lists.get(name, ())
        for place in range(start, end)
    }
    words = claim.sentence.words
    tail = {
        place
        for start, word in enumerate(words)
        if word in _FROM_WHEN
        for place in range(start + 1, start + 1 + _WHEN_LASTS)
    }
    telling = [
        (place, word)
        for place, word in enumerate(words)
        if place not in common
        and len(word) >= _STEM
        and word[:_STEM] not in _SAY_NOTHING
        and (claim.data == "members" or word not in _WHO)
    ]
    return _Names(
        frozenset(word[:_STEM] for place, word in telling if place not in tail),
        frozenset(word[: _STEM - 1] for place, word in telling if place in tail),
        frozenset(word[:_STEM] for _place, word in telling if len(word) >= _SHARED),
    )


_LONG: Final = 60


def _on_leaving(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """All of it is deleted the day one leaves, and something of who has left is kept."""
    left = [
        claim
        for claim in said.of("retention")
        if claim.clock == "relation_ended" and claim.data in _OF_MEMBERS and not claim.condition
    ]
    said_of: dict[str, list[Sentence]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("contradictions")):
        said_of[rule.value].append(sentence)
    gone = said_of["all-gone"] + [
        one.sentence
        for one in left
        if one.period == "P0D" and marked.found(one.sentence).has("all_of_it")
    ]
    stays = [one.sentence for one in left if _lasts(one.period)] + said_of["former-kept"]
    for sentence in gone[:1]:
        for other in stays:
            if other is not sentence:
                yield sentence, other
                return


def _lasts(period: str) -> bool:
    try:
        return Period.parse(period).shortest_days >= _LONG
    except ValueError:  # a criterion
        return False


_OF_MEMBERS: Final = frozenset(("members", "general", ""))


def _for_ever(said: Reading, marked: Marked) -> Iterator[Sentences]:
    """Kept for ever, and all of it deleted after a time."""
    for rule, sentence in marked.saying(rules("unlawful")):
        if rule.key not in ("kept-for-ever", "never-deleted") or marked.found(sentence).has(
            "only_so_far"
        ):
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
    found = marked.found(sentence)
    if not found.has("answers"):
        return False
    near = [sentence, *sentence.headings[1:]]
    if not found.has("other_question") and sentence.number:
        before = marked.sentences[sentence.number - 1]
        near += [before] if before.under is sentence.under else []
    return any(marked.found(one).has("access", "sees") for one in near)


_OF_RECORDING: Final = (
    "opptak",
    "kamera",
    "record",
    "camera",
    "footag",
    "lagres",
    "lagrer",
    "verken",
)


def not_kept(said: Reading, marked: Marked) -> Sentences:
    """“Chatten lagres ikke”, and a time after which the chat is deleted. IP addresses are told of
    by themselves, and a recording is of what it is said to be of."""
    lasting = [claim for claim in said.of("retention") if not claim.condition]
    kept = {
        claim.data: claim.sentence
        for claim in lasting
        if claim.sure and claim.period not in ("criterion", "P0D")
    }
    recorded = [c.sentence for c in lasting if marked.found(c.sentence).has("recording")][:_MOST]
    for rule, sentence in marked.saying(rules("contradictions")):
        found = marked.found(sentence)
        if rule.value != "not-kept" or found.has("field_ip"):
            continue
        if found.has("recording", "camera", "call_word") and not found.has("data_chat"):
            others = [one for one in recorded if _is_recorded_there(sentence, one)]
        else:
            kind = data.named_in(marked, sentence)
            others = [kept[kind]] if kind in kept and kind not in _TOO_WIDE else []
        for other in others:
            if other is not sentence:
                return sentence, other
    return ()


def _is_recorded_there(sentence: Sentence, other: Sentence) -> bool:
    """Whether two sentences tell of recordings of one thing, or the first of all there are."""
    called = {word[:_SHARED] for word in sentence.words if len(word) >= _SHARED}
    of_what = {stem for stem in called if not stem.startswith(_OF_RECORDING)}
    return not of_what or any(word[:_SHARED] in of_what for word in other.words)
