"""From the report to a running organisation: facts to confirm, then a draft to go through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.organisations.reading.statements import RECIPE, STATEMENT
from tillit.organisations import staff_link
from tillit.organisations.models import Organisation, Role
from tillit.organisations.reading import adopting, turns
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.queries import points_of
from tillit.privacy.register.queries import draft
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db
AT = "/les/start"
FACTS = {
    "name": "Fjellbygda turlag",
    "organisation_number": "310000434",
    "kind": "federation",
    "email": "post@fjellbygda.example",
    "contact": "Leder",
    "address": "Lysbuen 1",
    "postal_code": "0150",
    "city": "Oslo",
    "slug": "",
}


@pytest.fixture(autouse=True)
def as_many_tries_as_it_takes() -> None:
    cache.clear()


@pytest.fixture
def holder() -> Client:
    """The browser of whoever opened the link printed on the machine."""
    client = Client(enforce_csrf_checks=True)
    link = staff_link.make(None).removeprefix("http://localhost:8000")
    page = client.get(link)
    client.post(
        link,
        {
            "name": "Åse Bakkevik",
            "email": "ase@arbeid.example",
            "password": "furu og lyng ved fjord",
            "csrfmiddlewaretoken": page.context["csrf_token"],
        },
    )
    return client


def found(client: Client, **changes: str) -> Any:
    page = client.post(AT, {"text": STATEMENT})
    token = str(page.context["csrf_token"])
    sent = {"text": STATEMENT, "found": "on", "csrfmiddlewaretoken": token, **FACTS, **changes}
    return client.post(AT, sent)


def test_a_stranger_is_told_what_to_do_and_keeps_the_text(client: Client) -> None:
    page = client.post(AT, {"text": STATEMENT, "found": "on", **FACTS})

    assert page.status_code == 403
    assert "tillit staff-link" in page.text
    assert "Fjellbygda turlag" in page.context["text"]
    assert not client.cookies
    assert not Organisation.objects.exists()


def test_someone_who_works_here_without_holding_the_machine_is_told_the_same() -> None:
    page = factories.desk(factories.organisation()).post(AT, {"text": STATEMENT})

    assert page.status_code == 403


def test_the_address_alone_leads_to_the_box(client: Client) -> None:
    assert client.get(AT).headers["Location"] == "/les"


def test_what_is_no_statement_starts_nothing(holder: Client) -> None:
    page = holder.post(AT, {"text": RECIPE, "found": "on", **FACTS})

    assert page.status_code == 422
    assert not Organisation.objects.exists()


def test_the_facts_are_filled_in_with_the_sentences_they_came_from(
    holder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = adopting.given

    @contextmanager
    def with_claims(request: Any) -> Iterator[tuple[str, Reading]]:
        with given(request) as (text, reading):
            yield text, as_claimed(reading)

    def as_claimed(reading: Reading) -> Reading:
        [where] = [each for each in reading.sentences if "behandlingsansvarlig" in each.text]
        [how] = [each for each in reading.sentences if "Du når oss" in each.text]
        reading.claims[:] = [
            Claim("controller", where, value="Fjellbygda turlag"),
            Claim("contact", where, what="orgnr", value="310000434", sure=False),
            Claim("contact", how, what="email", value="post@fjellbygda.example"),
            Claim("contact", how, what="post", value="0150"),
        ]
        return reading

    monkeypatch.setattr(adopting, "given", with_claims)

    page = holder.post(AT, {"text": STATEMENT})

    initial = page.context["form"].initial
    assert page.status_code == 200
    for name in ("name", "organisation_number", "email", "postal_code", "city"):
        assert initial[name] == FACTS[name]
    assert initial["kind"]
    help_text = str(page.context["form"].fields["organisation_number"].help_text)
    assert "er behandlingsansvarlig for opplysningene" in help_text
    # What was read in the sentence of the field above does not say it again.
    assert "Du når oss" in str(page.context["form"].fields["email"].help_text)
    assert "Du når oss" not in str(page.context["form"].fields["postal_code"].help_text)
    assert page.context["text"].startswith("# Personvernerklæring")


def test_an_organisation_is_founded_on_the_draft_and_its_points_are_to_be_gone_through(
    holder: Client,
) -> None:
    answer = found(holder)

    made = Organisation.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == factories.at(made, "desk:register_review")
    row = draft(made)
    assert row is not None
    register = Register.model_validate(row.document)
    assert register.controller.kind == "federation"
    assert register.controller.email == FACTS["email"]
    assert register.controller.organisation_number == FACTS["organisation_number"]
    assert register.privacy_contact().name == "Leder"  # type: ignore[union-attr]
    assert {role.type for role in Role.objects.all()} == {"secretary", "privacy_officer"}
    assert points_of(made).filter(reviewed_at=None).exists()
    assert not points_of(made).filter(path__startswith="controller.", reviewed_at=None).exists()
    assert holder.get(answer.headers["Location"]).status_code == 200


def test_a_form_sent_twice_founds_one_organisation_and_what_was_changed_another(
    holder: Client,
) -> None:
    answers = [
        found(holder, slug="turlaget"), found(holder, slug="turlaget"),
        found(holder, slug="turlaget-2", contact="Kasserer"),
    ]  # fmt: skip

    first, second = Organisation.objects.order_by("created_at", "pk")
    assert [answer.headers["Location"] for answer in answers] == [
        factories.at(made, "desk:register_review") for made in (first, first, second)
    ]


def test_drafting_waits_for_its_turn(holder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted = adopting.draft

    def drafted_in_turn(*args: Any, **kwargs: Any) -> Any:
        with pytest.raises(turns.Busy), turns.a_turn(), turns.a_turn():
            raise AssertionError("one of the two is in use")
        return drafted(*args, **kwargs)

    monkeypatch.setattr(turns, "WAITS_SECONDS", 0.01)
    monkeypatch.setattr(adopting, "draft", drafted_in_turn)

    assert found(holder).status_code == 302


def test_a_number_that_was_rubbed_out_is_not_taken_from_the_statement(holder: Client) -> None:
    found(holder, organisation_number="")

    document = draft(Organisation.objects.get()).document  # type: ignore[union-attr]
    assert document["controller"]["organisation_number"] == ""


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("email", "post"), ("slug", "les")])
def test_a_mistake_is_handed_back_with_the_text_and_what_was_written(
    field: str, value: str, holder: Client
) -> None:
    page = found(holder, **{field: value})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert "Fjellbygda turlag" in page.context["text"]
    assert not Organisation.objects.exists()


def test_a_forged_form_founds_nothing(holder: Client) -> None:
    page = holder.post(AT, {"text": STATEMENT, "found": "on", **FACTS})

    assert page.status_code == 403
    assert not Organisation.objects.exists()


def test_nothing_is_kept_until_one_founds(holder: Client) -> None:
    holder.post(AT, {"text": STATEMENT})

    assert not Organisation.objects.exists()
    assert not DraftPoint.objects.exists()


def test_a_statement_ends_as_a_published_one_that_says_what_it_said(
    holder: Client, client: Client
) -> None:
    """The whole way: box, facts, draft gone through, put in force, read by anyone."""
    text = STATEMENT.split("## Hvem som får dem")[0]
    token = str(holder.post(AT, {"text": text}).context["csrf_token"])
    founded = holder.post(AT, {"text": text, "found": "on", "csrfmiddlewaretoken": token, **FACTS})
    made = Organisation.objects.get()
    adopt = factories.at(made, "desk:register_adopt")

    for step in holder.get(founded.headers["Location"]).context["steps"]:
        assert holder.get(step[1]).status_code == 200
    page = holder.get(adopt)
    assert page.context["working"].errors == []
    sent = {"digest": page.context["working"].draft.digest, "csrfmiddlewaretoken": token}
    refused = holder.post(adopt, sent)
    assert refused.status_code == 422
    assert "ikke sett på" in refused.text
    assert "kryss av for at dere setter det i kraft" in refused.text
    assert holder.post(adopt, {**sent, "unseen": "on"}).status_code == 302

    statement = client.get(factories.at(made, "site:statement")).text
    assert "Fjellbygda turlag" in statement
    assert "60 dager" in statement.replace("\xa0", " ")
    left = holder.get(factories.at(made, "desk:register_review"))
    assert "Det som sto igjen" in left.text
    assert left.context["unread"]
    assert all(point.title in left.text for point in left.context["left_out"])
    assert "Det som sto igjen" in holder.get(factories.at(made, "desk:register")).text
