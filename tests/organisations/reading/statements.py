"""Statements of invented organisations, and files of them, for the tests of the page that reads."""

from __future__ import annotations

import io
import zipfile

STATEMENT = """# Personvernerklæring for Fjellbygda turlag

Fjellbygda turlag, organisasjonsnummer 310 000 434, er behandlingsansvarlig for opplysningene.
Du når oss på post@fjellbygda.example eller Lysbuen 1, 0150 Oslo.

## Hva vi samler inn

Når du melder deg på en tur, ber vi om navn, e-postadresse og telefonnummer.
Formålet er å holde turen og gi deg beskjed om endringer.
Det rettslige grunnlaget er avtalen med deg, personvernforordningen artikkel 6 nr. 1 bokstav b.

## Hvor lenge

Påmeldinger slettes senest 60 dager etter turen.

## Hvem som får dem

Vi bruker Mailchimp til å sende nyhetsbrevet. Overføringen til USA skjer etter Privacy Shield.

## Rettighetene dine

Du kan be om innsyn, retting og sletting. Du kan klage til Datatilsynet.
Etter personopplysningsloven av 2000 § 18 har du rett til innsyn.
"""
RECIPE = (
    "Kok potetene i lettsaltet vann til de er møre. Hell av vannet og damp dem tørre. Tilsett smør "
    "og melk, og mos alt sammen til en luftig mos. Smak til med salt, pepper og litt muskat. "
) * 5
FRENCH = (
    "Nous traitons vos données personnelles afin de vous envoyer notre lettre d'information. Vous "
    "pouvez à tout moment demander l'accès à vos données, leur rectification ou leur effacement. "
) * 5


def pdf(text: str = "", *, password: bool = False) -> bytes:
    """A PDF of one page with this text; without text it is like one that was scanned."""
    lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
    stream = f"BT /F1 9 Tf 14 TL 40 780 Td {lines}ET" if text else "0 0 m 9 9 l S"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Font << /F1 5 0 R >> >>",
    ]
    lock = ""
    if password:
        parts.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
        lock = " /Encrypt 7 0 R /ID [<00> <00>]"
    made, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R{lock} >>\n"
        f"startxref\n{len(made)}\n%%EOF\n"
    )
    return made.encode("latin-1")


def docx(text: str) -> bytes:
    """A Word file, a paragraph to each line."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    space = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship '
        f'Id="a" Type="{space}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return held.getvalue()
