"""What we publish ourselves is found to be in order by our own reader, in each language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tillit.privacy.reader import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_statement_computed_from_a_register_lacks_nothing(client: Client, language: str) -> None:
    organisation = factories.organisation()
    client.cookies["language"] = language

    page = client.get(factories.at(organisation, "site:statement"))
    reading = read(page.content, "personvern.html")

    assert reading.language == language
    assert [item for item, verdict in reading.verdicts.items() if verdict.value == "M"] == []
    assert [(one.rule, one.sentences[0].text) for one in reading.findings if one.sentences] == []
