"""Everything held on an address is found through the declarations alone."""

from __future__ import annotations

import pytest

from tests import factories
from tillit.events.models import Registration
from tillit.memberships.models import Membership
from tillit.organisations.models import Role, User
from tillit.people.models import Person, Relation
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.rights.held import _by_address, held_on, values

pytestmark = pytest.mark.django_db


def test_card_with_what_hangs_on_it_and_guest_registrations_are_found_together() -> None:
    organisation = factories.organisation()
    member = factories.member(organisation, email="kari@post.example")
    factories.member(organisation, email="ola@post.example")
    guest = factories.registration(factories.event(organisation), email="kari@post.example")

    held = held_on(organisation, "kari@post.example")

    assert held.rows[Person] == [member.relation.person]
    assert held.rows[Relation] == [member.relation]
    assert held.rows[Membership] == [member]
    assert held.rows[Registration] == [guest]


def test_what_another_organisation_holds_is_not_found() -> None:
    here, there = factories.organisation(), factories.organisation()
    factories.member(there, email="kari@post.example")
    factories.staff_user(there, email="kari@post.example")

    assert len(held_on(here, "kari@post.example")) == 0


def test_staff_account_is_found_with_its_roles_and_factors() -> None:
    organisation = factories.organisation()
    user = factories.staff_user(organisation, "secretary", "treasurer", email="ansatt@post.example")

    held = held_on(organisation, "ansatt@post.example")

    assert held.rows[User] == [user]
    assert {row.type for row in held.rows[Role]} == {"secretary", "treasurer"}


def test_log_entries_that_name_a_found_row_are_found() -> None:
    organisation = factories.organisation()
    card = factories.person(organisation, email="kari@post.example")
    record(organisation, "opened", subject=reference(card), actor="user:x")
    record(organisation, "opened", subject="person:someone-else", actor="user:x")

    entries = held_on(organisation, "kari@post.example").rows[LedgerEntry]

    assert [entry.subject for entry in entries] == [reference(card)]


def test_empty_address_finds_nothing() -> None:
    organisation = factories.organisation()
    factories.person(organisation, email="")

    assert len(held_on(organisation, "")) == 0


def test_finding_takes_few_queries(django_assert_max_num_queries: object) -> None:
    organisation = factories.organisation()
    for _ in range(3):
        factories.member(organisation)
    member = factories.member(organisation, email="kari@post.example")
    for _ in range(5):
        factories.registration(factories.event(organisation), email="kari@post.example")

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        held = held_on(organisation, "kari@post.example")

    assert len(held.rows[Registration]) == 5
    assert held.rows[Membership] == [member]


def test_every_personal_model_is_reached_from_an_address_or_a_reference() -> None:
    from tillit.privacy.rights.held import _through_held

    for holding in declarations.holdings.values():
        own = [path for path in holding.subject.emails if not _through_held(holding, path)]
        through = [path for path in holding.subject.emails if _through_held(holding, path)]

        assert own or through or holding.subject.references or holding.subject.actors, holding.label


def test_values_are_shown_with_words_for_codes_and_without_inner_ones() -> None:
    organisation = factories.organisation()
    card = factories.person(organisation, first_name="Kari", email="kari@post.example")

    shown = {name: value for name, _, value in values(declarations.holdings[Person], card)}

    assert shown["first_name"] == "Kari"
    assert "sort_key" not in shown
    assert "phone" not in shown


def test_who_is_looked_up_by_way_of_a_card_is_found_by_the_cards_own_index() -> None:
    """The index on addresses begins with the organisation: without it every card is read."""
    own = factories.organisation()

    asked = str(_by_address(declarations.holdings[Relation], own.pk, "kari@post.example").query)

    card, _, conditions = asked.partition("JOIN")[2].partition("WHERE")
    alias = card.split()[1]
    assert card.split()[0] == '"people_person"'
    assert f'{alias}."organisation_id" = {own.pk}' in conditions
