"""Files as they are: odd encodings, merged cells, numbers for text, and what is no table."""

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest

from tests import factories as make
from tests.people import spreadsheets
from tillit.people.imports import apart, reading, workbook
from tillit.people.imports.columns import folded, guess, read_day, targets_for
from tillit.people.imports.errors import UnreadableError
from tillit.privacy.register.queries import in_force

pytestmark = pytest.mark.django_db
ROWS = [("Fornavn", "Etternavn", "E-post"), ("Bjørn", "Ærlig-Ås", "bjorn@post.example")]


@pytest.fixture
def targets():
    return targets_for(in_force(make.organisation()), "customer")


def read(content: bytes, targets, sheet: str = ""):
    file = io.BytesIO(content)
    layout = reading.lay_out(file, targets, sheet)
    return layout, list(reading.rows(file, layout.sheet, layout.heading))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman",
     "cp865"],
)  # fmt: skip
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_is_read_in_whatever_encoding_and_with_whatever_separator(
    encoding, separator, targets
):
    _layout, rows = read(spreadsheets.csv(ROWS, separator=separator, encoding=encoding), targets)

    assert rows == [(2, ["Bjørn", "Ærlig-Ås", "bjorn@post.example"])]


@pytest.mark.parametrize("encoding", ["cp865", "mac_roman", "cp1252"])
@pytest.mark.parametrize("name", ["Håkon", "Åse", "Søren", "Pål Aas", "René Hågåker"])
def test_one_letter_is_enough_to_tell_the_encoding(name, encoding, targets):
    content = spreadsheets.csv([("Fornavn", "Etternavn"), (name, "Moen")], encoding=encoding)

    _layout, rows = read(content, targets)

    assert rows[0][1] == [name, "Moen"]


def test_a_separator_named_on_the_first_line_is_believed(targets):
    _layout, rows = read(b"sep=,\r\nFornavn,Etternavn\r\nOla,Nesby\r\n", targets)

    assert [cells for _line, cells in rows] == [["Ola", "Nesby"]]


def test_headings_below_a_title_are_found_and_lines_counted_as_seen(targets):
    content = spreadsheets.xlsx([("Medlemsliste 2026",), (), *ROWS])

    layout, rows = read(content, targets)

    assert layout.heading == 3
    assert rows[0][0] == 4


def test_the_sheet_with_people_is_chosen_among_several(targets):
    content = spreadsheets.xlsx([("Notater",)], sheets={"Medlemmer": ROWS})

    layout, rows = read(content, targets)

    assert layout.sheet == "Medlemmer"
    assert layout.sheets == ["Sheet", "Medlemmer"]
    assert len(rows) == 1


def test_merged_cells_all_hold_the_value(targets):
    content = spreadsheets.xlsx(
        [("Fornavn", "Etternavn", "Firma"), ("Ola", "Nesby", "Fjellro"), ("Kari", "Nesby", None),
         ("Nils", "Ås", "Annet")],
        merge=["C2:C3"],
    )  # fmt: skip

    _layout, rows = read(content, targets)

    assert [cells[2] for _line, cells in rows] == ["Fjellro", "Fjellro", "Annet"]


def test_numbers_and_days_become_what_one_would_write(targets):
    import datetime as dt

    content = spreadsheets.xlsx(
        [("Navn", "Mobil", "Medlem siden"), ("Ola Nesby", 41234567.0, dt.datetime(2026, 3, 1))]
    )

    _layout, rows = read(content, targets)

    assert rows[0][1] == ["Ola Nesby", "41234567", "2026-03-01"]


