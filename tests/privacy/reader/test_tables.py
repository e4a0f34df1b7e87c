"""Tables of purposes: each row is read by its columns, in whatever order and format they stand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest

from tests.privacy.reader.claimed import claimed
from tillit.privacy.reader import Claim
from tillit.privacy.reader.columns import is_head, roles_of

Table = Sequence[Sequence[str]]

_HEAD = ("Formål", "Opplysninger", "Behandlingsgrunnlag", "Lagringstid")
_ROWS: Table = (
    ("Gjennomføre arrangement", "navn, allergier", "avtale", "30 dager etter arrangementet"),
    ("Medlemsregister", "navn, e-post, adresse", "art. 6 nr. 1 b", "ett år etter utmelding"),
    ("Nyhetsbrev", "e-post", "samtykke", "til du melder deg av"),
    ("Regnskap", "navn, beløp", "rettslig forpliktelse", "5 år etter regnskapsårets slutt"),
)
_READ = {
    ("registrations", "6(1)(b)", "P30D", "event_ended"),
    ("members", "6(1)(b)", "P1Y", "relation_ended"),
    ("newsletter", "6(1)(a)", "P0D", "withdrawn"),
    ("accounting", "6(1)(c)", "P5Y", "accounting_year_ended"),
}
_NN: Table = (
    ("Føremål", "Opplysningar", "Heimel", "Kor lenge"),
    ("Skipa til stemne", "namn, allergiar", "avtale", "30 dagar etter stemnet"),
    ("Halda medlemsregister", "namn, e-post", "avtale", "eitt år etter utmelding"),
    ("Senda nyhendebrev", "e-post", "samtykke", "til du melder deg av"),
    ("Føra rekneskap", "namn", "rettsleg plikt", "5 år etter rekneskapsåret"),
)
_EN: Table = (
    ("Purpose", "Personal data", "Legal basis", "Retention"),
    ("Running events", "name, dietary needs", "contract", "30 days after the event"),
    ("Membership", "name, email, address", "Article 6(1)(b)", "one year after you leave"),
    ("Newsletter", "email", "consent", "until you unsubscribe"),
    ("Accounting", "name", "legal obligation", "five years after the end of the financial year"),
)


def _markdown(table: Table) -> tuple[str, str]:
    lines = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join(["# Personvern", "", lines[0], "|---" * len(table[0]) + "|", *lines[1:]]), "md"


def _page(table: Table, head: str = "th") -> tuple[str, str]:
    rows = [
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
        for row, tag in zip(table, (head, *itertools.repeat("td", len(table) - 1)), strict=True)
    ]
    made = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><h1>Personvern</h1><table>{made}</table></body></html>", "html"


def _bare(table: Table) -> tuple[str, str]:
    return _page(table, "td")


def _read(made: tuple[str, str], *kinds: str, language: str = "nb") -> list[Claim]:
    text, ending = made
    return claimed(text, language, *kinds, name=f"a.{ending}")


@pytest.mark.parametrize("form", [_markdown, _page, _bare])
@pytest.mark.parametrize(("table", "language"), [((_HEAD, *_ROWS), "nb"), (_NN, "nn"), (_EN, "en")])
def test_a_row_tells_purpose_basis_and_period(
    form: Callable[[Table], tuple[str, str]], table: Table, language: str
) -> None:
    claims = _read(form(table), "purpose", "basis", "retention", "supplier", language=language)
    bases = {claim.data: claim.basis for claim in claims if claim.kind == "basis"}
    kept = [claim for claim in claims if claim.kind == "retention"]
    assert {(one.data, bases[one.data], one.period, one.clock) for one in kept} == _READ
    purposes = [claim.value for claim in claims if claim.kind == "purpose"]
    assert purposes == [row[0] for row in table[1:]]
    assert not [claim for claim in claims if claim.kind == "supplier"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_columns_may_stand_in_any_order(order: Sequence[int]) -> None:
    table = [[row[place] for place in order] for row in (_HEAD, *_ROWS)]
    claims = _read(_page(table), "basis", "retention", "purpose")
    bases = {claim.data: claim.basis for claim in claims if claim.kind == "basis"}
    kept = [claim for claim in claims if claim.kind == "retention"]
    assert {(one.data, bases[one.data], one.period, one.clock) for one in kept} == _READ
    assert len([claim for claim in claims if claim.kind == "purpose"]) == len(_ROWS)


def test_fields_recipients_and_sources_stand_in_their_columns() -> None:
    table = (
        ("Hvem", "Formål", "Personopplysninger", "Mottakere", "Kilde", "Sletting"),
        ("Medlemmer", "Kreve inn kontingent", "navn, adresse", "Regnskapsfører", "Medlemmet selv",
         "ett år etter utmelding"),
        ("Deltakere", "Holde kurs", "navn, telefon", "", "Den registrerte",
         "en måned etter kurset"),
    )  # fmt: skip
    claims = _read(_bare(table), "field", "recipient", "source", "supplier", "retention")
    assert {(one.kind, one.value, one.data) for one in claims if one.kind != "retention"} == {
        ("field", "name", "members"),
        ("field", "street", "members"),
        ("field", "name", "registrations"),
        ("field", "phone", "registrations"),
        ("recipient", "Regnskapsfører", "members"),
        ("source", "self", "members"),
        ("source", "self", "registrations"),
    }
    kept = [(one.data, one.period) for one in claims if one.kind == "retention"]
    assert kept == [("members", "P1Y"), ("registrations", "P1M")]


def test_an_empty_cell_does_not_move_those_after_it() -> None:
    table = (_HEAD, ("Dugnad", "", "berettiget interesse", "to uker etter dugnaden"))
    claims = _read(_page(table), "basis", "retention", "field")
    assert [(one.kind, one.data, one.basis or one.period) for one in claims] == [
        ("retention", "registrations", "P14D"),
        ("basis", "registrations", "6(1)(f)"),
    ]


def test_what_no_list_knows_has_a_basis_of_its_own() -> None:
    table = (
        _HEAD,
        ("Årbok", "navn, slekt, bilder", "samtykke", "3 år"),
        ("Intervjuer", "navn, lyd", "samtykke", "2 år"),
        ("Medlemsregister", "navn", "avtale", "ett år etter utmelding"),
    )
    claims = _read(_bare(table), "basis")
    assert [(one.data, one.basis) for one in claims] == [
        ("other", "6(1)(a)"), ("other", "6(1)(a)"), ("members", "6(1)(b)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        ("Formål | Opplysninger | Behandlingsgrunnlag | Lagringstid", True),
        ("Hva | Hvor lenge | Hvor", True),
        ("What we do | Personal data | Lawful basis | How long", True),
        ("Føremål | Heimel", True),
        ("Formål | Administrere medlemskapet", False),
        ("Postadresse | Storgata 1", False),
        ("Nyhetsbrev | E-post | Samtykke | 30 dager", False),
        ("Oppgave | Forbundet | Laget", False),
    ],
)
def test_a_first_row_that_names_the_columns(row: str, is_one: bool) -> None:
    assert is_head(row) == is_one


def test_which_column_is_which() -> None:
    head = "Kategorier av registrerte | Hvorfor | Type opplysninger | Kilde | Mottakere | Sletting:"
    assert roles_of(head) == {
        "whose": 0, "purpose": 1, "data": 2, "source": 3, "recipients": 4, "keeping": 5,
    }  # fmt: skip
    assert roles_of("Liste | Hva som står der | Hjemmel") == {"activity": 0, "data": 1, "basis": 2}


def _kept(claims: list[Claim]) -> list[tuple[str, str, str]]:
    return [(one.data, one.period, one.clock) for one in claims]


def test_a_cell_may_reach_into_the_rows_below() -> None:
    page = (
        "<h1>Personvern</h1><h2>Hvor lenge</h2><table>"
        "<tr><th>Hvem</th><th>Data</th><th>Lagringstid</th></tr>"
        "<tr><td rowspan='2'>Medlemmer</td><td>Navn</td><td>ett år etter utmelding</td></tr>"
        "<tr><td>Fakturaer</td><td>fem år</td></tr>"
        "<tr><td>Kunder</td><td>Bestilling</td><td rowspan='2'>to år etter siste kjøp</td></tr>"
        "<tr><td>Leverandører</td><td>Navn</td></tr></table>"
    )
    assert _kept(_read((page, "html"), "retention")) == [
        ("members", "P1Y", "relation_ended"),
        ("accounting", "P5Y", "unsaid"),
        ("customers", "P2Y", "last_interaction"),
        ("suppliers", "P2Y", "last_interaction"),
    ]


@pytest.mark.parametrize("reach", ["0", "-1", "x", "99999", "9999999999"])
def test_a_cell_that_reaches_nowhere_or_too_far_is_read_as_one(reach: str) -> None:
    page = f"<table><tr><td rowspan='{reach}'>a</td><td colspan='{reach}'>b</td></tr></table>"
    _read((page + "<table><tr><td>c</td><td>d</td></tr></table>", "html"), "retention")


def test_what_is_asked_for_may_stand_first_in_each_row() -> None:
    beside = (
        ("", "Medlemmer", "Kunder"),
        ("Formål", "Kreve inn kontingent", "Levere varer"),
        ("Lagringstid", "ett år etter utmelding", "fem år"),
    )
    assert _kept(_read(_markdown(beside), "retention")) == [
        ("members", "P1Y", "relation_ended"),
        ("customers", "P5Y", "unsaid"),
    ]
    fields = (("Felt", "Innhold"), ("Formål", "Drift"), ("Lagringstid", "to år etter siste kjøp"))
    text, ending = _markdown(fields)
    text = text.replace("# Personvern", "# Personvern\n\n## Kunder")
    assert _kept(_read((text, ending), "retention")) == [("customers", "P2Y", "last_interaction")]


def test_data_that_stands_first_tells_the_row_where_only_a_reason_stands_beside() -> None:
    table = (
        ("Data", "How long", "Why"),
        ("Technical logs", "90 days", "Legitimate interest; security"),
        ("Payment records", "five years", "Legal obligation"),
    )
    claims = _read(_markdown(table), "retention", language="en")
    assert _kept(claims) == [("weblog", "P90D", "unsaid"), ("accounting", "P5Y", "unsaid")]


def test_a_table_has_one_head() -> None:
    table = (
        ("Type data", "Lagringstid", "Begrunnelse"),
        ("Kontoinformasjon", "Til du sletter kontoen", "Nødvendig for tjenesten"),
        ("Bruksdata", "12 måneder", "Forbedring"),
    )
    assert _kept(_read(_markdown(table), "retention")) == [
        ("accounts", "P0D", "relation_ended"),
        ("statistics", "P12M", "unsaid"),
    ]


@pytest.mark.parametrize(
    ("basis", "keeping", "expected", "sure"),
    [
        ("Samtykke, artikkel 9 nr. 2 bokstav a", "30 dager etter at kurset er over", "P30D", True),
        ("Avtale, artikkel 6 nr. 1", "2 uker etter at kurset er over", "P14D", True),
        ("Avtale", "når kurset er over", "P0D", True),
        ("Avtale", "ca. 2 helger etter at kurset er over", "P0D", False),
    ],
)
def test_a_counted_period_in_a_cell_is_never_no_days(basis, keeping, expected, sure):
    table = (
        "| Hva vi gjør | Opplysninger | Grunnlag | Når vi sletter |\n| --- | --- | --- | --- |\n"
        f"| Dugnad og sommerfest | Navn, telefon | {basis} | {keeping} |\n"
    )

    (claim,) = claimed(table, "nb", "retention", name="a.md")

    assert (claim.period, claim.clock, claim.sure) == (expected, "event_ended", sure)
