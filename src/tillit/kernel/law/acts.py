"""What a cited rule is: the act it stands in, the place, what it says, its dates (promise C27).

A rule's text is in our own words and no substitute for the law. ``checked_on`` is the day this list
was last compared with public sources; ``is_confirmed`` is False where the text of the law itself
was not seen, or a change to it is under way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

Texts = dict[str, str]
"""One text per language: nb, nn, en."""

CHECKED: Final = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Law:
    """An act or regulation: its names, when it came into force in Norway, and where to read it."""

    key: str
    name: Texts
    in_force_from: date
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """One rule: where it stands and what it says, briefly."""

    key: str
    law: Law
    place: Texts
    text: Texts
    in_force_from: date
    checked_on: date
    url: str
    is_confirmed: bool = True

    def cite(self, language: str) -> str:
        """The law and the place in it, as one cites it: “GDPR article 12(3)”."""
        return f"{self.law.name[language]} {self.place[language]}".strip()


def _law(key: str, nb: str, nn: str, en: str, since: date, url: str) -> Law:
    return Law(key, {"nb": nb, "nn": nn, "en": en}, since, url)


_LOVDATA: Final = "https://lovdata.no/lov/"
GDPR: Final = _law(
    "gdpr",
    "personvernforordningen",
    "personvernforordninga",
    "GDPR",
    date(2018, 7, 20),
    "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
)
PERSONAL_DATA_ACT: Final = _law(
    "personopplysningsloven",
    "personopplysningsloven",
    "personopplysningslova",
    "Personal Data Act",
    date(2018, 7, 20),
    f"{_LOVDATA}2018-06-15-38",
)
ELECTRONIC_COMMUNICATIONS_ACT: Final = _law(
    "ekomloven",
    "ekomloven",
    "ekomlova",
    "Electronic Communications Act",
    date(2025, 1, 1),
    f"{_LOVDATA}2024-12-13-76",
)
MARKETING_CONTROL_ACT: Final = _law(
    "markedsforingsloven",
    "markedsføringsloven",
    "marknadsføringslova",
    "Marketing Control Act",
    date(2009, 6, 1),
    f"{_LOVDATA}2009-01-09-2",
)
BOOKKEEPING_ACT: Final = _law(
    "bokforingsloven",
    "bokføringsloven",
    "bokføringslova",
    "Bookkeeping Act",
    date(2005, 1, 1),
    f"{_LOVDATA}2004-11-19-73",
)
OWN_PROMISE: Final = _law(
    "own-promise",
    "virksomhetens eget løfte",
    "verksemda sitt eige løfte",
    "the organisation's own promise",
    date(1970, 1, 1),
    "",
)
PERIODS_REGULATION: Final = _law(
    "reg-1182-71",
    "forordning 1182/71 om frister",
    "forordning 1182/71 om fristar",
    "Regulation 1182/71 on periods",
    date(1971, 7, 1),
    "https://eur-lex.europa.eu/eli/reg/1971/1182/oj",
)

# Where anyone can complain (article 77): the authority's own page about how.
COMPLAINT_URL: Final = (
    "https://www.datatilsynet.no/om-datatilsynet/kontakt-oss/klage-til-datatilsynet/"
)


def in_norwegian(place: str) -> str:
    """A place in the GDPR as it is cited in Norwegian: 46(2)(c) is “46 nr. 2 bokstav c”."""
    parts = place.replace(")(", "-").replace("(", "-").rstrip(")").split("-")
    labels = ("", " nr. ", " bokstav ")
    if len(parts) == 2 and parts[1].isalpha():
        labels = ("", " bokstav ", "")
    return "".join(f"{a}{b}" for a, b in zip(labels, parts, strict=False))


def cited_articles(places: str) -> Texts:
    """Articles of the GDPR as they are cited in each language: 6(1)(b) is
    “personvernforordningen artikkel 6 nr. 1 bokstav b”. Several stand with commas between.
    """
    several = places.split(", ")
    norwegian = " og ".join(in_norwegian(place) for place in several)
    word = "articles" if len(several) > 1 or "–" in places else "article"
    return {
        "nb": f"{GDPR.name['nb']} artikkel {norwegian}",
        "nn": f"{GDPR.name['nn']} artikkel {norwegian}",
        "en": f"{GDPR.name['en']} {word} {' and '.join(several)}",
    }


def article(place: str, nb: str, nn: str, en: str) -> Source:
    """An article of the GDPR; ``place`` as in English, such as 46(2)(c)."""
    key = "gdpr-" + place.replace(")(", "-").replace("(", "-").rstrip(")")
    norwegian = f"artikkel {in_norwegian(place)}"
    return Source(
        key,
        GDPR,
        {"nb": norwegian, "nn": norwegian, "en": f"article {place}"},
        {"nb": nb, "nn": nn, "en": en},
        GDPR.in_force_from,
        CHECKED,
        GDPR.url,
    )


def section(
    law: Law, place: str, nb: str, nn: str, en: str, *, is_confirmed: bool = True
) -> Source:
    """A section of a Norwegian act, such as § 12."""
    number = place.removeprefix("§ ").replace(" ", "-")
    return Source(
        f"{law.key}-{number}",
        law,
        {"nb": place, "nn": place, "en": place},
        {"nb": nb, "nn": nn, "en": en},
        law.in_force_from,
        CHECKED,
        f"{law.url}/§{number}",
        is_confirmed,
    )
