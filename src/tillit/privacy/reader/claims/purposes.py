"""What data is used for, in the statement's words, with the code of the purpose where one of the
profiles' fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import scope
from tillit.privacy.reader.claims.clauses import above, words_in
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

# The purposes of the five profiles, by whose data it is.
OF_DATA: Final = {
    "registrations": "run_event",
    "members": "administer_membership",
    "applicants": "administer_membership",
    "customers": "fulfil_agreement",
    "prospects": "clear_interest",
    "suppliers": "deal_with_suppliers",
}


def of(marked: Marked) -> Iterator[Claim]:
    """The purposes, one for each sentence or item that states one."""
    for sentence in marked.sentences:
        if sentence.kind == "heading":
            continue
        if value := _stated(marked, sentence):
            data = scope.of(marked, sentence)
            yield Claim(
                "purpose", sentence, value=value, data=data, purpose=_code(marked, sentence, data)
            )


def _stated(marked: Marked, sentence: Sentence) -> str:
    """The words that state a purpose; empty when the sentence states none."""
    found = marked.found(sentence)
    if sentence.kind == "item" and any(
        marked.found(one).has("purpose_heading") for one in above(sentence)
    ):
        return sentence.text.strip().rstrip(".;,")
    spans = found.lists.get("purpose_phrase", ())
    if not spans or found.has("criterion", "asked_for", "controller_word", "answers_plainly"):
        return ""
    if not found.has("processes", "collects", "purpose_heading"):
        under = sentence.under
        if under is None or not marked.found(under).has("purpose_heading"):
            return ""
    words = words_in(sentence)
    plain = [
        span
        for span in spans
        if not found.words[span[0]].startswith(("formål", "føremål", "purpose"))
    ]
    start = (plain or spans)[0][1]
    text = "".join(
        words.gaps[at] + words.as_written[at]
        for at in range(min(start, len(words) - 1), len(words))
    )
    for opening in ("er å ", "er ", "å ", "to ", "is to ", "is "):
        text = text.strip(" :–-,")
        text = text.removeprefix(opening)
    return text.strip(" .;:,") if len(text.split()) > 1 else ""


def _code(marked: Marked, sentence: Sentence, data: str) -> str:
    found = marked.found(sentence)
    if found.has("governing") and data in ("members", "general", "staff"):
        return "govern_association"
    if found.has("published_word") and data == "members":
        return "publish_in_directory"
    if data == "suppliers" and found.has("partner_word"):
        return "work_with_partners"
    return OF_DATA.get(data, "")
