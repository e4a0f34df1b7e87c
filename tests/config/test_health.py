"""The answer to a load balancer."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_health_is_well_when_the_database_answers(client: Client) -> None:
    answer = client.get("/health")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_health_fails_when_the_database_does_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/health").status_code == 503
