"""My page tells a member with everything in few queries, however much everything is."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.portal.conftest import log_in
from tests.portal.test_front import EMAIL, RESTAURANT, held_everywhere
from tillit.people.models import Person
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.mark.parametrize("number", [1, 20])
def test_member_with_everything_is_told_in_few_queries(
    number: int, django_assert_max_num_queries: Any
) -> None:
    own = factories.organisation(language="en")
    factories.adopted_register(own, recipients=[RESTAURANT])
    held_everywhere(own, registrations=number)
    person = Person.objects.get(email=EMAIL)
    staff = [factories.staff_user(own, type_name) for type_name in ("editor", "secretary")]
    for _ in range(number):
        for user in staff:
            record(own, "opened", subject=reference(person), actor=reference(user))
        factories.request(own, email=EMAIL)
    browser = log_in(own, EMAIL)
    browser.get(factories.at(own, "portal:front"))  # what is learnt once per process

    with django_assert_max_num_queries(MOST):
        page = browser.get(factories.at(own, "portal:front")).content.decode()

    for told in ("Editor", "Secretary", "Kafé Solkroken", "Lunsjmøte", "member directory"):
        assert told in page
    assert page.count("Correct or cancel this registration") == number
