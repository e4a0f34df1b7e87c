"""PDFs as people have them: in columns, on small pages, with heads and feet, or by a machine."""

from __future__ import annotations

import typst

STATEMENT = """\
= Personvernerklæring for Solvik kor

Solvik kor, organisasjonsnummer 974 760 673, er behandlingsansvarlig for opplysningene som er \
beskrevet her. Du når oss på telefon 22 33 44 55 eller på e-post til post\\@solvikkor.example. \
Brev sendes til Solvikveien 12, 1234 Solvik.

== Hva vi bruker opplysningene til

Vi bruker personopplysninger til å:

- føre medlemsregister og kreve inn kontingent, slik at koret vet hvem som er med og hvem som \
har betalt
- holde øvelser, konserter og turer, og gi beskjed om endringer
- sende nyhetsbrev til dem som har bedt om det

Grunnlaget for medlemsregisteret er avtalen med deg, jf. personvernforordningen artikkel 6 nr. 1 \
bokstav b. Nyhetsbrevet bygger på samtykke etter artikkel 6 nr. 1 bokstav a, som du når som helst \
kan trekke tilbake.

== Hvor lenge vi lagrer

#table(columns: (1fr, 1.2fr, 1fr), stroke: STROKE,
[Opplysninger], [Hva de brukes til], [Slettes],
[Navn, adresse og e-postadresse til medlemmer], [Medlemsregister og innkalling til øvelser], \
[Ett år etter utmelding],
[E-postadresse], [Nyhetsbrev], [Når samtykket trekkes tilbake],
[Bilag], [Regnskap], [Fem år etter regnskapsårets slutt])

Allergier som meldes inn før turer, slettes senest 30 dager etter at turen er over. Påmeldinger \
til konserter og andre arrangementer slettes tre måneder etter arrangementet. Loggen på nettstedet \
slettes etter fjorten dager.

== Hvem som får opplysningene

Vi bruker Mailchimp til å sende nyhetsbrev og Visma til regnskapet. Mailchimp har opplysninger i \
USA, og overføringen skjer med EUs standardkontrakter. Norges Korforbund får navn og fødselsdato, \
siden medlemskapet i forbundet går gjennom oss.

== Dine rettigheter

+ Du har rett til innsyn i opplysningene om deg, og til å få dem rettet hvis de er feil.
+ Du har rett til å få opplysninger slettet, og til å kreve at behandlingen begrenses.
+ Du har rett til å protestere mot behandlingen og rett til dataportabilitet.

Vi svarer på henvendelser innen 30 dager. Du kan klage til Datatilsynet hvis du mener at vi \
bryter reglene.

Det er frivillig å gi oss opplysninger, men uten navn og e-postadresse kan vi ikke registrere deg \
som medlem.
"""


def typeset(
    text: str = STATEMENT,
    *,
    columns: int = 1,
    width: str = "210mm",
    height: str = "297mm",
    size: str = "11pt",
    justified: bool = False,
    around: bool = True,
    stroke: str = "0.5pt",
) -> bytes:
    """Typst's markup as a PDF; ``around``: with a head and a foot on every page."""
    page = f"width: {width}, height: {height}, columns: {columns}, margin: 22mm"
    if around:
        page += (
            ", header: [Solvik kor #h(1fr) Personvern], footer: context "
            "[Org.nr. 974 760 673 #h(1fr) Side #counter(page).display() av 9]"
        )
    source = (
        f'#set page({page})\n#set text(lang: "nb", hyphenate: true, size: {size})\n'
        f"#set par(justify: {str(justified).lower()})\n{text.replace('STROKE', stroke)}"
    )
    return bytes(typst.compile(source.encode(), format="pdf"))


def by_hand(pages: list[list[tuple[float, float, str]]], size: int = 10) -> bytes:
    """Lines at places from the lower left, in that order, as simple programs write them."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    font = b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
    for page in pages:
        content = b"BT /F1 %d Tf\n" % size
        for left, up, text in page:
            raw = text.encode("cp1252")
            for sign in (b"\\", b"(", b")"):
                raw = raw.replace(sign, b"\\" + sign)
            content += b"1 0 0 1 %d %d Tm (%s) Tj\n" % (left, up, raw)
        content += b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font %s>>"
            b"/Contents %d 0 R>>" % (font, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return made + b"startxref\n%d\n%%%%EOF\n" % start