@pytest.mark.parametrize(
    ("written", "day"),
    [("1.3.2026", "2026-03-01"), ("2026-03-01", "2026-03-01"), ("01/03-26", "2026-03-01"),
     ("46082", "2026-03-01"), ("2026-03-01 12:30:00", "2026-03-01"), ("1999", "1999-01-01")],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(written, day):
    assert read_day(written).isoformat() == day


@pytest.mark.parametrize("written", ["31.2.2026", "i fjor", "13-13-2026", "x1.1.2026"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 – the value itself may be its message
        read_day(written)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("E-postadresse", "email"), ("EPOST", "email"), ("Tlf.", "phone"), ("Mobilnr", "phone"),
     ("Førenamn", "first_name"), ("Surname", "last_name"), ("Postnr.", "postal_code"),
     ("Arbeidsgjevar", "workplace"), ("Postnr/sted", "postal_place"), ("Navn", "full_name")],
)  # fmt: skip
def test_columns_are_guessed_by_their_headings_in_three_languages(heading, field, targets):
    assert guess([heading], targets) == {field: 0}


def test_each_column_is_guessed_once():
    assert folded("E-post (privat)") == "epostprivat"


def fails(content: bytes, targets) -> str:
    with pytest.raises(UnreadableError) as refused:
        read(content, targets)
    return refused.value.code


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(spreadsheets.xlsx(ROWS))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


def test_what_is_no_table_is_refused_by_what_it_holds(targets):
    assert fails(b"", targets) == "empty"
    assert fails(b"%PDF-1.7 ...", targets) == "wrong_type"
    assert fails(b"\x89PNG\r\n\x1a\n", targets) == "wrong_type"
    assert fails(bytes(range(256)) * 20, targets) == "wrong_type"
    assert fails(b"PK\x03\x04 nothing", targets) == "damaged"
    assert fails(spreadsheets.xlsx(ROWS)[:3000], targets) == "damaged"
    assert fails(b"\n\n\n", targets) == "empty"
    assert fails(spreadsheets.xlsx([]), targets) == "empty"
    assert fails(spreadsheets.xlsx(ROWS[:1]), targets) == "no_rows"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_text_in_utf_32_is_refused_with_what_to_do(encoding, targets):
    content = spreadsheets.csv(ROWS, encoding=encoding)

    assert fails(content, targets) == "encoding"
    assert fails("\ufeff".encode("utf-32-be") + content, targets) == "encoding"


def test_letters_that_cannot_be_made_out_are_refused_not_guessed_at(targets):
    broken = b"\xff\xfe" + "Fornavn;Etternavn".encode("utf-16-le") + b"\x00\xd8"
    noise = b"Fornavn;Etternavn\r\n" + bytes(n for n in range(1, 256) if n not in (10, 13)) * 40

    assert fails(broken, targets) == "encoding"
    assert fails(noise, targets) == "encoding"


def test_a_document_of_another_kind_is_refused(targets):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")

    assert fails(out.getvalue(), targets) == "wrong_type"


def test_macros_passwords_and_old_formats_are_refused_with_what_to_do(targets):
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

    assert fails(with_part("xl/vbaProject.bin", b"x"), targets) == "macros"
    assert fails(compound + "EncryptedPackage".encode("utf-16-le"), targets) == "password"
    assert fails(compound + "Workbook".encode("utf-16-le"), targets) == "old_format"


def test_a_zip_bomb_is_refused_whatever_size_it_says_it_has(targets, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 3_000_000)
    bomb = with_part("xl/big.bin", b"0" * 4_000_000)
    size = (4_000_000).to_bytes(4, "little")
    lying = bomb.replace(size, (1000).to_bytes(4, "little"))

    assert fails(bomb, targets) == "bomb"
    assert fails(lying, targets) in ("bomb", "damaged")


def test_formulas_give_their_values_and_are_never_run(targets):
    book = openpyxl.Workbook()
    book.active.append(["Fornavn", "Etternavn"])
    book.active.append(["Ola", "=1+1"])
    out = io.BytesIO()
    book.save(out)

    _layout, rows = read(out.getvalue(), targets)

    assert rows[0][1][0] == "Ola"
    assert "=" not in "".join(rows[0][1])


def test_a_quote_that_is_never_closed_does_not_swallow_the_file_silently(targets):
    content = b'Fornavn;Etternavn\n"Ola;Nesby\n' + b"Kari;Nesby\n" * 20_000

    assert fails(content, targets) == "damaged"


def test_more_rows_than_can_be_kept_apart_are_refused(targets, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 5)

    assert fails(spreadsheets.csv(spreadsheets.members(10)), targets) == "too_many_rows"


def sheet(cells: str, after: str = "") -> bytes:
    """A workbook whose only sheet has these cells, as XML."""
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, body if is_sheet else old.read(part))
    return out.getvalue()


def cell(column: str, row: int) -> str:
    return f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'


def test_a_small_file_with_a_cell_in_the_last_corner_is_refused() -> None:
    content = sheet(cell("A", 1) + cell("XFD", 1_048_576))

    with pytest.raises(UnreadableError, match="bomb"):
        reading.lay_out(io.BytesIO(content), [])


def test_merged_cells_over_one_another_are_refused() -> None:
    merged = "".join(f'<mergeCell ref="A{row}:GR{row + 5000}"/>' for row in range(1, 9))
    content = sheet(cell("A", 1) + cell("A", 2), f"<mergeCells>{merged}</mergeCells>")

    with pytest.raises(UnreadableError, match="bomb"):
        reading.lay_out(io.BytesIO(content), [])


def test_a_damaged_workbook_is_refused_wherever_the_damage_is() -> None:
    content = sheet(cell("A", 1) + cell("A", 2))
    for place in range(40, len(content), 7):
        damaged = content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :]
        with suppress(UnreadableError):
            reading.lay_out(io.BytesIO(damaged), [])


def test_text_called_a_workbook_is_no_spreadsheet():
    with pytest.raises(UnreadableError) as refused:
        reading.lay_out(io.BytesIO(b"bare litt tekst"), [], filename="liste.xlsx")

    assert refused.value.code == "wrong_type"


def workbook_of(sheet: str, strings: str, target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, made by hand."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{kind}">'
            '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}">'
            f'<Relationship Id="rId1" Type="{kind}/worksheet" Target="{target}"/>'
            f'<Relationship Id="rId2" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        parts.writestr(
            "xl/sharedStrings.xml", f'<sst xmlns="{main}"><si><t>{strings}</t></si></sst>'
        )
        parts.writestr(
            f"xl/{target}",
            f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return out.getvalue()


def pointing_at_one_text(cells: int) -> str:
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJKLMNOPQRST")
        + "</row>"
        for row in range(1, cells // 20 + 1)
    )


def test_a_long_text_that_many_cells_point_at_is_refused(targets):
    content = workbook_of(pointing_at_one_text(20_000), "A" * 1_000_000)

    assert len(content) < 100_000
    assert fails(content, targets) == "bomb"


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "wrk/sheet1.xml"])
@pytest.mark.parametrize("named", ['r="XFD1048576"', 'r="&#88;FD1048576"'])
def test_a_cell_in_the_last_place_there_is_is_refused_wherever_the_sheet_lies(
    named, target, targets
):
    sheet = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c {named}><v>1</v></c></row>'

    assert fails(workbook_of(sheet, "", target), targets) in ("bomb", "damaged")


def test_a_reader_that_someone_ended_is_no_fault_of_the_file(targets, monkeypatch):
    monkeypatch.setattr(apart, "__name__", "tests.people.ends_at_once")

    with pytest.raises(RuntimeError):
        read(spreadsheets.xlsx(ROWS), targets)
