"""The screens of the register: read, change, compare, put in force."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.desk.register.forms_sent import filled_in
from tillit.kernel import clock
from tillit.organisations.models import Organisation
from tillit.privacy.register import actions, profiles, queries, toml
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db

READING = ("desk:register", "desk:register_parties", "desk:register_organisation",
           "desk:register_versions", "desk:register_adopt", "desk:register_download")  # fmt: skip
CHANGING: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("desk:register_activity", ("events",)),
    ("desk:register_part_new", ("processors",)),
    ("desk:register_part_new", ("recipients",)),
    ("desk:register_part_new", ("sources",)),
    ("desk:register_part_new", ("measures",)),
    ("desk:register_part", ("processors", "fjordsky")),
    ("desk:register_part", ("recipients", "kitchen")),
    ("desk:register_part", ("sources", "self")),
    ("desk:register_part", ("measures", "log")),
    ("desk:register_part_delete", ("processors", "fjordsky")),
    ("desk:register_sub_new", ("fjordsky",)),
    ("desk:register_sub", ("fjordsky", 0)),
    ("desk:register_sub_delete", ("fjordsky", 0)),
    ("desk:register_discard", ()),
    ("desk:register_upload", ()),
)
POSTING: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("desk:register_switch", ("customers",)),
    ("desk:register_start", ()),
)


@pytest.fixture
def network() -> Organisation:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("business-network"), None)
    actions.adopt(organisation, None)
    return organisation


def officer(organisation: Organisation) -> Client:
    return factories.desk(organisation, "privacy_officer")


def draft_of(organisation: Organisation) -> Register:
    draft = queries.draft(organisation)
    assert draft is not None
    return Register.model_validate(draft.document)


def get(client: Client, organisation: Organisation, view: str, *args: Any) -> Any:
    return client.get(factories.at(organisation, view, *args))


def post(client: Client, organisation: Organisation, view: str, *args: Any, data: Any) -> Any:
    return client.post(factories.at(organisation, view, *args), data)


@pytest.mark.parametrize("view", READING)
def test_who_reads_the_register_sees_it_and_strangers_do_not(
    network: Organisation, view: str
) -> None:
    elsewhere = factories.organisation()

    assert get(officer(network), network, view).status_code == 200
    assert get(factories.desk(network, "auditor"), network, view).status_code == 200
    assert get(Client(), network, view).status_code == 302
    assert get(officer(elsewhere), network, view).status_code == 404
    assert get(factories.desk(network, "event_host"), network, view).status_code == 403


@pytest.mark.parametrize(("view", "args"), CHANGING)
def test_only_who_changes_the_register_may_open_its_forms(
    network: Organisation, view: str, args: tuple[Any, ...]
) -> None:
    elsewhere = factories.organisation()

    assert get(officer(network), network, view, *args).status_code == 200
    assert get(Client(), network, view, *args).status_code == 302
    assert get(officer(elsewhere), network, view, *args).status_code == 404
    assert get(factories.desk(network, "auditor"), network, view, *args).status_code == 403


@pytest.mark.parametrize(("view", "args"), POSTING)
def test_only_who_changes_the_register_may_switch_and_start(
    network: Organisation, view: str, args: tuple[Any, ...]
) -> None:
    data = {"to": "on", "kind": "federation"}
    elsewhere = factories.organisation()

    assert post(Client(), network, view, *args, data=data).status_code == 302
    assert queries.draft(network) is None
    assert post(officer(elsewhere), network, view, *args, data=data).status_code == 404
    auditor = factories.desk(network, "auditor")
    assert post(auditor, network, view, *args, data=data).status_code == 403
    assert queries.draft(network) is None


@pytest.mark.parametrize("view", ["desk:register_organisation", "desk:register_adopt"])
def test_who_only_reads_changes_nothing_by_sending_a_form(network: Organisation, view: str) -> None:
    auditor = factories.desk(network, "auditor")

    assert post(auditor, network, view, data={"name": "X"}).status_code == 403


def test_an_organisation_without_a_register_starts_from_a_kind(client: Client) -> None:
    organisation = factories.organisation(adopted=False)
    browser = officer(organisation)
    page = get(browser, organisation, "desk:register")
    assert "Start from this" in page.content.decode() or page.status_code == 200

    post(browser, organisation, "desk:register_start", data={"kind": "federation"})

    assert draft_of(organisation).controller.name == organisation.name
    assert get(browser, organisation, "desk:register").status_code == 200


@pytest.mark.parametrize("activity", ["membership", "events", "staff", "portal", "accountability"])
def test_an_activity_sent_as_it_stands_changes_nothing(
    network: Organisation, activity: str
) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_activity", activity)

    answer = post(browser, network, "desk:register_activity", activity, data=filled_in(page))

    assert answer.status_code == 302
    assert queries.draft(network) is None


@pytest.mark.parametrize("kind", ["cloud-supplier", "federation"])
def test_every_activity_of_a_profile_sent_as_it_stands_changes_nothing(kind: str) -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load(kind), None)
    actions.adopt(organisation, None)
    browser = officer(organisation)

    for entry in profiles.load(kind).activities:
        page = get(browser, organisation, "desk:register_activity", entry.activity)
        post(browser, organisation, "desk:register_activity", entry.activity, data=filled_in(page))

    assert queries.draft(organisation) is None


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("desk:register_organisation", ()),
        ("desk:register_part", ("processors", "brevlauget")),
        ("desk:register_part", ("recipients", "kitchen")),
        ("desk:register_part", ("sources", "self")),
        ("desk:register_part", ("measures", "log")),
        ("desk:register_sub", ("brevlauget", 1)),
    ],
)
def test_a_form_sent_as_it_stands_changes_nothing(
    network: Organisation, view: str, args: tuple[Any, ...]
) -> None:
    browser = officer(network)
    page = get(browser, network, view, *args)

    answer = post(browser, network, view, *args, data=filled_in(page))

    assert answer.status_code == 302
    assert queries.draft(network) is None


def test_a_period_is_changed_in_the_draft_and_applies_when_put_in_force(
    network: Organisation,
) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_activity", "events")
    sent = filled_in(page, **{"retention-registrations-period_number": "30"})

    post(browser, network, "desk:register_activity", "events", data=sent)

    entry = draft_of(network).retention("events", "registrations")
    assert entry is not None
    assert str(entry.period) == "P30D"
    before = queries.in_force(network).retention("events", "registrations")
    assert before is not None
    assert str(before.period) == "P60D"
    shown = get(browser, network, "desk:register_adopt")
    adopted = post(browser, network, "desk:register_adopt", data=filled_in(shown))
    assert adopted.status_code == 302
    after = queries.in_force(network).retention("events", "registrations")
    assert after is not None
    assert str(after.period) == "P30D"
    assert get(browser, network, "desk:register_version", 2).status_code == 200


def test_a_period_past_the_cap_is_refused_and_what_was_typed_stays(network: Organisation) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_activity", "events")
    sent = filled_in(
        page,
        **{
            "retention-registrations-period_number": "7",
            "retention-registrations-period_unit": "years",
            "chosen-note_nb": "Dette skrev jeg",
        },
    )

    answer = post(browser, network, "desk:register_activity", "events", data=sent)

    assert answer.status_code == 422
    assert "Dette skrev jeg" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    assert queries.draft(network) is None


def test_a_shorter_period_says_how_many_rows_go_before_it_is_put_in_force(
    network: Organisation,
) -> None:
    event = factories.event(
        network,
        starts_at=clock.now() - dt.timedelta(days=50),
        ends_at=clock.now() - dt.timedelta(days=50),
    )
    for _each in range(7):
        factories.registration(event)
    browser = officer(network)
    page = get(browser, network, "desk:register_activity", "events")
    sent = filled_in(page, **{"retention-registrations-period_number": "45"})
    post(browser, network, "desk:register_activity", "events", data=sent)

    shown = get(browser, network, "desk:register_adopt")

    [goes] = shown.context["goes"]
    assert goes.count == 7


def test_a_draft_changed_by_someone_else_meanwhile_is_not_put_in_force(
    network: Organisation,
) -> None:
    browser = officer(network)
    actions.save_draft(network, profiles.load("federation"), None)
    shown = filled_in(get(browser, network, "desk:register_adopt"))
    actions.save_draft(network, profiles.load("meeting-portal"), None)

    post(browser, network, "desk:register_adopt", data=shown)

    assert queries.in_force(network).controller.kind == "business-network"


def test_a_register_that_contradicts_itself_is_refused_with_the_article(
    network: Organisation,
) -> None:
    register = queries.in_force(network)
    broken = register.model_copy(update={"processors": []})
    draft = actions.save_draft(network, broken, None)
    browser = officer(network)

    answer = post(browser, network, "desk:register_adopt", data={"digest": draft.digest})

    assert answer.status_code == 422
    assert "fjordsky" in answer.content.decode()
    assert queries.in_force(network) == register


@pytest.mark.promise("C22")
def test_a_processor_outside_the_eea_needs_a_basis_that_still_holds(
    network: Organisation,
) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_part", "processors", "fjordsky")

    def adopt_with(transfer: str) -> Any:
        sent = filled_in(
            page, countries="Norge, USA", transfer=transfer, transfer_document="Avtalen"
        )
        post(browser, network, "desk:register_part", "processors", "fjordsky", data=sent)
        shown = get(browser, network, "desk:register_adopt")
        digest = shown.context["working"].draft.digest
        return post(browser, network, "desk:register_adopt", data={"digest": digest})

    nothing, shield, harbour = (
        adopt_with(basis) for basis in ("", "privacy_shield", "safe_harbour")
    )
    assert queries.in_force(network).processors[0].countries == ["NO"]
    clauses = adopt_with("scc")

    assert [answer.status_code for answer in (nothing, shield, harbour)] == [422, 422, 422]
    assert "C-311/18" in shield.content.decode()
    assert "C-362/14" in harbour.content.decode()
    assert clauses.status_code == 302
    assert queries.in_force(network).processors[0].countries == ["NO", "US"]


def test_a_new_processor_is_chosen_for_an_activity(network: Organisation) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_part_new", "processors")
    sent = filled_in(
        page,
        name="Bakgården Arkiv AS",
        role="storage",
        countries="NO",
        signed_on="2026-03-01",
        what_for_nb="lagrer",
        what_for_nn="lagrar",
        what_for_en="stores",
    )
    post(browser, network, "desk:register_part_new", "processors", data=sent)
    key = draft_of(network).processors[-1].key
    page = get(browser, network, "desk:register_activity", "events")
    chosen = [*filled_in(page)["chosen-processors"], key]

    post(
        browser,
        network,
        "desk:register_activity",
        "events",
        data=filled_in(page, **{"chosen-processors": chosen}),
    )

    entry = draft_of(network).activity("events")
    assert entry is not None
    assert entry.processors == ["fjordsky", "brevlauget", key]


def test_who_is_taken_out_goes_out_of_the_activities_too(network: Organisation) -> None:
    browser = officer(network)

    post(browser, network, "desk:register_part_delete", "recipients", "kitchen", data={})

    draft = draft_of(network)
    assert not draft.recipients
    entry = draft.activity("events")
    assert entry is not None
    assert entry.recipients == []


def test_a_country_that_is_none_is_named_and_stays_typed(network: Organisation) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_part", "processors", "fjordsky")
    sent = filled_in(page, countries="Norge, Narnia")

    answer = post(browser, network, "desk:register_part", "processors", "fjordsky", data=sent)

    assert answer.status_code == 422
    assert 'value="Norge, Narnia"' in answer.content.decode()
    assert queries.draft(network) is None


def test_sub_processors_come_and_go(network: Organisation) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_sub_new", "fjordsky")
    sent = filled_in(page, name="Nettverkstedet AS", countries="NO")
    post(browser, network, "desk:register_sub_new", "fjordsky", data=sent)
    assert [sub.name for sub in draft_of(network).processors[0].sub_processors] == [
        "Bergrommet Datahall AS", "Nettverkstedet AS",
    ]  # fmt: skip

    post(browser, network, "desk:register_sub_delete", "fjordsky", 0, data={})

    assert [sub.name for sub in draft_of(network).processors[0].sub_processors] == [
        "Nettverkstedet AS"
    ]


def test_an_activity_is_switched_on_and_off_and_on_again(network: Organisation) -> None:
    browser = officer(network)

    post(browser, network, "desk:register_switch", "customers", data={"to": "on"})
    assert draft_of(network).activity("customers") is not None
    page = get(browser, network, "desk:register_activity", "customers")
    assert page.status_code == 200
    assert page.context["at_fields"]

    post(browser, network, "desk:register_switch", "customers", data={"to": "off"})
    assert queries.draft(network) is None
    post(browser, network, "desk:register_switch", "portal", data={"to": "off"})
    assert queries.draft(network) is None


def test_a_purpose_on_legitimate_interest_is_not_adopted_before_it_is_weighed(
    network: Organisation,
) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_activity", "events")
    weighed = {
        f"purpose-run_event-{name}_{language}": "Vurdert"
        for name in ("interest", "necessity", "balance", "conclusion")
        for language in ("nb", "nn", "en")
    }
    basis = {"purpose-run_event-basis": "6(1)(f)"}
    post(browser, network, "desk:register_activity", "events", data=filled_in(page, **basis))
    digest = get(browser, network, "desk:register_adopt").context["working"].draft.digest
    refused = post(browser, network, "desk:register_adopt", data={"digest": digest})
    assert refused.status_code == 422

    sent = filled_in(page, **basis, **weighed, **{"purpose-run_event-author": "Styret"})
    post(browser, network, "desk:register_activity", "events", data=sent)
    digest = get(browser, network, "desk:register_adopt").context["working"].draft.digest
    adopted = post(browser, network, "desk:register_adopt", data={"digest": digest})

    assert adopted.status_code == 302


def test_the_organisation_and_its_contact_points_are_changed(network: Organisation) -> None:
    browser = officer(network)
    page = get(browser, network, "desk:register_organisation")
    sent = filled_in(
        page,
        promised_answer_days="20",
        **{"dpo-name": "Ombudet", "dpo-email": "Dpo@Lysbrua.example"},
    )

    post(browser, network, "desk:register_organisation", data=sent)

    draft = draft_of(network)
    assert draft.promised_answer_days == 20
    point = draft.contact("dpo")
    assert point is not None
    assert point.email == "dpo@lysbrua.example"


@pytest.mark.promise("C01")
def test_an_organisation_number_with_a_bad_digit_is_refused_and_a_right_one_is_public(
    network: Organisation,
) -> None:
    statement = get(Client(), network, "site:statement").content.decode()
    assert "Lysbrua Næringsnettverk" in statement
    assert "352601810" in re.sub(r"\s|&nbsp;", "", statement)
    assert "Kvernbakken 12" in statement
    browser = officer(network)
    page = get(browser, network, "desk:register_organisation")

    answer = post(
        browser,
        network,
        "desk:register_organisation",
        data=filled_in(page, organisation_number="352601811"),
    )

    assert answer.status_code == 422
    assert 'value="352601811"' in answer.content.decode()
    assert queries.draft(network) is None


def test_a_file_goes_out_and_comes_in_as_a_draft(network: Organisation) -> None:
    browser = officer(network)
    text = get(browser, network, "desk:register_download").content.decode()
    file = SimpleUploadedFile("register.toml", text.replace('"P60D"', '"P50D"').encode())

    post(browser, network, "desk:register_upload", data={"file": file})

    entry = draft_of(network).retention("events", "registrations")
    assert entry is not None
    assert str(entry.period) == "P50D"


def test_anothers_file_keeps_the_controller_and_says_so(network: Organisation) -> None:
    text = toml.write(profiles.load("federation")).encode()
    data = {"file": SimpleUploadedFile("r.toml", text)}

    address = factories.at(network, "desk:register_upload")
    answer = officer(network).post(address, data, follow=True)

    assert draft_of(network).controller == queries.in_force(network).controller
    assert profiles.load("federation").controller.name in answer.content.decode()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (1024 * 1024 + 1), b"a = ["])
def test_a_file_that_is_no_register_is_refused(network: Organisation, content: bytes) -> None:
    browser = officer(network)

    answer = post(
        browser, network, "desk:register_upload", data={"file": SimpleUploadedFile("r", content)}
    )

    assert answer.status_code == 422
    assert queries.draft(network) is None


def test_a_discarded_draft_leaves_what_is_in_force(network: Organisation) -> None:
    browser = officer(network)
    actions.save_draft(network, profiles.load("federation"), None)

    post(browser, network, "desk:register_discard", data={})

    assert queries.draft(network) is None
    assert queries.in_force(network).controller.kind == "business-network"


def test_an_earlier_version_is_downloaded_as_it_was(network: Organisation) -> None:
    browser = officer(network)
    actions.save_draft(network, profiles.load("federation"), None)
    actions.adopt(network, None)

    first = get(browser, network, "desk:register_download_version", 1).content

    assert toml.read(first) == profiles.load("business-network")
    assert get(browser, network, "desk:register_download_version", 9).status_code == 404
    assert get(browser, network, "desk:register_version", 9).status_code == 404


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("desk:register_activity", ("nothing",)),
        ("desk:register_activity", ("customers",)),
        ("desk:register_part", ("processors", "nobody")),
        ("desk:register_part", ("activities", "events")),
        ("desk:register_part_new", ("activities",)),
        ("desk:register_sub", ("fjordsky", 9)),
    ],
)
def test_what_is_not_in_the_register_is_not_found(
    network: Organisation, view: str, args: tuple[Any, ...]
) -> None:
    assert get(officer(network), network, view, *args).status_code == 404


@pytest.mark.parametrize("kind", profiles.KINDS)
def test_every_profile_shows_on_every_screen(kind: str) -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load(kind), None)
    browser = officer(organisation)

    for view in READING:
        assert get(browser, organisation, view).status_code == 200
    for entry in profiles.load(kind).activities:
        page = get(browser, organisation, "desk:register_activity", entry.activity)
        assert page.status_code == 200


def test_what_is_to_be_mended_says_where(network: Organisation) -> None:
    register = profiles.start("federation", name="Forbundet", email="post@forbundet.example")
    actions.save_draft(network, register, None)
    browser = factories.desk(network, "privacy_officer")
    browser.cookies["language"] = "nb"

    page = browser.get(factories.at(network, "desk:register")).text

    shown = re.findall(r"<strong>([^<]+):</strong> <a", page)
    assert shown
    assert all(" › " in where or where for where in shown)
    told = re.findall(r"<li><strong>.*?</li>", page, re.DOTALL)
    assert len(told) == len(set(told))


def test_what_a_basis_needs_is_not_called_optional(network: Organisation) -> None:
    browser = factories.desk(network, "privacy_officer")
    browser.cookies["language"] = "nb"

    page = browser.get(factories.at(network, "desk:register_activity", "membership")).text

    for label in ("Veid av", "Hva det betyr for folk"):
        assert f'{label} <span class="t-optional">(valgfritt)' not in page


def test_a_draft_is_discarded_after_what_is_lost_has_been_shown(network: Organisation) -> None:
    register = queries.in_force(network).model_copy(update={"promised_answer_days": 11})
    actions.save_draft(network, register, None)

    page = factories.desk(network, "privacy_officer").get(
        factories.at(network, "desk:register_discard")
    )

    assert "11" in page.text
    assert queries.draft(network) is not None
