"""The public statement, its history and the list of activities, as anyone reads them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import at, organisation
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement.actions import publish

pytestmark = pytest.mark.django_db


def published(slug: str = ""):
    made = organisation(slug)
    return made, publish(made, version_in_force(made))


@pytest.mark.parametrize(
    ("language", "heading"),
    [("nb", ""), ("nn", ""), ("en", "Privacy statement")],
)
def test_anyone_reads_the_statement_in_three_languages_each_at_its_own_address(language, heading):
    made, _ = published()

    page = Client().get(at(made, "site:statement_in", language))

    assert page.status_code == 200
    assert page.headers["Content-Language"] == language
    assert heading in page.text
    assert made.name in page.text
