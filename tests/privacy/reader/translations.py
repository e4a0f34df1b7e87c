"""One statement in three languages, for files that have more than one of them."""

from __future__ import annotations

from itertools import zip_longest

NB = """\
# Personvernerklæring for Solvik kor

Solvik kor er behandlingsansvarlig for opplysningene vi har om deg. Du når oss på \
post@solvikkor.example, og vi svarer på alle henvendelser innen 30 dager.

## Hva vi bruker opplysningene til

Vi bruker navn, e-postadresse og telefonnummer til å føre medlemsregister og kreve inn kontingent. \
Grunnlaget er avtalen med deg, artikkel 6 nr. 1 bokstav b i personvernforordningen.

Nyhetsbrevet sender vi bare til dem som har samtykket, og du kan når som helst trekke samtykket \
tilbake. Vi bruker Mailchimp til å sende det.

## Hvor lenge vi lagrer dem

Opplysninger om medlemmer slettes senest ett år etter at medlemskapet er slutt, hvis ikke loven \
krever noe annet. Bilag beholder vi i fem år etter regnskapsårets slutt.

## Rettighetene dine

Du har rett til innsyn i opplysningene, og til å få dem rettet eller slettet hvis de er feil. Du \
kan også protestere mot behandlingen og be om at den begrenses.

Mener du at vi ikke følger reglene, kan du klage til Datatilsynet.
"""

NN = """\
# Personvernerklæring for Solvik kor

Solvik kor er behandlingsansvarleg for opplysningane vi har om deg. Du når oss på \
post@solvikkor.example, og vi svarar på alle førespurnader innan 30 dagar.

## Kva vi bruker opplysningane til

Vi bruker namn, e-postadresse og telefonnummer til å føre medlemsregister og krevje inn \
kontingent. Grunnlaget er avtalen med deg, artikkel 6 nr. 1 bokstav b i personvernforordninga.

Nyheitsbrevet sender vi berre til dei som har samtykt, og du kan når som helst trekkje samtykket \
tilbake. Vi bruker Mailchimp til å sende det.

## Kor lenge vi lagrar dei

Opplysningar om medlemer vert sletta seinast to år etter at medlemskapen er slutt, viss ikkje \
lova krev noko anna. Bilag tek vi vare på i fem år etter at rekneskapsåret er slutt.

## Rettane dine

Du har rett til innsyn i opplysningane, og til å få dei retta eller sletta viss dei er feil. Du \
kan òg protestere mot behandlinga og be om at ho vert avgrensa.

Meiner du at vi ikkje følgjer reglane, kan du klage til Datatilsynet.
"""

EN = """\
# Privacy statement of Solvik choir

Solvik choir is the controller of the data we have about you. You reach us at \
post@solvikkor.example, and we answer all requests within 30 days.

## What we use the data for

We use names, e-mail addresses and telephone numbers to keep the member register and to collect \
the fee. The basis is the agreement with you, article 6(1)(b) of the GDPR.

The newsletter is only sent to those who have given their consent, and you may withdraw your \
consent at any time. We use Mailchimp to send it.

## How long we keep it

Data about members is erased no later than three months after the membership has ended, when the \
law does not ask for anything else. Vouchers are kept for five years after the accounting year.

## Your rights

You have the right of access to the data, and to have it rectified or erased when it is wrong. You \
may also object to the processing and ask for it to be restricted.

When you think that we do not follow the rules, you may complain to the Data Protection Authority.
"""


# What else such a file may have, in languages that are not read.
GERMAN = """\
## Datenschutz

Verantwortlich für die Verarbeitung Ihrer personenbezogenen Daten ist der Chor. Wir verarbeiten \
Ihren Namen und Ihre E-Mail-Adresse, um die Mitgliedschaft zu verwalten.

Sie haben das Recht auf Auskunft, und die Daten werden ein Jahr nach dem Austritt gelöscht.
"""

SAMI = """\
## Persovdnasuodjalus

Searvi lea ovddasvástideaddji persovdnadieđuid gieđahallamis. Mii geavahit nama ja \
e-poastačujuhusa vai sáhttit doallat miellahttoregistara. Dus lea vuoigatvuohta oaidnit dieđuid \
mat mis leat du birra, ja gáibidit ahte dat njulget. Dieđut leat mis jagi maŋŋil go \
miellahttovuohta lea loahpahuvvon, ja de dat sihkkojuvvojit.
"""

POLISH = """\
## Polityka prywatności

Administratorem danych osobowych jest chór. Przetwarzamy imię oraz adres e-mail, aby prowadzić \
rejestr członków. Masz prawo dostępu do swoich danych, ich poprawiania i usunięcia.

Dane nie są przekazywane poza Norwegię. Usuwamy je rok po zakończeniu członkostwa, a skargę można \
złożyć do organu nadzorczego, jeśli uważasz, że coś jest nie tak.
"""

DANISH = """\
## Privatlivspolitik

Vi behandler oplysninger om vores medlemmer for at kunne drive koret. Oplysningerne bruges til at \
opkræve kontingent, og I kan få indsigt i hvad vi opbevarer om jer.

I har ret til indsigt i oplysningerne, og vi gemmer dem et år efter udmeldelsen. Vores hjemmeside \
har et link til Datatilsynet.
"""


def woven(*texts: str) -> str:
    """Each paragraph of each under the same of the one before."""
    return "\n\n".join(
        part.strip()
        for parts in zip_longest(*(text.split("\n\n") for text in texts), fillvalue="")
        for part in parts
        if part
    )


def interleaved(one: str, other: str) -> str:
    """Each paragraph with its translation under it, under headings in both."""
    made = []
    for first, second in zip(one.split("\n\n"), other.split("\n\n"), strict=True):
        if first.startswith("#"):
            made.append(f"{first.strip()} / {second.strip(' #')}")
        else:
            made += [first.strip(), second.strip()]
    return "\n\n".join(made)
