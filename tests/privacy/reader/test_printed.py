"""PDFs: whatever the page looks like, what is read is what a person reads on it."""

from __future__ import annotations

import contextlib
import json
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.privacy.reader import bad_files
from tests.privacy.reader.pdf_files import STATEMENT, by_hand, typeset
from tillit.organisations.reading.carried import as_text
from tillit.privacy.reader import read
from tillit.privacy.reader.joining import BROKEN, joined
from tillit.privacy.reader.sources import lines_of

SHAPES: list[tuple[str, Callable[[], bytes]]] = [
    ("two columns", lambda: typeset(columns=2)),
    ("two columns, both margins straight", lambda: typeset(columns=2, justified=True)),
    ("three columns", lambda: typeset(columns=3, size="9pt")),
    ("three columns, both margins straight", lambda: typeset(columns=3, justified=True)),
    ("small pages", lambda: typeset(width="120mm", height="110mm")),
    ("narrow pages", lambda: typeset(width="95mm", height="200mm", justified=True)),
    ("a table without lines", lambda: typeset(stroke="none")),
    ("columns and a table without lines", lambda: typeset(columns=2, stroke="none")),
    ("no head or foot", lambda: typeset(around=False)),
]

SIDEWAYS = (
    "Vi lagrer navn på medlemmer så lenge de er medlemmer i koret vårt, og sletter dem straks de "
    "melder seg ut av det."
)


def said(content: bytes) -> list[tuple[str, str]]:
    """What stands in a PDF, without the head and the foot that some of them have."""
    return [
        (line.kind, line.text)
        for line in lines_of(content, "a.pdf")
        if line.text and line.text not in ("Solvik kor Personvern", "Org.nr. 974 760 673")
    ]


@pytest.mark.parametrize("made", [one[1] for one in SHAPES], ids=[one[0] for one in SHAPES])
def test_a_page_of_any_shape_is_read_as_one_without(made: Callable[[], bytes]) -> None:
    assert said(made()) == said(typeset())


def test_a_pages_parts_are_what_they_look_like() -> None:
    lines = lines_of(typeset(), "a.pdf")
    first = (
        "Navn, adresse og e-postadresse til medlemmer | Medlemsregister og innkalling til øvelser"
    )

    headings = [(line.level, line.text) for line in lines if line.kind == "heading"]
    assert headings[:2] == [
        (1, "Personvernerklæring for Solvik kor"),
        (2, "Hva vi bruker opplysningene til"),
    ]
    assert [line.text for line in lines if line.kind == "row"] == [
        f"{first} | Ett år etter utmelding",
        "E-postadresse | Nyhetsbrev | Når samtykket trekkes tilbake",
        "Bilag | Regnskap | Fem år etter regnskapsårets slutt",
    ]
    assert "Opplysninger | Hva de brukes til | Slettes:" in [line.text for line in lines]
    assert sum(line.kind == "item" for line in lines) == 6


@pytest.mark.parametrize("width", [78, 84, 91, 99, 110])
def test_facts_that_a_line_ends_in_are_whole(width: int) -> None:
    reading = read(typeset(width=f"{width}mm", height="300mm"), "a.pdf")

    contacts = {claim.value for claim in reading.of("contact")}
    assert {"22334455", "post@solvikkor.example", "974760673"} <= contacts
    assert {claim.period for claim in reading.of("deadline")} == {"P30D"}
    assert {"P1Y", "P5Y", "P30D", "P3M", "P14D"} <= {c.period for c in reading.of("retention")}


def test_columns_written_line_by_line_are_read_down() -> None:
    """As by a program that prints across the page."""
    body = [line for line in STATEMENT.split("\n") if line and line[0] not in "=-+#["]
    lines = [one for text in body for one in [*textwrap.wrap(text.replace("\\", ""), 44), ""]]
    half = -(-len(lines) // 2)
    places = [
        (50 + 260 * column, 800 - 13 * row, lines[column * half + row])
        for row in range(half)
        for column in (0, 1)
        if column * half + row < len(lines) and lines[column * half + row]
    ]

    made = [line.text for line in lines_of(by_hand([places]), "a.pdf") if line.text]

    assert [text.replace("\\", "") for text in body] == made


def test_what_stands_beside_its_name_is_a_row() -> None:
    grid = (
        "#grid(columns: (3cm, 1fr), row-gutter: 6pt, [Ansvarlig], [Solvik kor], [E-post], "
        "[post\\@solvikkor.example], [Telefon], [22 33 44 55], [Åpent], [Mandag])\n"
    )

    assert said(typeset(grid + STATEMENT))[:4] == [
        ("row", "Ansvarlig | Solvik kor"),
        ("row", "E-post | post@solvikkor.example"),
        ("row", "Telefon | 22 33 44 55"),
        ("row", "Åpent | Mandag"),
    ]


def test_the_number_of_a_note_is_no_part_of_a_word() -> None:
    text = "Vi lagrer navn på medlemmer#footnote[Og gjester.] så lenge de er medlemmer."

    assert said(typeset(text))[0] == (
        "text",
        "Vi lagrer navn på medlemmer så lenge de er medlemmer.",
    )


def test_each_line_has_its_page() -> None:
    lines = lines_of(typeset(width="120mm", height="110mm"), "a.pdf")

    pages = [line.page for line in lines if line.text]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] > 3
    assert {claim.sentence.page for claim in read(typeset(), "a.pdf").claims} == {1}


