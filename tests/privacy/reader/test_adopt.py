"""What a statement says becomes values of a register, each where it belongs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.privacy.reader.readings import reading, said
from tillit.privacy.declare import declarations
from tillit.privacy.reader.adopt import draft, facts, named, processors
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.claims.catalogue import Supplier
from tillit.privacy.reader.marks import rules
from tillit.privacy.register.points.wording import title, to_do
from tillit.privacy.register.profiles import KINDS
from tillit.privacy.register.rules import findings
from tillit.privacy.register.schema import Register

DAY = dt.date(2026, 11, 22)
CLUB = """Personvernerklæring

Behandlingsansvarlig er Lysbrua Forum, org. nr. 310 000 434.

Medlemmer

Alle medlemmer må oppgi navn, e-post og arbeidssted. Medlemmer slettes ett år etter utmelding.
Grunnlaget for medlemmer er avtalen med dem.

Arrangementer

Når du melder deg på et arrangement, lagrer vi navn og e-post. Grunnlaget er avtale med deg.
Påmeldinger slettes 45 dager etter arrangementet. Avlyses det, slettes de med en gang.

Kontakt

Skriv til hei@lysbrua.example. Vi svarer innen 20 dager.
"""
SHOP = """Personvernerklæring

Vi har kontakter hos dem som er kunder. Grunnlaget for kunder er avtale.

