"""What is deleted is not to be read in SQLite's files either."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests import factories
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.people.models import Person
from tillit.privacy.holds.actions import erase_rows, sweep

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on("sqlite")]


def in_the_files(word: str) -> bool:
    """Someone who may read the files searches them."""
    database = Path(str(connection.settings_dict["NAME"]))
    files = [file for file in database.parent.glob(f"{database.name}*") if file.is_file()]
    assert database in files
    return any(word.encode() in file.read_bytes() for file in files)


def test_an_erased_name_is_in_none_of_the_files() -> None:
    card = factories.person(factories.organisation(), last_name="Zvartevoll")
    before = in_the_files("Zvartevoll")

    with transaction.atomic():
        erase_rows(card.organisation, [Person.objects.filter(pk=card.pk)], reason="erasure")

    assert before
    assert not in_the_files("Zvartevoll")


def test_what_a_sweep_deletes_is_in_none_of_the_files() -> None:
    organisation = factories.organisation()
    event = factories.event(organisation, starts_at=clock.now() - dt.timedelta(days=900))
    Registration.objects.create(
        organisation=organisation, event=event, email="zvartevoll@post.example",
        registered_at=clock.now() - dt.timedelta(days=900),
    )  # fmt: skip
    before = in_the_files("zvartevoll")

    sweep(organisation)

    assert before
    assert not in_the_files("zvartevoll")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000
