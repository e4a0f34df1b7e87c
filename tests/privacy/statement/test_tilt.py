"""The statement as TILT holds to its schema, for every kind of organisation and language."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import at, organisation
from tests.privacy.statement.tilt import faults
from tillit.privacy.register import actions, profiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(kind: str) -> Any:
    made = organisation("forening", adopted=False)
    actions.save_draft(made, profiles.load(kind), None)
    actions.adopt(made, None)
    return made


def fetch(made: Any, language: str) -> Any:
    answer = Client().get(at(made, "site:statement_file", "erklaering", language, "json"))
    return json.loads(answer.content)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_profiles_document_is_as_the_schema_asks(adopted: Any, language: str) -> None:
    document = fetch(adopted, language)

    assert faults(document) == []
    assert document["sources"]
    assert all(part["storage"][0]["temporal"] for part in document["dataDisclosed"])


@pytest.mark.parametrize("kind", ["business-network"])
def test_the_check_finds_what_the_schema_refuses(adopted: Any) -> None:
    document = fetch(adopted, "en")

    def spoilt(*path: Any, value: Any = None) -> list[str]:
        broken = copy.deepcopy(document)
        place = broken
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        return faults(broken)

    assert spoilt("rightToComplain") == ["tilt.rightToComplain is missing"]
    assert spoilt("rightToInformation", "description", value="")
    assert spoilt("sources", 0, "sources", 0, "url")
    assert spoilt("dataDisclosed", 0, "storage", 0, "temporal", 0, "ttl", value="60 days")
    assert spoilt("dataDisclosed", 0, "legalBases", 0, "reference", value="GDPR 6(1)(b)")
    assert spoilt("controller", "country", value="")
    assert spoilt("meta", "version", value=True)
    assert spoilt("automatedDecisionMaking", "inUse", value=True)
