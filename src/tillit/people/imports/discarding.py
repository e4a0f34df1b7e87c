"""A file that waits to be read in is put away when someone in it is erased (article 17).

What is finished has no file any more, and its rows are erased one by one; a name of a file that
names the one who is erased goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people.imports import apart, reading, workbook
from tillit.people.imports.errors import UnreadableError
from tillit.people.models import Import, ImportRow, Person
from tillit.people.values import RefusedError, clean
from tillit.privacy.holds.files import queue_files

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

State = Import.State
WAITING = (State.READING, State.MAPPING, State.CHECKING, State.PREVIEW)
_WORD = re.compile(r"[^\W_]+")
# What may stand around an address in a cell: "Kari <kari@post.example>; …".
_AROUND = str.maketrans(dict.fromkeys("<>,;()[]\"'", " "))


@transaction.atomic
def discard_of(organisation: Organisation, email: str) -> list[str]:
    """Waiting imports that hold the person go, with file and rows, and their name from the names
    of files; the lines of a receipt.

    The person is known by the address, and by the numbers of the cards that have it.
    """
    cards = Person.objects.filter(organisation=organisation, email=email)
    phones = set(cards.exclude(phone="").values_list("phone", flat=True))
    waiting = Import.objects.select_for_update().filter(
        organisation=organisation, state__in=WAITING
    )
    found = [run for run in waiting.order_by("pk") if _holds(run, email, phones)]
    queue_files(organisation, [run.file.name or "" for run in found])
    keys = [run.pk for run in found]
    ImportRow.objects.filter(run__in=keys).delete()
    Import.objects.filter(pk__in=keys).update(
        state=State.FAILED, error="erased", file="", plan={}, counts={}, finished_at=clock.now()
    )
    told = (
        (_("Spreadsheets that wait to be read in"), len(found)),
        (_("Names of spreadsheets that named you"), _unname(organisation, email, cards)),
    )
    return [
        _("%(what)s (%(count)s): deleted now") % {"what": what, "count": count}
        for what, count in told
        if count
    ]


def _unname(organisation: Organisation, email: str, cards: Iterable[Person]) -> int:
    """Files that are called by a person's name or address are called nothing; how many."""
    names = [_words(f"{card.first_name} {card.last_name}") for card in cards if card.last_name]
    runs = Import.objects.select_for_update().filter(organisation=organisation)
    named = [
        run
        for run in runs.order_by("pk").only("pk", "filename")
        if email in run.filename.casefold() or _names(_words(run.filename), names)
    ]
    for run in named:
        run.filename = f"–{PurePath(run.filename).suffix}"
    Import.objects.bulk_update(named, ["filename"])
    return len(named)


def _names(said: list[str], names: Iterable[list[str]]) -> bool:
    """Whether a name stands there, in any order, or in one word."""
    return any(
        set(name) <= set(said) or not {"".join(name), "".join(name[::-1])}.isdisjoint(said)
        for name in names
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFC", text).casefold())


def _holds(run: Import, email: str, phones: set[str]) -> bool:
    rows = ImportRow.objects.filter(run=run)
    if rows.filter(
        Q(email=email) | Q(person__email=email) | Q(values__phone__in=sorted(phones))
    ).exists():
        return True
    try:
        return any(_says(cell, email, phones) for cell in _cells(run))
    except (FileNotFoundError, ValueError):
        return False
    except UnreadableError:
        return True  # whom it holds cannot be told


def _cells(run: Import) -> Iterator[str]:
    with run.file.open("rb") as opened:
        file: Any = opened
        if reading.is_workbook(file):
            workbook.refuse_unsafe(file)
            names = apart.sheets(file)
        else:
            names = [""]
        for name in names:
            for _line, row in reading.rows(file, name, 0):
                yield from row


def _says(cell: str, email: str, phones: set[str]) -> bool:
    if "@" in cell:
        return any(_is("email", word, {email}) for word in cell.translate(_AROUND).split())
    return bool(phones) and sum(map(str.isdigit, cell)) > 7 and _is("phone", cell, phones)


def _is(field: str, text: str, wanted: set[str]) -> bool:
    try:
        return clean(field, text.removeprefix("mailto:")) in wanted
    except RefusedError:
        return False