Potensielle kunder ringer vi etter berettiget interesse.
Det vi vet om potensielle kunder, slettes etter to år.
"""


def origin(adoption, path):
    """The points at a path, as (value, sure)."""
    return [(point.value, point.sure) for point in adoption.origins if point.path == path]


def codes(points):
    return {(point.code, point.path) for point in points}


def club(*claims, **verdicts):
    return draft(reading(CLUB, *claims, **verdicts))


def test_the_nearest_ready_register_is_chosen_by_what_the_statement_is_about() -> None:
    assert club().kind == "business-network"
    assert draft(reading(SHOP)).kind == "cloud-supplier"


def test_the_kind_can_be_given() -> None:
    assert draft(reading(CLUB), kind="federation").register.controller.kind == "federation"
    with pytest.raises(KeyError):
        draft(reading(CLUB), kind="circus")


def test_only_what_the_statement_speaks_of_is_switched_on() -> None:
    on = [entry.activity for entry in club().register.activities]

    assert on[:2] == ["membership", "events"]
    assert {key for key in on[2:] if not declarations.activities[key].always_on} == set()


def test_an_activity_the_nearest_ready_register_lacks_comes_from_another() -> None:
    text = CLUB + "\nVi har kontaktpersoner hos leverandører og partnere.\n"

    register = draft(reading(text), kind="business-network").register

    suppliers = register.activity("suppliers")
    assert suppliers is not None
    assert suppliers.fields
    assert {source.key for source in register.sources} >= set(suppliers.sources)


def test_a_statement_about_nothing_known_keeps_the_ready_register_and_says_so() -> None:
    adoption = draft(reading("Personvernerklæring\n\nVi tar vare på opplysninger.\n"))

    assert ("nothing_known", "activities") in codes(adoption.gaps)
    assert adoption.register.activities


def test_who_answers_and_where_to_write() -> None:
    adoption = club(
        said("controller", "Behandlingsansvarlig", value="Lysbrua Forum"),
        said("contact", "310 000 434", what="orgnr", value="310000434"),
        said("contact", "hei@", what="email", value="hei@lysbrua.example"),
    )

    controller = adoption.register.controller
    assert (controller.name, controller.organisation_number) == ("Lysbrua Forum", "310000434")
    assert [point.role for point in adoption.register.contact_points] == ["privacy"]
    assert adoption.register.contact_points[0].email == "hei@lysbrua.example"
    assert "Skriv til" in next(
        point.sentence for point in adoption.origins if point.path == "contact_points.privacy.email"
    )


def test_an_officer_is_one_only_when_the_statement_has_one() -> None:
    email = said("contact", "hei@", what="email", value="hei@lysbrua.example")

    assert club(email, DPO="P").register.contact("dpo") is not None
    assert club(email, DPO="N").register.contact("dpo") is None


def test_a_wrong_organisation_number_is_left_out_and_told_of() -> None:
    adoption = club(said("contact", "310 000 434", what="orgnr", value="310000435"))

    assert adoption.register.controller.organisation_number == ""
    assert ("bad_number", "controller.organisation_number") in codes(adoption.conflicts)


def test_an_address_that_only_unsubscribes_is_no_contact_point() -> None:
    adoption = club(
        said("contact", "hei@", what="email", value="hei+unsubscribe@lysbrua.example"),
        said("contact", "hei@", what="email", value="hei@lysbrua.example"),
    )

    assert [point.email for point in adoption.register.contact_points] == ["hei@lysbrua.example"]


def test_the_postal_address_is_read_where_the_postal_code_stands() -> None:
    text = CLUB + "\nLysbrua Forum\nKvernbakken 12\n0999 OSLO\n"

    found = facts(reading(text, said("contact", "0999", what="post", value="0999")))

    assert (found.address.value, found.postal_code.value, found.city.value) == (
        "Kvernbakken 12",
        "0999",
        "Oslo",
    )


@pytest.mark.parametrize(
    ("period", "days", "point"),
    [
        ("P20D", 20, ("origin", "taken")),
        ("P30D", 30, ("origin", "taken")),
        ("P1M", None, ("origin", "law_month")),
        ("P60D", None, ("conflict", "answer_too_long")),
    ],
)
def test_the_promised_answer(period: str, days: int | None, point: tuple[str, str]) -> None:
    adoption = club(said("deadline", "Vi svarer", what="answer", period=period))

    assert adoption.register.promised_answer_days == days
    assert point in [
        (one.kind, one.code) for one in adoption.points if one.path == "promised_answer_days"
    ]


def test_nothing_is_promised_that_the_statement_does_not() -> None:
    assert club().register.promised_answer_days is None


def test_a_period_stands_at_its_rule_with_its_sentence() -> None:
    adoption = club(
        said("retention", "Påmeldinger", data="registrations", period="P45D", clock="event_ended"),
        said("retention", "ett år", data="members", period="P1Y", clock="relation_ended"),
    )

    register = adoption.register
    assert str(register.retention("events", "registrations").period) == "P45D"
    assert str(register.retention("membership", "card").period) == "P1Y"
    path = "activities.events.retention.registrations.period"
    assert origin(adoption, path) == [("P45D", True)]


def test_a_period_past_the_cap_is_taken_down_to_it_with_a_note() -> None:
    adoption = club(
        said("retention", "Påmeldinger", data="registrations", period="P3Y", clock="event_ended")
    )

    assert str(adoption.register.retention("events", "registrations").period) == "P1Y"
    path = "activities.events.retention.registrations.period"
    assert ("period_capped", path) in codes(adoption.conflicts)
    assert not [f for f in findings(adoption.register, declarations, DAY) if "retention" in f.path]


def test_of_two_periods_the_first_stands_and_the_other_is_told_of() -> None:
    adoption = club(
        said("retention", "Påmeldinger", data="registrations", period="P45D", clock="event_ended"),
        said("retention", "Avlyses", data="registrations", period="P0D", clock="event_cancelled"),
    )

    entry = adoption.register.retention("events", "registrations")
    assert (str(entry.period), entry.clocks) == ("P45D", [])
    path = "activities.events.retention.registrations.period"
    assert ("two_periods", path) in codes(adoption.conflicts)


def test_an_exception_is_told_of_and_is_not_the_period() -> None:
    adoption = club(
        said(
            "retention", "Avlyses", data="registrations", period="P0D", clock="event_cancelled",
            condition="cancelled",
        ),
        said("retention", "Påmeldinger", data="registrations", period="P45D", clock="event_ended"),
    )  # fmt: skip

    assert str(adoption.register.retention("events", "registrations").period) == "P45D"
    assert "exception" in {point.code for point in adoption.conflicts}


def test_a_clock_the_program_cannot_count_from_is_told_of() -> None:
    adoption = club(
        said("retention", "ett år", data="members", period="P1Y", clock="accounting_year_ended")
    )

    assert ("clock_unknown", "activities.membership.retention.card.clocks") in codes(
        adoption.conflicts
    )


def test_as_long_as_needed_is_no_period() -> None:
    adoption = club(
        said("retention", "ett år", data="general", period="criterion", clock="necessary")
    )

    assert ("criterion", "activities.membership.retention.card.period") in codes(adoption.conflicts)


def test_one_of_two_clocks_can_be_what_the_statement_counts_from() -> None:
    adoption = draft(
        reading(
            SHOP, said("retention", "kunder er avtale", data="customers", period="P1Y",
                       clock="last_interaction"),
        )
    )  # fmt: skip

    entry = adoption.register.retention("customers", "card")
    assert [clock.value for clock in entry.clocks] == ["last_interaction"]


def test_fields_the_statement_lists_are_asked_for_and_no_others() -> None:
    claims = [
        said("field", "Alle medlemmer", value=value, data="members")
        for value in ("name", "email", "workplace")
    ]

    fields = club(*claims).register.activity("membership").fields

    assert {field.field for field in fields} == {"first_name", "last_name", "email", "workplace"}
    assert all(field.required and field.need for field in fields)


def test_what_people_are_reached_by_is_asked_for_all_the_same() -> None:
    adoption = club(said("field", "melder deg på", value="workplace", data="registrations"))

    assert {field.field for field in adoption.register.activity("events").fields} == {
        "first_name",
        "last_name",
        "email",
        "workplace",
    }
    assert ("field_needed", "activities.events.fields.email") in codes(adoption.gaps)


def test_a_field_the_activity_cannot_ask_for_has_no_place() -> None:
    adoption = club(said("field", "melder deg på", value="picture", data="registrations"))

    assert [point.code for point in adoption.unplaced if point.code == "field"]


def test_only_what_is_said_to_be_public_is_shown() -> None:
    silent = club().register.activity("membership")
    shown = club(
        said("published", "Alle medlemmer", value="name", data="members")
    ).register.activity("membership")

    assert silent.published == []
    assert "publish_in_directory" not in [one.purpose for one in silent.purposes]
    assert shown.published == ["first_name", "last_name"]
    assert "publish_in_directory" in [one.purpose for one in shown.purposes]


def test_a_basis_is_that_of_the_activity_it_stands_with() -> None:
    adoption = draft(
        reading(
            SHOP,
            said("basis", "Grunnlaget for kunder", basis="6(1)(f)"),
            said("basis", "etter berettiget interesse", basis="6(1)(f)"),
        )
    )

    register = adoption.register
    assert register.activity("customers").purposes[0].basis == "6(1)(f)"
    # Nobody has weighed it for customers, and no ready register has words for it.
    assert (
        "no_balancing_test",
        "activities.customers.purposes.fulfil_agreement.balancing_test",
    ) in codes(adoption.conflicts)
    # For possible customers one has; it is not signed.
    assert register.activity("prospects").purposes[0].balancing_test.author == ""


def test_a_basis_the_purpose_cannot_have_is_left_to_decide() -> None:
    adoption = club(said("basis", "for medlemmer er", basis="6(1)(a)", data="members"))

    path = "activities.membership.purposes.administer_membership.basis"
    assert ("basis_not_allowed", path) in codes(adoption.conflicts)
    assert adoption.register.activity("membership").purposes[0].basis == "6(1)(b)"


def test_consent_takes_the_words_of_a_ready_register() -> None:
    adoption = draft(
        reading(SHOP, said("basis", "etter berettiget", basis="6(1)(a)", data="prospects"))
    )

    assert set(adoption.register.activity("prospects").purposes[0].consent) == {"nb", "nn", "en"}


def test_sources_are_those_of_the_statement() -> None:
    adoption = draft(
        reading(
            SHOP,
            said("source", "Potensielle kunder ringer", value="website", data="prospects"),
            said("source", "Potensielle kunder ringer", value="public_register",
                 data="prospects"),
        )
    )  # fmt: skip

    assert set(adoption.register.activity("prospects").sources) == {"website", "public_register"}


def test_a_supplier_nobody_knows_gets_no_country_made_up_for_it() -> None:
    adoption = club(said("supplier", "Påmeldinger", value="Skrubbeli AS", what_for="ticketing"))

    [processor] = adoption.register.processors
    assert (processor.key, processor.role, processor.countries) == (
        "skrubbeli_as",
        "ticketing",
        [],
    )
    assert processor.agreement is None
    assert adoption.register.activity("events").processors == ["skrubbeli_as"]
    assert adoption.register.activity("membership").processors == []
    assert codes(adoption.gaps) >= {
        ("countries", "processors.skrubbeli_as.countries"),
        ("agreement", "processors.skrubbeli_as.agreement"),
    }


def test_a_supplier_named_twice_is_one() -> None:
    adoption = club(
        said("supplier", "Påmeldinger", value="Skrubbeli", what_for="ticketing"),
        said("supplier", "ett år", value="skrubbeli", what_for="other"),
    )

    assert [processor.key for processor in adoption.register.processors] == ["skrubbeli"]
    assert adoption.register.activity("membership").processors == ["skrubbeli"]


def test_who_keeps_everything_running_has_a_part_in_everything() -> None:
    adoption = club(said("supplier", "Skriv til", value="Kvernsky", what_for="it_platform"))

    assert all("kvernsky" in entry.processors for entry in adoption.register.activities)


def test_a_suppliers_own_statement_is_linked_when_the_statement_links_it() -> None:
    text = CLUB + "\nSkrubbeli tar imot påmeldinger: https://skrubbeli.example/personvern\n"

    adoption = draft(
        reading(text, said("supplier", "Skrubbeli", value="Skrubbeli", what_for="ticketing"))
    )

    assert adoption.register.processors[0].privacy_url == "https://skrubbeli.example/personvern"


def test_a_recipient_gets_what_the_sentence_is_about() -> None:
    adoption = club(said("recipient", "melder deg på", value="Seglet Kjøkken", party="310000434"))

    [recipient] = adoption.register.recipients
    assert (recipient.name, recipient.organisation_number) == ("Seglet Kjøkken", "310000434")
    assert adoption.register.activity("events").recipients == [recipient.key]


def test_shared_with_nobody_and_yet_with_some() -> None:
    adoption = club(
        said("recipient", "melder deg på", value="Seglet Kjøkken"),
        said("sharing", "Skriv til", negated=True),
    )

    assert ("sharing_denied", "recipients") in codes(adoption.conflicts)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("newsletter", "newsletter"), ("mail", "mailboxes"), ("chat", "chat"), ("weblog", "web"),
        ("cases", "cases"), ("accounting", "money"), ("needs", "needs"), ("other", "other"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_kept_with_its_sentence(data: str, code: str) -> None:
    adoption = club(said("retention", "Påmeldinger", data=data, period="P90D", clock="unsaid"))

    point = next(point for point in adoption.unplaced if point.code == code)
    assert point.sentence.startswith("Påmeldinger slettes")
    assert "90" in title(point)
    assert to_do(point)


def test_every_draft_is_a_register_and_nothing_but_people_stands_in_its_way() -> None:
    for kind in KINDS:
        adoption = named(
            draft(reading(CLUB), kind=kind), name="Lysbrua", email="hei@lysbrua.example",
            address="Kvernbakken 12", postal_code="0999", city="Oslo",
        )  # fmt: skip

        Register.model_validate(adoption.register.model_dump(mode="json"))
        errors = [f for f in findings(adoption.register, declarations, DAY) if f.is_error]
        assert {f.path[-1] for f in errors} <= {"author"}, kind


def test_what_someone_says_themselves_goes_first() -> None:
    adoption = named(
        club(said("controller", "Behandlingsansvarlig", value="Lysbrua Forum")),
        name="Lysbrua Næringsforum", email="post@lysbrua.example", contact="Kari Nordli",
    )  # fmt: skip

    assert adoption.register.controller.name == "Lysbrua Næringsforum"
    point = adoption.register.contact_points[0]
    assert (point.name, point.email) == ("Kari Nordli", "post@lysbrua.example")
    assert not [one for one in adoption.points if one.path == "controller.name"]
    assert not [one for one in adoption.gaps if one.path == "controller.email"]


def test_a_contradictory_statement_is_never_changed_in_silence() -> None:
    adoption = club(
        said("retention", "ett år", data="members", period="P1Y", clock="relation_ended"),
        said("retention", "Skriv til", data="members", period="P5Y", clock="relation_ended"),
        said("basis", "for medlemmer er", basis="6(1)(b)", data="members"),
        said("basis", "for medlemmer er", basis="6(1)(f)", data="members"),
    )

    told = codes(adoption.conflicts)
    assert ("two_periods", "activities.membership.retention.card.period") in told
    assert ("two_bases", "activities.membership.purposes.administer_membership.basis") in told


def test_every_point_has_words_in_the_three_languages() -> None:
    from django.utils.translation import override

    adoption = club(
        said("retention", "Påmeldinger", data="registrations", period="P3Y", clock="unsaid"),
        said("basis", "for medlemmer er", basis="6(1)(a)", data="members"),
        said("supplier", "Påmeldinger", value="Skrubbeli", what_for="ticketing"),
    )

    for language in ("nb", "nn", "en"):
        with override(language):
            for point in adoption.points:
                assert title(point), point
                assert "{" not in title(point) + to_do(point), point


def test_a_line_that_ends_in_a_colon_says_whom_what_follows_is_about() -> None:
    text = """Personvernerklæring

    Hvilke opplysninger

    Kunder og mulige kunder:

    E-post, hvilke arrangementer de var med på

    Kontakter hos leverandører og partnere:

    Navn og mobilnummer
    """.replace("    ", "")
    claims = [
        said("field", "hvilke arr", value="email"),
        said("field", "Navn og mobil", value="phone"),
    ]

    register = draft(reading(text, *claims), kind="cloud-supplier").register

    assert "email" in register.activity("customers").field_keys()
    assert "phone" not in register.activity("prospects").field_keys()
    assert "phone" in register.activity("suppliers").field_keys()
    assert "phone" in register.activity("partners").field_keys()


def test_a_suppliers_own_supplier_stands_under_it() -> None:
    adoption = club(
        said("supplier", "Påmeldinger", value="Skrubbeli", what_for="ticketing"),
        said("supplier", "Påmeldinger", value="Kvernsky", condition="sub"),
    )

    [processor] = adoption.register.processors
    assert [sub.name for sub in processor.sub_processors] == ["Kvernsky"]


def test_a_consent_that_is_only_spoken_of_is_no_ground() -> None:
    text = CLUB + "\nDu kan trekke tilbake samtykket ditt som medlem når du vil.\n"

    adoption = draft(
        reading(text, said("basis", "trekke tilbake", basis="6(1)(a)", data="members"))
    )

    assert not [point for point in adoption.conflicts if "basis" in point.code]


def test_every_rule_on_what_a_statement_is_about_meets_its_examples_and_no_others() -> None:
    for rule in rules("adopt"):
        for text in rule.good:
            assert _is_met(rule, text), (rule.key, text)
        for text in rule.bad:
            assert not _is_met(rule, text), (rule.key, text)


def _is_met(rule, text: str) -> bool:
    about = About(reading(text))
    return any(about.speaks(sentence, rule) for sentence in about.sentences)


def test_members_of_staff_and_what_others_answer_for_switch_nothing_on() -> None:
    text = """Privacy

    You may ask that a member of staff look at it. Every member of staff has a key.

    For the member lists that an association keeps in the app, the association decides what goes in.
    In the event of conflict, and in the event of fire, the Norwegian text prevails.

    We keep the names of our customers.
    """.replace("    ", "")

    adoption = draft(reading(text))

    assert adoption.register.activity("customers") is not None
    assert adoption.register.activity("membership") is None
    assert adoption.register.activity("events") is None


def test_where_only_companies_are_members_their_contacts_are_what_is_held() -> None:
    text = """Personvern

    Vi har navn og stilling til kontaktpersoner i medlemsbedriftene. Medlemmene får faktura.

    Medlemskapet er en avtale. Medlemmer kan bruke lokalene.
    """.replace("    ", "")

    adoption = draft(reading(text, said("basis", "er en avtale", basis="6(1)(b)")))

    assert adoption.register.activity("membership") is None
    assert adoption.register.activity("company_contacts") is not None


def test_a_ground_under_a_heading_of_its_own_is_not_one_for_all() -> None:
    text = """Personvern

    Medlemmer

    Medlemmer må oppgi navn.

    Kameraer

    Vi har en berettiget interesse i å stanse tyveri.
    """.replace("    ", "")

    adoption = draft(reading(text, said("basis", "stanse tyveri", basis="6(1)(f)")))

    path = "activities.membership.purposes.administer_membership.basis"
    assert ("basis_unsaid", path) in codes(adoption.gaps)


def test_the_address_of_the_organisation_is_its_own_and_not_the_officers() -> None:
    adoption = club(
        said("contact", "310 000 434", what="email", value="ombud@lysbrua.example", party="dpo"),
        said("contact", "hei@", what="email", value="hei@lysbrua.example", party="controller"),
    )

    assert adoption.register.controller.email == "hei@lysbrua.example"


def test_who_gets_names_for_their_own_use_is_a_recipient_and_no_supplier() -> None:
    text = CLUB + "\nForsikringen er tegnet i Fjellvern, som får navn og fødselsdato av oss.\n"
    name = said("supplier", "Fjellvern", value="Fjellvern", what_for="other")

    adoption = draft(reading(text, name))

    assert [one.name for one in adoption.register.recipients] == ["Fjellvern"]
    assert not adoption.register.processors


def test_the_organisation_itself_and_those_who_handle_it_are_no_recipients() -> None:
    text = CLUB + "\nForbundet bruker leverandører som får opplysninger.\n"

    adoption = draft(
        reading(
            text,
            said("controller", "Behandlingsansvarlig", value="Norges Lysforbund"),
            said("recipient", "Forbundet bruker", value="Forbundet"),
            said("recipient", "Forbundet bruker", value="leverandører"),
        )
    )

    assert not adoption.register.recipients


def test_what_mostly_comes_from_the_person_does_so_besides_what_else_is_said() -> None:
    text = """Personvern

    Medlemmer må oppgi navn. Medlemmer får bladet.

    Medlemmer hentes fra klubben. Mesteparten får vi av deg selv.
    """.replace("    ", "")

    adoption = draft(
        reading(
            text,
            said("source", "hentes fra klubben", value="organisation", data="members"),
            said("source", "Mesteparten", value="self"),
        )
    )

    membership = adoption.register.activity("membership")
    assert membership is not None
    assert set(membership.sources) == {"organisation", "self"}


def test_each_of_several_suppliers_in_a_sentence_has_a_part_in_what_is_said_of_it() -> None:
    text = CLUB + "\nMedlemslista ligger i Listely, og påmeldinger går gjennom Påmeldly.\n"

    register = draft(
        reading(
            text,
            said("supplier", "Medlemslista", value="Listely", what_for="crm"),
            said("supplier", "Medlemslista", value="Påmeldly", what_for="ticketing"),
        )
    ).register

    assert register.activity("membership").processors == ["listely"]
    assert register.activity("events").processors == ["pameldly"]


def test_what_counts_cookies_has_no_part_in_the_activity_its_row_names() -> None:
    text = CLUB + "\nInformasjonskapsler\n\n- Viser annonser for kurs du har sett på: Kakely\n"

    register = draft(
        reading(text, said("supplier", "Viser annonser", value="Kakely", what_for="crm"))
    ).register

    [kakely] = register.processors
    assert not any(kakely.key in entry.processors for entry in register.activities)


def believed(monkeypatch, seen=()) -> None:
    """Skrubbeli stands in the list with data in Ireland and in the USA; ``seen``: what of it a page
    bore out."""
    known = Supplier(
        "Skrubbeli", "Skrubbeli", "ticketing", ("IE", "US"), "dpf", seen=frozenset(seen)
    )
    monkeypatch.setattr(processors, "supplier", lambda name: known)


def test_what_nobody_has_looked_up_of_a_supplier_is_something_to_ask_about(monkeypatch) -> None:
    believed(monkeypatch)

    adoption = club(said("supplier", "Påmeldinger", value="Skrubbeli", what_for="ticketing"))

    [processor] = adoption.register.processors
    assert (processor.countries, processor.transfer) == (["IE", "US"], None)
    assert ("catalogue_ask", "processors.skrubbeli.countries") in codes(adoption.origins)
    [gap] = [point for point in adoption.gaps if point.path == "processors.skrubbeli.transfer"]
    with translation.override("en"):
        assert title(gap) == (
            "Skrubbeli may have data in United States, but that is not confirmed. Check with the "
            "supplier."
        )
    with translation.override("nb"):
        assert "Spør leverandøren" in title(gap)
    with translation.override("nn"):
        assert "ikkje stadfesta" in title(gap)


def test_what_was_looked_up_of_a_supplier_is_told_as_it_is(monkeypatch) -> None:
    believed(monkeypatch, ("countries", "transfer"))

    adoption = club(said("supplier", "Påmeldinger", value="Skrubbeli", what_for="ticketing"))

    assert adoption.register.processors[0].transfer == "dpf"
    assert codes(adoption.origins) >= {
        ("catalogue", "processors.skrubbeli.countries"),
        ("catalogue", "processors.skrubbeli.transfer"),
    }


def test_a_denied_transfer_to_whom_nobody_has_looked_up_is_no_accusation(monkeypatch) -> None:
    believed(monkeypatch)
    text = CLUB + "\nIngenting overføres ut av EØS. Skrubbeli tar imot påmeldinger.\n"

    adoption = draft(
        reading(
            text,
            said("supplier", "Skrubbeli", value="Skrubbeli", what_for="ticketing"),
            said("transfer", "Ingenting overføres", negated=True),
        )
    )

    assert "outside" not in {code for code, _path in codes(adoption.conflicts)}


def test_consent_of_guardians_is_no_ground_for_everybody() -> None:
    text = CLUB.replace("Grunnlaget for medlemmer er avtalen med dem.", "") + (
        "\nMedlemmer under 16 år må ha samtykke fra foresatte som grunnlag.\n"
    )

    adoption = draft(reading(text, said("basis", "under 16", basis="6(1)(a)", data="members")))

    assert "basis_not_allowed" not in {code for code, _path in codes(adoption.conflicts)}


def test_nobody_has_to_give_what_the_statement_does_not_ask_for() -> None:
    adoption = draft(reading(CLUB))

    membership = adoption.register.activity("membership")
    assert membership is not None
    assert {one.field for one in membership.fields if one.required} == {
        "first_name", "last_name", "email",
    }  # fmt: skip
