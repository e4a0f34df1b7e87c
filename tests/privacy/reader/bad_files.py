"""Files a reader meets, made byte by byte: whole ones in many formats, and ones made to hurt."""

from __future__ import annotations

import io
import quopri
import zipfile
from html import escape

import typst
from PIL import Image

STATEMENT = """\
Personvernerklæring for Solvik kor

Solvik kor, organisasjonsnummer 974 760 673, er behandlingsansvarlig. Du når oss på
post@solvikkor.example.

Formål
Vi bruker personopplysninger til å føre medlemsregister, holde øvelser og sende nyhetsbrev.

Rettslig grunnlag
Grunnlaget for medlemsregisteret er avtalen med deg. Nyhetsbrevet bygger på samtykke, som du når
som helst kan trekke tilbake.

Lagring
Opplysninger om medlemmer slettes senest ett år etter at medlemskapet er slutt.

Dine rettigheter
Du har rett til innsyn, retting og sletting. Du kan klage til Datatilsynet.
"""

DANISH = """\
Privatlivspolitik for Sangforeningen Lyset

Vi behandler oplysninger om vores medlemmer for at kunne drive foreningen. Når du melder dig
ind, beder vi om navn, adresse, telefonnummer og e-mail. Oplysningerne bruges til at opkræve
kontingent og til at sende dig nyheder om øvelser og koncerter. Vi videregiver ikke
oplysningerne til andre uden dit samtykke.

Dine rettigheder
Du har ret til at få indsigt i de oplysninger, vi har om dig, og du kan bede om at få dem rettet
eller slettet, hvis de er forkerte. Hvis du vil klage over vores behandling af dine oplysninger,
skal du henvende dig til Datatilsynet, som fører tilsyn med virksomheder og foreninger. Vi
gemmer oplysningerne, så længe du er medlem, og sletter dem senest et år efter udmeldelsen.
Spørgsmål kan stilles til bestyrelsen, som også kan hjælpe med øvrige henvendelser.
"""

GERMAN = """\
Datenschutzerklärung des Gesangvereins Abendstern

Verantwortlich für die Verarbeitung Ihrer personenbezogenen Daten ist der Gesangverein. Wir
verarbeiten Ihren Namen, Ihre Anschrift und Ihre E-Mail-Adresse, um die Mitgliedschaft zu
verwalten und Sie zu Proben einzuladen. Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe b der
Datenschutz-Grundverordnung. Sie haben das Recht auf Auskunft, Berichtigung und Löschung und
können sich bei der Aufsichtsbehörde beschweren. Ihre Daten werden ein Jahr nach dem Austritt
gelöscht, soweit keine gesetzlichen Aufbewahrungspflichten entgegenstehen.
"""

RECIPE = """\
Kanelboller

Smelt smøret i en kjele, hell i melken og varm til det er lunkent. Rør ut gjæren i litt av
væsken. Bland mel, sukker, salt og kardemomme i en bakebolle, og hell i væsken. Elt deigen godt
i ti minutter, og la den heve under et klede til dobbel størrelse. Kjevle ut deigen til et
rektangel, smør på mykt smør, og strø over sukker og kanel. Rull sammen, skjær i skiver og legg
dem på et brett. La bollene etterheve i tjue minutter. Stek dem midt i ovnen på 225 grader i
tolv minutter, til de er gylne. Avkjøl på rist, og server dem samme dag.
"""


def elsewhere(inside: str) -> bytes:
    """A page with a heading, and what it shows besides."""
    return (
        "<html><head><title>Personvern</title></head><body><h1>Personvernerklæring</h1>"
        f"{inside}</body></html>"
    ).encode()


def page(text: str = STATEMENT) -> str:
    """The statement as a web page with a menu around it."""
    blocks = []
    for block in text.strip().split("\n\n"):
        first, _, rest = block.partition("\n")
        if rest:
            blocks.append(f"<h2>{escape(first)}</h2>\n<p>{escape(rest)}</p>")
        else:
            blocks.append(f"<p>{escape(first)}</p>")
    return (
        '<!DOCTYPE html>\n<html lang="nb">\n<head><meta charset="utf-8"><title>Personvern</title>'
        "</head>\n<body>\n<nav><ul><li><a href='/'>Hjem</a></li></ul></nav>\n<main>\n"
        + "\n".join(blocks)
        + "\n</main>\n</body>\n</html>\n"
    )


