"""Two things a statement says that cannot both be so: one sentence denies what another tells.

What denies and what tells is in ``rules/contradictions.toml``; a denial with a condition or an
exception in it denies nothing. Periods and deadlines are compared as claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader import periods_apart
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.claims.catalogue import EEA
from tillit.privacy.reader.language import lemmas
from tillit.privacy.reader.marks import Marked, rules
from tillit.privacy.reader.reading import Claim, Finding, Reading
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.reader.told import told

Says = dict[str, list[Sentence]]

# A kind of contradiction, what denies it and what tells it; the first that is met is told.
_PAIRS: Final = (
    ("ip", "ip-none", "ip-some"),
    ("identity", "identity-none", "identity-some"),
    ("cookies", "cookies-none", "cookies-some"),
    ("children", "children-none", "children-some"),
    ("automated", "automated-none", "automated-some"),
    ("marketing", "marketing-none", "marketing-some"),
    ("published", "published-names-none", "published-names-some"),
    ("published", "published-pictures-none", "published-pictures-some"),
    ("officer", "officer-none", "officer-some"),
    ("tracking", "tracking-none", "tracking-some"),
    ("nothing", "nothing-none", "nothing-some"),
    ("profile", "profile-none", "profile-some"),
    ("home", "home-only", "home-away"),
    ("anonymous", "unidentified", "identified"),
)
# What is told of already by another kind.
_SAME: Final = {"profile": "automated", "home": "transfer"}
# Whoever is told of as such gets data on one's behalf, and is no third party (article 4(10)).
_ON_BEHALF: Final = ("processor_word", "processor_here")


def of(said: Reading, marked: Marked) -> Iterator[Finding]:
    """The contradictions, each with the sentence that denies first."""
    says: Says = defaultdict(list)
    for rule, sentence in marked.saying(rules("contradictions")):
        one = says[rule.value]
        if not one or one[-1] is not sentence:  # they come in the order of the text
            one.append(sentence)
    pairs = [
        ("special", says["special-none"], _asked_for(says, marked)),
        ("sharing", says["never-shared"], _getting(said, says, marked)),
        ("transfer", says["never-abroad"], _abroad(said, says, marked)),
        ("source", says["source-self"], says["source-other"]),
        ("consent", says["consent-only"], _resting_on_more(said)),
        ("free", says["free"], _charged_for(marked)),
        *((key, says[none], says[some]) for key, none, some in _PAIRS),
    ]
    seen: set[str] = set()
    for key, ones, others in pairs:
        if key in seen or not ones or _SAME.get(key) in seen:
            continue
        if against := [o for o in others if o not in ones and not _excepts(o, marked)]:
            seen.add(key)
            yield _conflict(key, (ones[0], *against[:2]), said)
    yield from _anonymous(says, marked, said)
    yield from _voluntary(says, marked, said)
    for sentences in periods_apart.of(said, marked):
        yield _conflict("period", sentences, said)
    for key, sentences in (
        ("deadline", periods_apart.deadlines(said, marked)),
        ("kept", periods_apart.not_kept(said, marked)),
    ):
        if sentences:
            yield _conflict(key, sentences, said)


def _conflict(key: str, sentences: tuple[Sentence, ...], said: Reading) -> Finding:
    each = tuple(dict.fromkeys(sentences))
    return told(f"contradiction.{key}", "contradiction", "error", each, said)


def _excepts(sentence: Sentence, marked: Marked) -> bool:
    """Whether it tells of itself as the exception: “Unntaket er Mailchimp”."""
    return marked.found(sentence).has("exception_word")


def _asked_for(says: Says, marked: Marked) -> list[Sentence]:
    """Special data that is asked for; in running text, not what is only spoken of."""
    return [
        one
        for one in says["special-some"]
        if one.kind in ("item", "row")
        or marked.found(one).has(
            "handle", "ask", "collect", "required", "you_tell", "form_word", "asks_word"
        )
    ]


# Names of what is shown to whoever is in a service’s network: it uses data for itself.
_FOR_THEMSELVES: Final = frozenset(("marketing",))
_NOT_CONSENT: Final = frozenset(f"6(1)({letter})" for letter in "bcef")


def _getting(said: Reading, says: Says, marked: Marked) -> list[Sentence]:
    """Who gets data: others than processors; where there are none, suppliers that nobody calls
    processors."""
    recipients = [
        claim.sentence
        for claim in said.of("recipient")
        if not _is_on_behalf(claim.sentence, marked)
    ]
    if given := {one.number: one for one in (*recipients, *says["given"])}:
        return [given[number] for number in sorted(given)]
    return [
        claim.sentence
        for claim in said.of("supplier")
        if claim.what_for in _FOR_THEMSELVES or not _is_on_behalf(claim.sentence, marked)
    ]


def _resting_on_more(said: Reading) -> list[Sentence]:
    """Bases other than consent."""
    return [
        claim.sentence
        for claim in said.of("basis")
        if claim.basis in _NOT_CONSENT and claim.sure and not claim.negated
    ]


def _charged_for(marked: Marked) -> list[Sentence]:
    """A price for what is a right."""
    return [one for rule, one in marked.saying(rules("unlawful")) if rule.key == "fee-for-access"]


def _is_on_behalf(sentence: Sentence, marked: Marked) -> bool:
    near = marked.sentences[max(sentence.number - 1, 0) : sentence.number + 2]
    return any(marked.found(one).has(*_ON_BEHALF) for one in (*near, *sentence.headings))


def _abroad(said: Reading, says: Says, marked: Marked) -> list[Sentence]:
    """Suppliers outside the EEA, then whatever else is said to be there."""
    outside = [c.sentence for c in said.of("supplier") if _is_outside(c, marked)]
    return [*outside, *(one for one in says["abroad-some"] if one not in outside)]


def _is_outside(claim: Claim, marked: Marked) -> bool:
    """A supplier whose data is outside the EEA, by what is said of it, or wherever it is used."""
    if claim.condition != "outside_eea":
        return False
    if marked.found(claim.sentence).has("country_outside"):
        return True
    known = catalogue.named(claim.party)
    return (
        known is not None
        and EEA.isdisjoint(known.countries)
        and not any(
            claim.party.split()[0] in sentence.text
            and marked.found(sentence).has("inside_words", "own_server")
            for sentence in marked.sentences
        )
    )


# So many sentences that deny are compared with those that tell.
_MOST: Final = 20
# Sentences this near each other, under one heading, speak of one thing.
_NEAR: Final = 4
# With these a sentence turns to something else.
_TURNS: Final = frozenset(
    "i ved når for til på hvis dersom viss etter in at on when if after ønsker vil".split()
)

_OF_ITS_OWN: Final = ("listen", "lista", "listene", "registeret", "list", "register")
# What visits are counted in, by how its name begins.
_COUNTED: Final = frozenset(("stat", "logg", "log", "besø", "måli"))


def _anonymous(says: Says, marked: Marked, said: Reading) -> Iterator[Finding]:
    """What is called anonymous, and in the next sentences, or wherever it is named again, holds
    what tells who it is."""
    for first in says["anonymous"][:_MOST]:
        near = [
            one
            for one in says["identifying"]
            if one is first
            or (
                0 < one.number - first.number <= _NEAR
                and one.under is first.under
                and _goes_on(first, one, marked)
            )
            or _begins_with_it(first, one, marked)
        ]
        if others := [one for one in near if one is not first]:
            yield _conflict("anonymous", (first, *others[:2]), said)
            return
    for first in says["called-anonymous"][:_MOST]:
        named = _subjects(first, marked)
        for one in says["identifying"]:
            if one is not first and _names_it_again(named, one, marked):
                yield _conflict("anonymous", (first, one), said)
                return


def _goes_on(first: Sentence, other: Sentence, marked: Marked) -> bool:
    """Whether the second sentence goes on from the first, or names the same thing; an IP address
    is of the same statistics."""
    begins = other.words[0]
    if (
        first.number + 1 == other.number
        and begins not in _TURNS
        and not begins.endswith(_OF_ITS_OWN)
    ):
        return True
    things = _things(first, marked)
    if marked.found(other).has("field_ip"):
        return any(thing[:4] in _COUNTED for thing in things)
    stems = tuple(stem for thing in things for stem in _stems(thing))
    return any(word.startswith(stems) for word in other.words)


# What is said of these is of the survey.
_ANSWERS: Final = ("svarene", "svara", "answers")
# So many letters, and so long a word, tell a thing from others.
_TOLD_APART: Final = 7
_LONG: Final = 8


def _subjects(sentence: Sentence, marked: Marked) -> tuple[str, ...]:
    """What the words of what is called anonymous begin with, as far as “er anonym”."""
    spans = marked.found(sentence).lists.get("is_anonymous", ())
    before = sentence.words[: spans[0][0]] if spans else ()
    data = {
        place
        for name in ("their_data", "held_data")
        for start, end in marked.found(sentence).lists.get(name, ())
        for place in range(start, end)
    }
    named = tuple(
        word[:_TOLD_APART]
        for place, word in enumerate(before)
        if len(word) >= _LONG and place not in data
    )
    return named + _ANSWERS if marked.found(sentence).has("survey_word") else named


def _names_it_again(stems: tuple[str, ...], other: Sentence, marked: Marked) -> bool:
    """Whether another place in the text is of the one thing; IP addresses are another matter."""
    if not stems or marked.found(other).has("field_ip"):
        return False
    return any(word.startswith(stems) for word in other.words)


def _begins_with_it(first: Sentence, other: Sentence, marked: Marked) -> bool:
    """“Statistikken viser …”, wherever it stands."""
    stems = tuple(stem for thing in _things(first, marked) for stem in _stems(thing))
    return other is not first and bool(stems) and other.words[0].startswith(stems)


def _things(sentence: Sentence, marked: Marked) -> list[str]:
    spans = marked.found(sentence).lists.get("anonymous_thing", ())
    return [sentence.words[start] for start, _end in spans]


def _stems(thing: str) -> Iterator[str]:
    """What other words of the same thing begin with: “svarene”, “svarfilen”."""
    return (lemma[:5] for lemma in lemmas(thing) if len(lemma) >= 4)


_FIELDS: Final = (
    "kind_phone", "kind_email", "kind_address", "field_birth_date", "field_gender",
    "field_workplace", "field_identity_number", "kind_picture",
)  # fmt: skip


def _voluntary(says: Says, marked: Marked, said: Reading) -> Iterator[Finding]:
    """One field that is voluntary and has to be given: under one heading, or where it is voluntary
    whatever it is for."""
    for one in says["voluntary"][:_MOST]:
        free = set(_FIELDS) & set(map(str, marked.found(one).keys))
        for_some = not _FOR_SOME.isdisjoint(one.words) and _EACH.isdisjoint(one.words)
        always = len(free) == 1 and len(one.words) <= _PLAIN and not for_some
        for other in says["must"]:
            if (other.under is one.under or always) and marked.found(other).has(*free):
                yield _conflict("voluntary", (one, other), said)
                return


# “Det er helt frivillig å oppgi fødselsnummer”: in no more words it is so for all.
_PLAIN: Final = 9
_FOR_SOME: Final = frozenset("for ved til at when".split())
_EACH: Final = frozenset("alle all everyone".split())
