"""What a sentence names itself, where no list knows it: “Push-tokens lagres …”, “Loddbøker: …”.

Its data is then neither what the sentence before was about, nor all of it.
"""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.structure import Sentence, Words

# What names no data of its own: all of it, what was said before, how long, a person's fields.
_OPEN: Final = (
    "data_general", "points_back", "you_word", "everything_else", "about_keeping", "kept",
    "deleted", "when", "while", "criterion", "period_word", "ended_word", "field_name",
    "field_email", "field_phone", "field_street", "field_address", "field_birth_date", "field_work",
    "deadline_column", "clock_review", "reviews",
)  # fmt: skip
_LEADS_UP: Final = frozenset(
    "kan skal vil må bør blir vert blei ble bli verta er var har kun bare berre normalt vanligvis "
    "vanlegvis vanlig også òg da så alltid automatisk deretter dessuten can may will shall must "
    "are is be been being has have also only normally usually automatically then typically "
    "ellers elles likevel derfor difor imidlertid allikevel otherwise however therefore".split()
)
# With one of these the words before the verb are no plain subject.
_NO_SUBJECT: Final = frozenset(
    "vi me jeg eg han hun ho man en ein noen nokon alle alt det den de dei dem disse desse dette "
    "we i he she one it they them these those this that you du dere dykk hvis dersom viss når om "
    "etter ved til fra frå i på for med uten utan av som hva kva hvor kor hvem kven fordi after "
    "if when from at on of with without who what where which because så lenge as long "
    "ikke ikkje not no ingen navn namn adresse nummer andre annet anna other".split()
)
_ACTIVE: Final = frozenset("vi me we".split())
# Longer than this, a word with its article is no mere “malen”, “album-et”.
_TELLS: Final = 9
_ARTICLES: Final = ("en", "et", "a", "ene", "ane", "a")
_MOST: Final = 4


def names_its_own(marked: Marked, sentence: Sentence) -> bool:
    """Whether a label or a subject that no list knows says what a sentence is of."""
    found, words = marked.found(sentence), sentence.written
    if sentence.kind != "text":
        end = _label(words)
        if end:
            return _is_own(found, 0, end, labels=True)
    return _has_own_subject(found)


def _label(words: Words) -> int:
    """Where the first cell, or what stands before a colon or dash, ends; 0 for nowhere."""
    for at in range(1, len(words)):
        gap = words.gaps[at]
        if "|" in gap or ":" in gap or " –" in gap or " —" in gap or " - " in gap:
            return at
        if at > 6:
            break
    return 0


def _has_own_subject(found: Found) -> bool:
    verbs = [span for name in ("deleted", "kept") for span in found.lists.get(name, ())]
    if not verbs:
        return False
    start, end = min(verbs)
    while start and found.words[start - 1] in _LEADS_UP:
        start -= 1
    before = found.words[:start]
    if before and all(word in _ACTIVE for word in before):
        return _has_own_object(found, end)
    return 0 < start <= _MOST and _is_own(found, 0, start, labels=False)


def _has_own_object(found: Found, start: int) -> bool:
    """“Vi oppbevarer nøkkelkvitteringer i to år.”"""
    words, end = found.words, start
    while end < len(words) and end < start + _MOST and words[end] not in _NO_SUBJECT:
        end += 1
    return end > start and _is_own(found, start, end, labels=False)


def _is_own(found: Found, start: int, end: int, *, labels: bool) -> bool:
    words = found.words[start:end]
    if not labels and (
        not _NO_SUBJECT.isdisjoint(words)
        or (len(words[-1]) <= _TELLS and words[-1].endswith(_ARTICLES))
    ):
        return False
    if any(word.isdigit() for word in words):
        return False
    return not any(
        begin < end and start < after
        for name in _OPEN
        for begin, after in found.lists.get(name, ())
    )
