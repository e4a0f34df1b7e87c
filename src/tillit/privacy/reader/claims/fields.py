"""What is registered: the fields a statement lists, what of them is published, and special kinds
of data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import columns, scope
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

FIELDS: Final = (
    "first_name",
    "last_name",
    "name",
    "email",
    "phone",
    "street",
    "postal_code",
    "city",
    "workplace",
    "position",
    "picture",
    "birth_date",
    "identity_number",
    "needs",
    "gender",
    "account_number",
    "invoice",
    "ip",
)
_LISTS: Final = {f"field_{key}": key for key in FIELDS}
_NEAR: Final = 8
# What is asked of nearly everybody.
_OF_PERSONS: Final = frozenset(("first_name", "last_name", "name", "email", "phone", "street"))


def of(marked: Marked) -> Iterator[Claim]:
    """Fields and what is published, each once for each kind of data; then special data and
    children."""
    seen: set[tuple[str, str, str, int]] = set()
    for sentence in marked.saying_in_text(*_LISTS):
        found = marked.found(sentence)
        listed = columns.is_listed(sentence) and "data" in columns.roles(sentence)
        keys = [
            key
            for name, key in _LISTS.items()
            if name in found.lists
            and (columns.spans_in(found, sentence, "data", name) if listed else _asked(found, name))
        ]
        if not listed and (
            found.has("defines") or not _lists_fields(marked, sentence, found, keys)
        ):
            continue
        data = scope.of(marked, sentence)
        published = found.has("published_word") and not found.has("negates")
        for key in keys:
            kind = "published" if published else "field"
            one = (kind, key, data, listed and data == "other" and sentence.number)
            if one not in seen:
                seen.add(one)
                if published:
                    yield Claim(
                        "published",
                        sentence,
                        value=key,
                        data="members" if data == "general" else data,
                    )
                else:
                    yield Claim(
                        "field", sentence, value=key, data=data, negated=_is_denied(found, key)
                    )
    yield from _special(marked)
    yield from _children(marked)


# Addresses where nobody lives, and how one is reached: “by e-mail or telephone”.
_NO_STREET: Final = frozenset("ip mac mail email e-mail epost e-post web internet".split())
_BY: Final = frozenset("via gjennom per pr by through".split())
_OR: Final = frozenset("eller og or and".split())


def _asked(found: Found, name: str) -> list[Span]:
    """Where a field is named, and not an address of another kind or a way of reaching us."""
    spans = [one for one in found.lists[name] if not one[0] or not _is_way(found, one[0])]
    if name == "field_street":
        return [one for one in spans if not one[0] or found.words[one[0] - 1] not in _NO_STREET]
    return spans


def _is_way(found: Found, at: int) -> bool:
    before = found.words[at - 1]
    return before in _BY or (before in _OR and at > 2 and found.words[at - 3] in _BY)


# “Kontaktinformasjon finner du nedenfor”, “Kontaktinformasjon:”: how we are reached ourselves.
_OURS: Final = re.compile(
    r"(?i)(?:kontaktinformasjon|kontaktopplysning|contact (?:information|details))\w*"
    r"(?:[^.]{0,60}\b(?:finn|finner|nedenfor|nedanfor|nedst|nederst|below|at the end|found|"
    r"slett\w*|deleted)\b|[^.,]{0,40}:$)|"
    r"\b(?:sjå|se|see) (?:\w+ )?(?:kontaktinfo|kontaktoppl|contact (?:info|detail))"
)


def _lists_fields(marked: Marked, sentence: Sentence, found: Found, keys: list[str]) -> bool:
    """Whether the sentence says what is registered, and not how to reach somebody."""
    if found.has("sharing_word", "others_contact") and not found.has("collects"):
        return False
    if "@" in sentence.text or (_OURS.search(sentence.text) and not found.has("collects")):
        return False
    # A workplace and a town alone are named in passing: “bedriftene i kommunen”.
    is_purpose = sentence.kind == "item" and marked.is_under(sentence, "purpose_heading")
    if (sentence.kind == "text" or is_purpose) and not _OF_PERSONS & set(keys):
        return len(keys) == 1 and found.has("asks_for")
    if len(keys) >= 2 and found.has("collects", "data_general", "published_word"):
        return True
    if marked.is_under(sentence, "collects", "fields_heading"):
        return sentence.kind in ("item", "row") or len(keys) >= 2
    return len(keys) >= 3 or (len(keys) == 1 and found.has("asks_for"))


def _is_denied(found: Found, key: str) -> bool:
    places = [start for start, _end in found.lists.get(f"field_{key}", ())]
    return any(
        0 < place - start <= _NEAR
        for start, _end in found.lists.get("negates", ())
        for place in places
    ) and found.has("collects", "asks_for")


def _special(marked: Marked) -> Iterator[Claim]:
    """Health and other special kinds of data (article 9): asked for, or said not to be."""
    seen: set[tuple[str, bool]] = set()
    for sentence in marked.saying_in_text("special_word"):
        found = marked.found(sentence)
        first = next((one for one in found.lists["special_word"] if _is_special(found, one)), None)
        if first is None:
            continue
        negated = any(
            0 <= first[0] - start <= _NEAR for start, _end in found.lists.get("negates", ())
        )
        what = "health" if found.has("data_needs") else "special"
        if (what, negated) not in seen:
            seen.add((what, negated))
            yield Claim(
                "special", sentence, value=" ".join(found.words[slice(*first)]), what=what,
                data=scope.of(marked, sentence), negated=negated,
            )  # fmt: skip


# “Sensitivt innhold maskeres” tells of what is on a screen, not of the law's kinds of data.
_DATA: Final = ("personopplys", "opplys", "data", "informasjon", "information", "kategor",
    "categor", "personal", "personlige", "personlege", "detalj", "detail", "forhold")  # fmt: skip


def _is_special(found: Found, span: Span) -> bool:
    words = found.words
    if not words[span[0]].startswith("sensitiv"):
        return True
    near = words[span[0] : min(len(words), span[1] + 3)]
    return any(word.startswith(_DATA) for word in near) and not found.has("masked")


def _children(marked: Marked) -> Iterator[Claim]:
    for sentence in marked.saying_in_text("children_word")[:1]:
        found = marked.found(sentence)
        yield Claim("children", sentence, negated=found.has("negates") and found.has("collects"))
