"""The statement and the record of processing as files."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import at, organisation
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement.actions import publish

pytestmark = pytest.mark.django_db


def fetch(made, name, language, suffix):
    return Client().get(at(made, "site:statement_file", name, language, suffix))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("name", "suffix"),
    [("erklaering", "pdf"), ("erklaering", "md"), ("erklaering", "json"),
     ("erklaering", "jsonld"), ("protokoll", "pdf"), ("protokoll", "json"),
     ("protokoll", "xlsx")],
)  # fmt: skip
def test_every_document_can_be_had_in_every_format_and_language(name, suffix, language):
    made = organisation()
    publish(made, version_in_force(made))

    answer = fetch(made, name, language, suffix)

    assert answer.status_code == 200
    assert len(answer.content) > 1000
