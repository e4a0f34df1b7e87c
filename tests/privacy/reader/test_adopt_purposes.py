"""What an activity is for, and what that rests on, is sure only where the statement says so."""

from __future__ import annotations

from tests.privacy.reader.readings import reading, said
from tillit.privacy.reader.adopt import draft

CLUB = """Personvern i Lysbrua Roklubb

Medlemmer

Vi lagrer navn og e-post for å administrere medlemskapet. Grunnlaget er avtalen om medlemskap.
Vi kaller medlemmer inn til årsmøte. Medlemmer slettes ett år etter utmelding.

Arrangementer

Påmeldinger til arrangementer bruker vi til å bestille mat. Grunnlaget er avtale eller samtykke.

Rettighetene dine

Bygger det på samtykke eller avtale, kan du få opplysningene med deg.
"""
MEMBERS = said("purpose", "administrere", value="administrere medlemskapet", data="members")
AGREED = said("basis", "avtalen om", basis="6(1)(b)", data="members")


def of(*claims):
    adoption = draft(reading(CLUB, *claims))
    return {point.path.partition("activities.")[2]: point for point in adoption.origins}, adoption


def test_a_purpose_the_statement_does_not_name_rests_on_a_guess() -> None:
    origins, adoption = of(MEMBERS, AGREED)

    main = origins["membership.purposes.administer_membership.basis"]
    other = origins["membership.purposes.govern_association.basis"]
    assert (main.code, main.sure) == ("taken", True)
    assert (other.code, other.sure) == ("basis_guess", False)
    assert "purpose_unsaid" in [
        point.code for point in adoption.gaps if point.path.endswith("govern_association")
    ]


def test_a_purpose_it_names_rests_on_what_it_says() -> None:
    annual = said(
        "purpose", "årsmøte", value="årsmøte", data="members", purpose="govern_association"
    )
    origins, _adoption = of(MEMBERS, AGREED, annual)

    assert origins["membership.purposes.govern_association"].value == "årsmøte"
    assert origins["membership.purposes.govern_association.basis"].sure


def test_one_of_several_grounds_in_a_sentence_is_a_choice_and_not_sure() -> None:
    origins, _adoption = of(
        said("basis", "eller samtykke.", basis="6(1)(b)", data="registrations"),
        said("basis", "eller samtykke.", basis="6(1)(a)", data="registrations"),
    )

    assert not origins["events.purposes.run_event.basis"].sure


def test_the_ground_a_right_goes_with_is_given_to_nothing() -> None:
    origins, adoption = of(
        said("right", "få opplysningene med", what="portability"),
        said("basis", "få opplysningene med", basis="6(1)(a)", data="general"),
    )

    assert "6(1)(a)" not in [point.value for point in origins.values()]
    assert "basis" not in [point.code for point in adoption.unplaced]


def test_what_is_done_for_all_alike_is_the_purpose_of_none_of_several() -> None:
    origins, adoption = of(
        said("purpose", "med deg.", value="gjøre livet bedre", data="general"),
    )

    assert "gjøre livet bedre" not in [point.value for point in origins.values()]
    assert "gjøre livet bedre" in [point.names.get("said") for point in adoption.unplaced]


def test_a_purpose_by_where_it_stands_alone_is_not_sure() -> None:
    text = CLUB.replace("bruker vi til", "gjelder. De brukes til")
    adoption = draft(reading(text, said("purpose", "De brukes", value="bestille mat")))

    [point] = [one for one in adoption.origins if one.path.endswith(".run_event")]
    assert (point.value, point.sure) == ("bestille mat", False)
