"""Who writes to participants is told when the text looks like marketing, and the log notes it."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import at, desk
from tillit.events.rules import selling_words
from tillit.organisations.models import Organisation
from tillit.privacy.ledger.models import LedgerEntry

SELLING = {"subject": "50 % RABATT", "body": "Kjøp medlemskap nå."}
PLAIN = {"subject": "Nytt lokale", "body": "Vi møtes i Lysbuen 2. Ta med kaffekopp."}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50 % RABATT: kjøp medlemskap", ["50 %", "rabatt", "kjøp"]),
        ("Spesialpris? Bli  medlem i dag", ["bli medlem"]),
        ("Godt tilbod til deg", ["tilbod"]),
        ("Special offer, buy now", ["special offer", "buy"]),
        ("Møtet begynner kl. 18 i salen, og kjøkkenet er åpent", []),
    ],
)
def test_words_that_sell_are_known_and_others_left_alone(text: str, words: list[str]) -> None:
    assert selling_words(text) == words


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "warned"), [(SELLING, True), (PLAIN, False)])
def test_who_writes_is_warned_before_it_is_sent_and_the_log_notes_it(
    written: dict[str, str], warned: bool, organisation: Organisation
) -> None:
    event = factories.event(organisation)
    factories.registration(event)
    client = desk(organisation, "event_host")
    address = at(organisation, "events_desk:message", event.uuid)

    page = client.post(address, written).content.decode()
    client.post(address, written | {"send": "1"})

    assert ("markedsføringsloven § 15" in page) is warned
    sent = LedgerEntry.objects.get(kind="sent")
    assert bool(sent.content.get("selling_words")) is warned
    assert "rabatt" not in str(sent.content).casefold()