def test_the_page_is_kept_when_the_text_is_carried_along() -> None:
    content = typeset(width="120mm", height="110mm")
    whole = [line for line in lines_of(content, "a.pdf") if line.kind != "break"]

    carried = lines_of(as_text(whole, "a.pdf").encode(), "a.pdf.md")

    assert [(line.kind, line.text, line.page) for line in carried] == [
        (line.kind, line.text, line.page) for line in whole
    ]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("innen 30", "dager", "innen 30 dager"),
        ("telefon 22 33", "44 55", "telefon 22 33 44 55"),
        (f"opplysnin{BROKEN}", "gene om deg", "opplysningene om deg"),
        ("opplysnin-", "gene om deg", "opplysningene om deg"),
        ("medlems-", "registeret", "medlemsregisteret"),
        ("din e-", "post til oss", "din e-post til oss"),
        ("e-post-", "adressen", "e-postadressen"),
        ("med IT-", "systemet", "med IT-systemet"),
        ("i EU-", "landene", "i EU-landene"),
        ("navne-", "og adresselister", "navne- og adresselister"),
        ("perioden 2020-", "2024", "perioden 2020-2024"),
        ("post@", "solvik.no", "post@solvik.no"),
        ("post@solvik", ".no for mer", "post@solvik.no for mer"),
        ("post@solvik.", "no for mer", "post@solvik.no for mer"),
        ("styret.post", "@solvik.no", "styret.post@solvik.no"),
        ("post@solvik-", "kor.no", "post@solvik-kor.no"),
        ("post@solvik", "kor.no", "post@solvikkor.no"),
        ("på post@solvik.no.", "vi svarer", "på post@solvik.no. vi svarer"),
        ("på post@solvik.no", "eller ring", "på post@solvik.no eller ring"),
        ("https://solvik.no/", "personvern", "https://solvik.no/personvern"),
        ("skriv til oss –", "vi svarer", "skriv til oss – vi svarer"),
        ("skriv til oss -", "vi svarer", "skriv til oss - vi svarer"),
    ],
)
def test_what_a_line_divided_is_put_together(first: str, second: str, whole: str) -> None:
    assert joined(first, second) == whole


def test_a_page_turned_on_its_side_is_read_along_its_lines() -> None:
    """Also where the file does not say that the page is to be turned back."""
    for degrees in (90, 180, 270):
        turned = f"#rotate({degrees}deg, reflow: true)[#block(width: 16cm)[{SIDEWAYS}]]"

        assert [text for _, text in said(typeset(turned, around=False))] == [SIDEWAYS]


def test_what_is_stamped_across_a_page_is_no_part_of_it() -> None:
    stamp = "#place(center + horizon, rotate(45deg, text(size: 60pt)[KLADD]))\n"

    assert said(typeset(stamp + STATEMENT)) == said(typeset())


