"""Finding people by the beginning of any word of their name, workplace, address or number.

Words live in :class:`SearchTerm`, a row each, so that an index answers on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.lookups import BuiltinLookup

from tillit.kernel.collation import search_terms
from tillit.people.models import SearchTerm
from tillit.privacy import bulk

FIELDS: Final = ("first_name", "last_name", "email", "phone", "workplace")
LONGEST: Final = 100
_AFTER_ALL: Final = "\U0010ffff"
_DIGITS: Final = re.compile(r"(?:\+|00)?[\d \-\u00a0]{3,}")
# “kari.n” alone is an address on its way; “Fjellro A.S” is not.
_ADDRESS_BEGUN: Final = re.compile(r"[^\W_]+[._+][\w._+-]*")


@models.CharField.register_lookup
class Prefix(BuiltinLookup[Any]):
    """Begins with, in a form each database answers from an index.

    PostgreSQL: LIKE, on an index with varchar_pattern_ops. SQLite: a range, since its LIKE folds
    case and so leaves the index alone.
    """

    lookup_name = "prefix"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        text = str(self.rhs)
        return (
            f"({left} >= %s AND {left} < %s)",
            [*left_params, text, *left_params, text + _AFTER_ALL],
        )

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        pattern = re.sub(r"([\\%_])", r"\\\1", str(self.rhs))
        return f"{left} LIKE %s", [*left_params, f"{pattern}%"]


def terms_of(field: str, value: str) -> list[str]:
    """The words a value is found by: a name's words, a whole address and its domain, digits."""
    if not value:
        return []
    if field == "email":
        return [value[:LONGEST], f"@{value.rpartition('@')[2]}"[:LONGEST]]
    if field == "phone":
        return _digits(value)
    return [term[:LONGEST] for term in search_terms(value)]


def term_rows(
    organisation_id: int, person_id: int, values: Mapping[str, str]
) -> Iterator[tuple[int, int, str, str]]:
    """(organisation, person, field, term) for each searched field that has a value."""
    for field in FIELDS:
        for term in terms_of(field, values.get(field, "")):
            yield organisation_id, person_id, field, term


def words_of(query: str) -> list[str]:
    """What is typed, as the beginnings to look for; all of them must be found."""
    text = query.strip()
    if _DIGITS.fullmatch(text) and (digits := _digits(text)):
        return digits
    words: list[str] = []
    for part in text.casefold().split():
        if "@" in part or _ADDRESS_BEGUN.fullmatch(text.casefold()):
            words.append(part[:LONGEST])
            continue
        for piece in re.split(r"[-'’]", part):
            words += [term[:LONGEST] for term in search_terms(piece)]
    # What “berith” finds, “berit” finds as well: of two such only the longer one narrows down.
    kept = dict.fromkeys(words)
    return [word for word in kept if not any(o != word and o.startswith(word) for o in kept)][:8]


def rewrite(organisation_id: int, person_id: int, values: Mapping[str, str]) -> None:
    """The words of these fields follow their new values."""
    SearchTerm.objects.filter(person_id=person_id, field__in=list(values)).delete()
    insert(term_rows(organisation_id, person_id, values))


def rewrite_many(organisation_id: int, changed: Mapping[int, Mapping[str, str]]) -> None:
    """The same for many cards: {person: {field: new value}}."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for person_id, values in changed.items():
        alike.setdefault(tuple(sorted(values)), []).append(person_id)
    for fields, persons in alike.items():
        SearchTerm.objects.filter(person__in=persons, field__in=fields).delete()
    insert(
        row
        for person_id, values in changed.items()
        for row in term_rows(organisation_id, person_id, values)
    )


def insert(rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Many words at once: a card has about seven. In the order of the index they go into."""
    ordered = sorted(rows, key=itemgetter(3))
    bulk.insert(SearchTerm, ("organisation_id", "person_id", "field", "term"), ordered)


def has_word(organisation_id: int, word: str) -> Exists:
    """The card has a word that begins so."""
    return Exists(
        SearchTerm.objects.filter(
            organisation_id=organisation_id, person=OuterRef("pk"), term__prefix=word
        )
    )


def with_word(organisation_id: int, word: str) -> QuerySet[SearchTerm]:
    """The words that begin so, from the index alone."""
    return SearchTerm.objects.filter(organisation_id=organisation_id, term__prefix=word)


def _digits(text: str) -> list[str]:
    """A number by its national digits; a foreign one by all of them."""
    bare = re.sub(r"^(?:\+|00)47|^47(?=\d{8}$)|^00", "", re.sub(r"[^\d+]", "", text))
    digits = bare.replace("+", "")
    return [digits] if digits else []