def pdf(text: str = STATEMENT) -> bytes:
    """The statement as a PDF with text."""
    source = text.replace("@", "\\@").encode()
    return bytes(typst.compile(source, format="pdf"))


def scanned_pdf() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    made = io.BytesIO()
    Image.new("L", (620, 877), 200).save(made, "PDF")
    return made.getvalue()


def locked_pdf() -> bytes:
    """A PDF whose text is encrypted with a password (standard handler, revision 2, RC4 40 bits)."""
    return _pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32),
        trailer=b"/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff>"
        b"<00112233445566778899aabbccddeeff>]",
    )


def _pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return made + b"startxref\n%d\n%%%%EOF\n" % start


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def docx(text: str = STATEMENT) -> bytes:
    """The statement as Word saves it, with a paragraph for each line."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return docx_of(f'<w:document xmlns:w="{_W}"><w:body>{lines}</w:body></w:document>')


def docx_of(document: str, **more: bytes) -> bytes:
    """A Word file around a document part, with other parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name, content)
    return made.getvalue()


def bomb_docx(megabytes: int) -> bytes:
    """A Word file of some kilobytes whose text is so many megabytes of paragraphs."""
    line = "<w:p><w:r><w:t>Vi samler inn opplysninger om medlemmer.</w:t></w:r></w:p>"
    lines = line * (megabytes * 1024 * 1024 // len(line))
    return docx_of(f'<w:document xmlns:w="{_W}"><w:body>{lines}</w:body></w:document>')


def tagged_docx(tag: str, times: int) -> bytes:
    """A Word file of some kilobytes with the statement, and a tag so many times."""
    whole = zipfile.ZipFile(io.BytesIO(docx())).read("word/document.xml").decode()
    return docx_of(whole.replace("</w:body>", f"<w:p>{tag * times}</w:p></w:body>"))


def styled_docx(times: int) -> bytes:
    """A Word file whose list of styles is far longer than its text."""
    style = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="x"/></w:style>'
    whole = zipfile.ZipFile(io.BytesIO(docx())).read("word/document.xml").decode()
    styles = f'<w:styles xmlns:w="{_W}">{style * times}</w:styles>'
    return docx_of(whole, **{"word/styles.xml": styles.encode()})


def lying_docx() -> bytes:
    """A bomb whose list of contents says that it is small."""
    whole = bomb_docx(80)
    size = (80 * 1024 * 1024).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return whole.replace(size, (1000).to_bytes(4, "little"))


def laughing_docx() -> bytes:
    """Entities made of entities, ten deep."""
    return docx_of(
        f'{laughs()}<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )


def laughs() -> str:
    """A document type with a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha ">{entities}]>'


def laughing_page() -> bytes:
    """An XHTML page with them, and the statement."""
    return page().replace("<!DOCTYPE html>", laughs()).replace("<main>", "<main>&l9;").encode()


def jpeg() -> bytes:
    """A picture."""
    made = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(made, "JPEG")
    return made.getvalue()


FRAMES = (
    b'<html><frameset cols="20%,80%"><frame src="menu.html"><frame src="pv.html"></frameset></html>'
)


def locked_docx() -> bytes:
    """A Word file with a password is no zip, but an older kind of container with the zip in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def zipped(name: str) -> bytes:
    """A zip of something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<x/>")
    return made.getvalue()


def lost() -> bytes:
    """The statement as a program wrote it that could not read it."""
    return "".join(sign if sign < "\x80" else "\ufffd" for sign in STATEMENT).encode()


def halves(first: str, second: str) -> bytes:
    """The statement put together of two files, each in its encoding."""
    at = STATEMENT.index("Rettslig")
    return STATEMENT[:at].encode(first) + STATEMENT[at:].encode(second)


def web_archive() -> bytes:
    """The statement's page as Chromium saves it in one file."""
    text = quopri.encodestring(page().encode()).replace(b"\n", b"\r\n")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://solvikkor.example/\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----MultipartBoundary--x"\r\n\r\n------MultipartBoundary--x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + text
        + b"\r\n------MultipartBoundary--x--\r\n"
    )