@pytest.mark.parametrize(
    "page",
    [
        [(50 + 7 * (n % 70), 800 - 5 * (n // 70), "x") for n in range(10_000)],
        [(50, 800 - 0.05 * n, f"linje {n}") for n in range(8_000)],
        [(n % 500, n % 800, "ord") for n in range(8_000)],
    ],
    ids=["a grid", "on top of each other", "all about"],
)
def test_a_page_made_to_take_long_does_not(page: list[tuple[float, float, str]]) -> None:
    started = time.process_time()

    lines_of(by_hand([page]), "a.pdf")

    assert time.process_time() - started < 10


@pytest.mark.parametrize("form", ["terminal", "html", "json", "sarif"])
def test_the_report_says_on_which_page(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "liten.pdf"
    old = STATEMENT + "\nMailchimp er sertifisert etter Privacy Shield.\n"
    file.write_bytes(typeset(old, width="120mm", height="110mm"))

    with contextlib.suppress(SystemExit):
        call_command("read", str(file), "--format", form, "--language", "nb")

    out = capsys.readouterr().out
    if form == "sarif":
        places = [place for result in json.loads(out)["runs"][0]["results"]
                  for place in result["locations"] if "properties" in place]  # fmt: skip
        assert all(place["properties"]["page"] for place in places)
        assert '"kind": "page"' in out
    elif form == "json":
        assert '"page": 3' in out
        assert '"line": 3' not in out
    else:
        assert "side 3" in out


def test_the_report_says_in_which_paragraph_of_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brev.docx"
    file.write_bytes(bad_files.docx())

    with contextlib.suppress(SystemExit):
        call_command("read", str(file), "--language", "nb")

    assert "(avsnitt 2)" in capsys.readouterr().out


PARTS = """\
= Personvernerklæring for Fjordgløtt vel

#columns(2)[
Alle som har hytte i området, står i registeret vårt, for vi brøyter veien sammen. Navn på nye \
eiere får vi fra selgeren, og resten av opplysningene får vi fra deg.

Vi bruker opplysningene til å kreve inn veiavgift og til å sende ut varsler om brøyting. De som \
leier velhuset, oppgir navn og telefon, og listen slettes når leien er betalt.
]

== Oppbevaring

#table(columns: (auto, auto, 1fr), inset: 4pt, stroke: 0.5pt,
[*Hva*], [*Hvor lenge*], [*Hvor*],
[Eierregister og adresser], [Ett år etter at hytta er solgt], [Perm],
[Faktura og bilag], [5 år], [Conta],
[Liste over skyldnere], [Til gjelden er betalt], [Skapet til kassereren])
"""


def test_columns_end_where_a_table_is_drawn_below_them() -> None:
    lines = said(typeset(PARTS, around=False))

    assert [text for kind, text in lines if kind == "row"] == [
        "Eierregister og adresser | Ett år etter at hytta er solgt | Perm",
        "Faktura og bilag | 5 år | Conta",
        "Liste over skyldnere | Til gjelden er betalt | Skapet til kassereren",
    ]
    texts = [text for kind, text in lines if kind == "text"]
    assert texts[0].endswith("resten av opplysningene får vi fra deg.")
    assert texts[1].startswith("Vi bruker opplysningene til å kreve inn veiavgift")
    assert texts[2] == "Hva | Hvor lenge | Hvor:"


def test_what_a_row_is_of_is_no_supplier() -> None:
    made = read(typeset(PARTS, around=False), "a.pdf")

    assert [claim.value for claim in made.of("supplier")] == ["Conta"]


WIDE = """\
= Personvernerklæring for Heimly spelemannslag

== Behandlinger

#table(columns: (1fr, 1.1fr, 0.9fr, 1fr), inset: (x: 4pt, y: 6pt), STROKE,
[*Formål*], [*Opplysninger*], [*Grunnlag*], [*Lagringstid*],
[Føre medlemsregister og kreve inn kontingent], [Navn, adresse, e-post og telefon], \
[Avtalen med medlemmet], [Ett år etter at medlemskapet er avsluttet],
[Gjennomføre stevner og kurs], [Navn, allergier og pårørende], [Avtale], \
[30 dager etter arrangementet],
[Sende nyhetsbrev], [E-post], [Samtykke], [Til samtykket trekkes tilbake],
[Bokføring], [Navn, beløp], [Rettslig forpliktelse], [Fem år etter regnskapsårets slutt])

== Rettigheter

Du har rett til innsyn, retting og sletting.
"""


@pytest.mark.parametrize(
    "stroke", ["stroke: 0.5pt", "stroke: none", "stroke: (bottom: 0.5pt)", "stroke: (x: 0.5pt)"]
)
def test_a_table_has_its_cells_whatever_is_drawn(stroke: str) -> None:
    lines = said(typeset(WIDE.replace("STROKE", stroke), around=False))

    assert [text for kind, text in lines if kind == "row"] == [
        (
            "Føre medlemsregister og kreve inn kontingent | Navn, adresse, e-post og telefon | "
            "Avtalen med medlemmet | Ett år etter at medlemskapet er avsluttet"
        ),
        (
            "Gjennomføre stevner og kurs | Navn, allergier og pårørende | Avtale | "
            "30 dager etter arrangementet"
        ),
        "Sende nyhetsbrev | E-post | Samtykke | Til samtykket trekkes tilbake",
        "Bokføring | Navn, beløp | Rettslig forpliktelse | Fem år etter regnskapsårets slutt",
    ]
    assert lines[-2:] == [
        ("heading", "Rettigheter"),
        ("text", "Du har rett til innsyn, retting og sletting."),
    ]
