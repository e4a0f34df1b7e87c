"""Drafts, and adopting them."""

from __future__ import annotations

import pytest

from tests import factories
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.register import actions, profiles, queries
from tillit.privacy.register.models import RegisterContact, RegisterVersion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", profiles.KINDS)
def test_every_profile_can_be_adopted(kind: str) -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load(kind), None)

    version = actions.adopt(organisation, None)

    assert version.number == 1
    assert queries.in_force(organisation) == profiles.load(kind)


def test_adopting_supersedes_what_was_in_force_and_tells_the_ledger() -> None:
    organisation = factories.organisation(adopted=False)
    user = factories.staff_user(organisation, "privacy_officer")
    actions.save_draft(organisation, profiles.load("federation"), user)
    first = actions.adopt(organisation, user)
    actions.save_draft(organisation, profiles.load("business-network"), user)

    second = actions.adopt(organisation, user)

    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "in_force", 2)
    assert second.adopted_at is not None
    entry = LedgerEntry.objects.get(kind="published", subject=reference(second))
    assert entry.actor == reference(user)
    assert entry.content["digest"] == second.digest
    assert set(RegisterContact.objects.filter(version=second).values_list("name", "email")) == {
        ("Styret i Lysbrua Næringsnettverk", "post@lysbrua.example"),
        ("Solveig Fjellro", "personvern@lysbrua.example"),
    }


def test_a_register_that_cannot_be_lawful_is_refused_and_what_is_in_force_stays() -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("federation"), None)
    actions.adopt(organisation, None)
    register = profiles.load("federation")
    broken = register.model_copy(update={"processors": []})
    actions.save_draft(organisation, broken, None)

    with pytest.raises(actions.Refused) as refusal:
        actions.adopt(organisation, None)

    assert all(finding.is_error for finding in refusal.value.findings)
    assert queries.in_force(organisation) == register
    assert queries.draft(organisation) is not None


def test_the_same_register_again_is_nothing_to_adopt() -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("federation"), None)
    actions.adopt(organisation, None)
    actions.save_draft(organisation, profiles.load("federation"), None)

    with pytest.raises(actions.NothingToAdopt):
        actions.adopt(organisation, None)


def test_without_a_draft_there_is_nothing_to_adopt_or_discard() -> None:
    organisation = factories.organisation(adopted=False)

    with pytest.raises(actions.NothingToAdopt):
        actions.adopt(organisation, None)
    assert actions.discard_draft(organisation) is False


def test_a_discarded_draft_is_gone() -> None:
    organisation = factories.organisation()
    actions.save_draft(organisation, profiles.load("federation"), None)

    assert actions.discard_draft(organisation) is True
    assert queries.draft(organisation) is None


def test_saving_again_replaces_the_draft() -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("federation"), None)

    actions.save_draft(organisation, profiles.load("meeting-portal"), None)

    draft = RegisterVersion.objects.get(organisation=organisation)
    assert draft.document["controller"]["kind"] == "meeting-portal"


def test_who_listens_is_told_inside_the_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("federation"), None)
    told: list[int | None] = []

    def listener(organisation: object, version: RegisterVersion, by: object) -> None:
        told.append(version.number)
        raise RuntimeError("the statement could not be written")

    monkeypatch.setattr(actions, "on_adopted", [listener])

    with pytest.raises(RuntimeError):
        actions.adopt(organisation, None)
    assert told == [1]
    assert queries.version_in_force(organisation) is None


def test_an_organisation_of_ones_own_starts_from_a_profile_without_its_invented_parties() -> None:
    register = profiles.start(
        "business-network",
        name="Vår forening",
        email="post@foreningen.example",
        address="Veien 1",
        postal_code="0999",
        city="Oslo",
    )

    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, register, None)
    actions.adopt(organisation, None)

    held = queries.in_force(organisation)
    assert held.controller.name == "Vår forening"
    assert not held.processors
    assert not held.recipients
    assert "lysbrua" not in held.model_dump_json()
