"""Someone who has proven an address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import factories
from tillit.organisations.models import Organisation
from tillit.privacy.gate.sending import send_waiting

LogIn = Callable[..., Client]


def code_sent_to(email: str) -> str:
    """The digits in the last message to an address."""
    send_waiting()
    message = next(sent for sent in reversed(mail.outbox) if sent.to == [email])
    found = re.search(r"\b\d{6}\b", message.body)
    assert found
    return found[0]


def log_in(organisation: Organisation, email: str, client: Client | None = None) -> Client:
    """A browser that has proven the address with the code sent to it."""
    browser = client or Client()
    answer = browser.post(factories.at(organisation, "portal:login"), {"email": email})
    answer = browser.post(answer.headers["Location"], {"code": code_sent_to(email)})
    assert answer.status_code == 302
    return browser


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """So many tries an hour from one place: each test begins anew."""
    cache.clear()


@pytest.fixture(name="log_in")
def log_in_fixture() -> LogIn:
    return log_in
