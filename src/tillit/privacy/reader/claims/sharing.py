"""With whom data is shared besides named suppliers, where it comes from, whether it leaves the
EEA, and cookies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import catalogue, scope
from tillit.privacy.reader.claims.clauses import above, words_in
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

_GROUNDS: Final = {
    "transfer_shield": "privacy_shield",
    "transfer_harbour": "safe_harbour",
    "transfer_dpf": "dpf",
    "transfer_scc": "scc",
    "transfer_bcr": "bcr",
    "transfer_adequacy": "adequacy",
}
_SOURCES: Final = (
    "self",
    "colleague",
    "public",
    "website",
    "social",
    "partner",
    "media",
    "cookies",
    "meeting",
    "relatives",
    "organisation",
)
_VALUES: Final = {"public": "public_register"}


def of(marked: Marked) -> Iterator[Claim]:
    """Recipients, sharing, transfers, sources, anonymity and cookies."""
    yield from _recipients(marked)
    yield from _shared(marked)
    yield from _transfers(marked)
    yield from _sources(marked)
    yield from _once(marked)


def _recipients(marked: Marked) -> Iterator[Claim]:
    """Categories of recipients: the hotel, the auditor, public authorities."""
    seen: set[str] = set()
    for sentence in marked.sentences:
        found = marked.found(sentence)
        spans = found.lists.get("recipient_word", ())
        if (
            sentence.kind == "heading"
            or not spans
            or _is_denied(found)
            or not _is_shared(marked, sentence, found)
        ):
            continue
        words = words_in(sentence)
        for span in dict.fromkeys(spans):
            value = " ".join(words.as_written[slice(*span)])
            if value.lower() not in seen:
                seen.add(value.lower())
                yield Claim(
                    "recipient",
                    sentence,
                    value=value,
                    what_for="other",
                    data=scope.of(marked, sentence),
                )


def _is_shared(marked: Marked, sentence: Sentence, found: Found) -> bool:
    if found.has("sharing_word", "gets_word"):
        return True
    return any(marked.found(one).has("sharing_word", "about_recipients") for one in above(sentence))


def _is_denied(found: Found) -> bool:
    return found.has("negates") and not found.has("except")


def _shared(marked: Marked) -> Iterator[Claim]:
    """Whether data is shared: said never to be (the first such sentence), or said to be."""
    seen: set[bool] = set()
    for sentence in marked.sentences:
        found = marked.found(sentence)
        if (
            sentence.kind == "heading"
            or not found.has("sharing_word")
            or not found.has("data_general", "others_word")
        ):
            continue
        negated = found.has("negates")
        if negated not in seen:
            seen.add(negated)
            condition = _unless(sentence, found)
            yield Claim(
                "sharing",
                sentence,
                negated=negated,
                condition=condition,
                data=_data(marked, sentence),
            )


def _data(marked: Marked, sentence: Sentence) -> str:
    found = scope.of(marked, sentence)
    return found if len(sentence.headings) > 1 else "general"


def _unless(sentence: Sentence, found: Found) -> str:
    span = next(iter(found.lists.get("except", ())), None) or next(
        iter(found.lists.get("without_word", ())), None
    )
    if span is None:
        return ""
    return " ".join(words_in(sentence).as_written[span[0] :])


def _transfers(marked: Marked) -> Iterator[Claim]:
    """Whether data leaves the EEA, on what ground, and to whom where the sentence names them."""
    seen: set[tuple[str, bool, str]] = set()
    for sentence in marked.sentences:
        found = marked.found(sentence)
        if sentence.kind == "heading":
            continue
        grounds = [code for name, code in _GROUNDS.items() if name in found.lists]
        if not grounds and not found.has("transfer_word"):
            continue
        negated = found.has("negates") and not grounds
        country = "US" if {"usa", "us", "states", "stater"} & set(found.words) else ""
        for ground in grounds or [""]:
            if (ground, negated, country) not in seen:
                seen.add((ground, negated, country))
                yield Claim(
                    "transfer",
                    sentence,
                    value=country,
                    basis=ground,
                    negated=negated,
                    party=_named(sentence),
                )


def _named(sentence: Sentence) -> str:
    """The suppliers a sentence names, with commas."""
    hits = (catalogue.at(sentence.words, place) for place in range(len(sentence.words)))
    return ", ".join(dict.fromkeys(hit[1].name for hit in hits if hit))


def _sources(marked: Marked) -> Iterator[Claim]:
    seen: set[tuple[str, str]] = set()
    for sentence in marked.sentences:
        found = marked.found(sentence)
        if sentence.kind == "heading":
            continue
        if found.has("answers_plainly", "asked_for"):
            continue
        about = found.has("comes_from", "source_self") or any(
            marked.found(one).has("source_heading") for one in above(sentence)
        )
        if not about:
            continue
        data = scope.of(marked, sentence)
        for source in _SOURCES:
            if f"source_{source}" not in found.lists or (
                source == "cookies" and not found.has("comes_from")
            ):
                continue
            value = _VALUES.get(source, source)
            if (value, data) not in seen:
                seen.add((value, data))
                yield Claim("source", sentence, value=value, data=data)


def _once(marked: Marked) -> Iterator[Claim]:
    """What is said of anonymity and of cookies: the first sentence of each."""
    done: set[str] = set()
    for sentence in marked.sentences:
        found = marked.found(sentence)
        if sentence.kind == "heading":
            continue
        if "anonymous" not in done and found.has("anonymous_word"):
            done.add("anonymous")
            yield Claim(
                "anonymous", sentence, negated=found.has("negates"), data=scope.of(marked, sentence)
            )
        if "cookies" not in done and found.has("cookies_word"):
            done.add("cookies")
            yield Claim("cookies", sentence, negated=found.has("negates") and len(found.words) < 14)
