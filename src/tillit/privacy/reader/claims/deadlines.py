"""Within what time the organisation says it will act: answer, take off a list, tell of a breach
or of a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims.clauses import clause, has, segments, spans
from tillit.privacy.reader.claims.periods import Period, in_sentence
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence, Words

MOST: Final = 20
_ABOUT: Final = (
    "answers", "unsubscribes", "breach", "tells", "changes", "acts_soon", "extends", "stops",
)  # fmt: skip
_STRICT: Final = frozenset(
    """innen innan innenfor senest seinast seinest within inside maks maksimalt inntil opptil løpet
    enn than minst least on i in på frist fristen tar ta tek er be up to opp til""".split()
)
_WITHIN: Final = _STRICT | frozenset(
    """har have gi give allow etter after before før aldri never takes take om over maximum
    most""".split()
)
# “tre uker etter at …”, “en måned på seg”.
_AFTER: Final = frozenset("etter etterpå after til på frist fra frå from later seinere".split())
_BEFORE: Final = frozenset(
    "før forveien førevegen before advance prior ahead forhånd førehand førehand".split()
)


def of(marked: Marked) -> Iterator[Claim]:
    """The deadlines, each once."""
    seen: set[tuple[str, str]] = set()
    for sentence in marked.saying_in_text(*_ABOUT, "requests"):
        found = marked.found(sentence)
        if not found.has(*_ABOUT) and sentence.kind == "text":
            continue
        timed = [
            one
            for one in in_sentence(sentence)
            if not one.recurs and not one.age and _is_short(one.iso)
        ]
        if not timed:
            continue
        words = sentence.written
        for one in timed[:MOST]:
            what = _what(marked, sentence, found, words, one)
            if what and (what, one.iso) not in seen:
                seen.add((what, one.iso))
                yield Claim("deadline", sentence, what=what, period=one.iso)


def _what(marked: Marked, sentence: Sentence, found: Found, words: Words, one: Period) -> str:  # noqa: PLR0911 -- one answer for each kind
    """What the period is a deadline for; empty for none."""
    segment = next(part for part in segments(words) if part[0] <= one.start < part[1])
    near = clause(words, one.start, segment)
    if has(found, near, "others_deadline") or has(found, segment, "others_deadline"):
        return ""
    if _is_listed(marked, sentence):
        if found.has("breach"):
            return "breach_authority" if found.has("authority") else "breach_person"
        if has(found, segment, "requests") or found.has("requests"):
            return "answer"
    if what := _of_breach(marked, sentence, found, segment, one):
        return what
    if what := _of_change(marked, sentence, found, one):
        return what
    if found.has("extends") and (
        found.has("answers", "requests") or _said_before(marked, sentence, "answers_plainly")
    ):
        return "answer"
    plainly = has(found, segment, "answers_plainly") and not has(found, segment, "deleted", "kept")
    if not _is_within(found, one) and not plainly:
        return ""
    if (
        not (_is_loose(found, one) and has(found, segment, "deleted"))
        and (
            found.has("unsubscribes", "clock_withdrawn")
            or (_headed(sentence, marked, "unsubscribes") and found.has("you_word"))
            or _said_before(marked, sentence, "unsubscribes")
        )
        and _off_a_list(marked, sentence, found)
        and has(found, segment, "stops")
        and not has(found, near, "answers_plainly")
    ):
        return "unsubscribe"
    if _is_answer(marked, sentence, found, segment, near):
        return "answer"
    if not has(found, near, "acts_soon"):
        return ""
    asked = has(found, segment, "clock_withdrawn", "promises") or (
        found.has("data_pictures", "you_word") and _said_before(marked, sentence, "promises")
    )
    return _acted(found) if asked and not _is_loose(found, one) else ""


def _acted(found: Found) -> str:
    """“Ber du om å bli slettet, …” is a right that is carried out; a consent withdrawn is none."""
    is_right = any(
        word.startswith(_DONE)
        for start, end in found.lists.get("clock_withdrawn", ())
        for word in found.words[start : end + _NEAR]
    )
    consented = any(word.startswith(("samtykk", "consent")) for word in found.words)
    return "answer" if is_right and not consented else "other"


_DONE: Final = ("slett", "fjern", "rett", "innsyn", "delet", "eras", "remov", "correct", "access")
_NEAR: Final = 4


def _is_short(length: str) -> bool:
    """Nobody promises to answer within years; what is longer than a quarter is something else."""
    if "T" in length:
        return True
    number, unit = length[1:-1], length[-1]
    return unit != "Y" and (not number.isdecimal() or int(number) <= (3 if unit == "M" else 100))


def _off_a_list(marked: Marked, sentence: Sentence, found: Found) -> bool:
    """Whether it is a list or a newsletter that somebody leaves."""
    if found.has("clock_relation") and not found.has("data_newsletter", "clock_withdrawn"):
        return False
    if found.has("unsubscribes") or _said_before(marked, sentence, "unsubscribes"):
        return True
    return _headed(sentence, marked, "data_newsletter", "unsubscribes")


def _headed(sentence: Sentence, marked: Marked, *names: str) -> bool:
    return any(marked.found(head).has(*names) for head in sentence.headings[-1:])


def _is_listed(marked: Marked, sentence: Sentence) -> bool:
    """A row or an item of a list of deadlines."""
    if sentence.kind not in ("row", "item"):
        return False
    above = (*sentence.headings[-1:], *((sentence.lead,) if sentence.lead is not None else ()))
    return any(
        marked.found(one).has("deadline_head")
        and not marked.found(one).has("about_keeping", "deleted", "kept")
        for one in above
    )


def _is_within(found: Found, one: Period) -> bool:
    before = found.words[max(0, one.start - 4) : one.start]
    after = found.words[one.end : one.end + 2]
    return not _WITHIN.isdisjoint(before) or not _AFTER.isdisjoint(after)


def _is_loose(found: Found, one: Period) -> bool:
    """Whether only “etter” says so, as it does of what is deleted too."""
    before = found.words[max(0, one.start - 4) : one.start]
    return _STRICT.isdisjoint(before)


def _of_breach(marked: Marked, sentence: Sentence, found: Found, segment: Span, one: Period) -> str:  # noqa: PLR0911
    if found.has("changes") and not found.has("breach"):
        return ""
    about = found.has("breach") or any(
        marked.found(head).has("breach") for head in sentence.headings[-1:]
    )
    if not about and (
        found.has("unsubscribes", "answers_plainly") or not _after_breach(marked, sentence)
    ):
        return ""
    if not found.has("tells"):
        return ""
    part = _part_around(sentence, found, one, segment)
    if has(found, part, "authority", "others_contact", "authorities"):
        return "breach_authority"
    if has(found, part, "affected"):
        return "breach_person"
    if found.has("authority", "authorities") and not found.has("affected"):
        return "breach_authority"
    return "other" if has(found, segment, "tells") and _is_within(found, one) else ""


def _after_breach(marked: Marked, sentence: Sentence) -> bool:
    number = sentence.number - 1
    return (
        number >= 0
        and marked.found(marked.sentences[number]).has("breach")
        and marked.sentences[number].under is sentence.under
    )


def _part_around(sentence: Sentence, found: Found, one: Period, segment: Span) -> Span:
    """“Datatilsynet innen 72 timer og de berørte senest sju dager”: the words that go with this
    period."""
    others = [other for other in in_sentence(sentence) if other.start != one.start]
    start = max([other.end for other in others if other.end <= one.start], default=segment[0])
    end = min([other.start for other in others if other.start >= one.end], default=segment[1])
    near = (max(start, segment[0]), min(end, segment[1], one.end + 8))
    return (
        (near[0], one.end)
        if any(True for _ in spans(found, "affected", (near[0], one.end)))
        else near
    )


def _of_change(marked: Marked, sentence: Sentence, found: Found, one: Period) -> str:  # fmt: skip
    after = found.words[one.end : one.end + 3]
    if not (_BEFORE & set(after)) and "varsel" not in after and "notice" not in after:
        return ""
    about = found.has("changes") or any(
        marked.found(head).has("changes") for head in sentence.headings[-1:]
    )
    if not about:
        about = _said_before(marked, sentence, "changes", "about_suppliers")
    return "change_notice" if about and found.has("tells") else ""


def _said_before(marked: Marked, sentence: Sentence, *names: str) -> bool:
    number = sentence.number - 1
    return number >= 0 and marked.found(marked.sentences[number]).has(*names)


def _is_answer(marked: Marked, sentence: Sentence, found: Found, segment: Span, near: Span) -> bool:
    if not has(found, segment, "answers", "answers_plainly"):
        return False
    asks = [start for start, _end in spans(found, "requests", near)]
    gone = [start for name in ("deleted", "kept") for start, _end in spans(found, name, near)]
    if gone and not (asks and min(asks) < min(gone)):
        return False
    if has(found, segment, "requests", "answers_plainly"):
        return True
    return any(
        marked.found(head).has("rights_heading", "requests") for head in sentence.headings[-1:]
    )
