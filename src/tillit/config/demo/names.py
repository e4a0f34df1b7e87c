"""What the people of the demo are called, where they live and work. All of it is invented.

Telephone numbers are those that the Swedish numbering authority keeps for film and books: they
belong to nobody. Norway has no such series. Addresses end in .example (RFC 2606), streets and
postal codes are not in use.
"""

from __future__ import annotations

from typing import Final

FIRST: Final = tuple(
    """
    Anne Marit Ingrid Kari Liv Solveig Randi Astrid Berit Sigrid Åse Hilde Tone Marte Silje Ida
    Julie Thea Nora Emma Frida Maren Kristin Bente Turid Gunn Wenche Elin Unni Vilde
    Ola Per Lars Knut Erik Bjørn Svein Jan Kjell Odd Geir Tor Morten Trond Terje Øyvind Håkon
    Magnus Henrik Jonas Sander Mathias Kristian Anders Espen Rune Stian Frode Roar Asbjørn
    Gro Torunn Ragnhild Synnøve Borghild Målfrid Eldbjørg Jorunn Signe Guri Oddny Åshild
    Torgeir Sjur Leiv Olav Sverre Steinar Gaute Halvard Eivind Brage Tarjei Kåre
    Áile Biret Elle Risten Máret Inga Sárá Niillas Máhtte Ánte Jovnna Piera Ailo Nils-Áslat
    """.split()
)
LAST: Final = tuple(
    """
    Fjellro Lysmoen Bakkevik Ødelund Strandskog Nesbygd Havrevoll Kvernmoen Ånestøl Lindevoll
    Bråtevik Sandholm Grønnhaug Skarvatun Ekrestøl Vårdal Tjernås Morkved Solbakkhaug Furustøl
    Isdalshaug Rognvik Krokmyr Bjerkestrand Elvetun Åsvoll Ospelund Myrstøl Kleivvik Hegrenes
    Vintermo Steinhaugen Ravnstøl Dyrvoll Sjøtun Almestrand Lyngvoll Brattvoll Rossestøl Tangvoll
    Eikemoen Ørretjern Snøhaug Fossekleiv Gaupelid Hauktun Nordvoll Sørvik-Moen Vestrevoll Austvoll
    Jávrevuopmi Luohkkás Bieggavárri Goahtejohka
    """.split()
)
# An invented company, its address on the net, and where it is.
WORKPLACES: Final = (
    ("Fjordlys Regnskap AS", "fjordlys.example", "0999", "Oslo"),
    ("Nøstet Bokhandel AS", "nostet.example", "0999", "Oslo"),
    ("Havblikk Båtbyggeri AS", "havblikk.example", "4999", "Havstrand"),
    ("Tindesport AS", "tindesport.example", "1999", "Furubygda"),
    ("Kvern & Korn SA", "kvernogkorn.example", "1999", "Furubygda"),
    ("Bjørkelia Barnehage SA", "bjorkelia.example", "0999", "Oslo"),
    ("Glød Reklamebyrå AS", "glodreklame.example", "0999", "Oslo"),
    ("Sankthans Arkitekter AS", "sankthans.example", "0999", "Oslo"),
    ("Rimfrost Kjøleteknikk AS", "rimfrost.example", "4999", "Havstrand"),
    ("Trollskogen Trevare AS", "trollskogen.example", "1999", "Furubygda"),
    ("Medvind Rådgiving AS", "medvind.example", "0999", "Oslo"),
    ("Vinterro Hotell AS", "vinterro.example", "4999", "Havstrand"),
    ("Ulvang Elektro AS", "ulvangelektro.example", "1999", "Furubygda"),
    ("Strikkeloftet ANS", "strikkeloftet.example", "4999", "Havstrand"),
    ("Guovssahas Duodji AS", "guovssahas.example", "9499", "Nordlyshamn"),
    ("Nordavind Frakt AS", "nordavindfrakt.example", "9499", "Nordlyshamn"),
    ("Bølgen Fysioterapi ANS", "bolgen.example", "0999", "Oslo"),
    ("Klokkeklang Musikk AS", "klokkeklang.example", "0999", "Oslo"),
    ("Sauebjella Gard DA", "sauebjella.example", "1999", "Furubygda"),
    ("Maskinrommet Data AS", "maskinrommet.example", "0999", "Oslo"),
)
POSITIONS: Final = (
    "daglig leder", "prosjektleder", "regnskapsfører", "markedssjef", "rådgiver", "butikksjef",
    "arkitekt", "seniorrådgiver", "driftsleder", "kokk", "styreleder", "selger", "lærling",
    "dagleg leiar", "økonomileder", "utvikler", "avdelingsleder", "innkjøper", "fysioterapeut",
)  # fmt: skip
STREETS: Final = (
    "Kvernbakken", "Lysbrugata", "Måltrostveien", "Gamle Sagbruksvei", "Blåbærlia", "Tårnsvingen",
    "Nøstestien", "Fløtergata", "Granittkroken", "Orrhanevegen", "Seljefløytevegen",
    "Guovssotluodda",
)  # fmt: skip
# Post- och telestyrelsen: numbers for use in books and films, first and last of each series.
NUMBERS: Final = (
    (701740605, 701740699),
    (846500400, 846500499),
    (313900600, 313900699),
    (406280400, 406280499),
    (980319200, 980319299),
)
