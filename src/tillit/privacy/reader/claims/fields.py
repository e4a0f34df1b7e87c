"""What is registered: the fields a statement lists, what of them is published, and special kinds
of data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import columns, scope
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found
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
            and (not listed or columns.spans_in(found, sentence, "data", name))
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


def _lists_fields(marked: Marked, sentence: Sentence, found: Found, keys: list[str]) -> bool:
    """Whether the sentence says what is registered, and not how to reach somebody."""
    if found.has("sharing_word", "others_contact") and not found.has("collects"):
        return False
    if "@" in sentence.text:
        return False
    # A workplace and a town alone are named in passing: “bedriftene i kommunen”.
    if sentence.kind == "text" and not _OF_PERSONS & set(keys):
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
        first = found.lists["special_word"][0]
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


def _children(marked: Marked) -> Iterator[Claim]:
    for sentence in marked.saying_in_text("children_word")[:1]:
        found = marked.found(sentence)
        yield Claim("children", sentence, negated=found.has("negates") and found.has("collects"))
