"""What the demo organisation has held, will hold and has called off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from tillit.kernel import clock

WEDNESDAY: Final = 2


@dataclass(frozen=True)
class Planned:
    """An event by its distance in days from today, moved to a Wednesday."""

    away: int
    title: str
    description: str
    place: str = "Gamle Sagbruk, Fløtergata 4, Oslo"
    guests: int = 30
    hour: int = 11
    minute: int = 30
    hours: float = 1.5
    capacity: int | None = None
    questions: tuple[dict[str, Any], ...] = ()
    cancelled: int | None = None
    reason: str = ""
    draft: bool = False

    def starts_at(self, today: dt.date) -> dt.datetime:
        """Its beginning, by the clock on the wall in Oslo."""
        day = today + dt.timedelta(days=self.away)
        day += dt.timedelta(days=(WEDNESDAY - day.weekday() + 3) % 7 - 3)
        at = dt.datetime.combine(day, dt.time(self.hour, self.minute), tzinfo=clock.OSLO)
        return at.astimezone(dt.UTC)

    def ends_at(self, today: dt.date) -> dt.datetime:
        return self.starts_at(today) + dt.timedelta(hours=self.hours)


SESSION: Final = {
    "key": "q1",
    "question": "Hvilken økt vil du være med på?",
    "need": "Vi har ti plasser i hver økt.",
    "required": False,
    "choices": ["Anbud på en time", "Netthandel uten tårer", "Sykefravær og tillit"],
}
LUNCH: Final = "Vi spiser lunsj sammen, hører en historie fra en bedrift og bytter kort."
BREAKFAST: Final = "Kaffe, brød og et kvarter om noe du har bruk for samme dag."

PROGRAMME: Final = (
    Planned(-385, "Åpningslunsj for nettverket", LUNCH, guests=46),
    Planned(-350, "Lunsj: Å ansette den første", LUNCH, guests=28),
    Planned(-322, "Frokost: Anbud for små bedrifter", BREAKFAST, guests=22, hour=8, minute=0),
    Planned(-294, "Lunsj hos Kvern & Korn", LUNCH, place="Mølla, Furubygda", guests=31),
    Planned(-259, "Vårmøte og bedriftsbesøk", LUNCH, guests=40, hour=16, hours=3),
    Planned(-224, "Frukost: Rekneskap utan magesår", "Kaffi og eit kvarter om tal.",
            guests=19, hour=8, minute=0),
    Planned(-200, "Båttur til Havblikk", "Vi besøker båtbyggeriet og spiser på brygga.",
            place="Brygga, Havstrand", guests=24, cancelled=-204,
            reason="Det er meldt storm, og båten går ikke."),
    Planned(-161, "Lunsj: Hva koster en dårlig nettside?", LUNCH, guests=33),
    Planned(-126, "Sommeravslutning", "Vi griller i hagen.", guests=44, hour=17, hours=4),
    Planned(-91, "Lunsj: Fra eier til styreleder", LUNCH, guests=29),
    Planned(-49, "Frokost: Personvern på en kopp kaffe", BREAKFAST, guests=36, hour=8, minute=0),
    Planned(-28, "Lunsj hos Guovssahas Duodji", LUNCH, place="Nordlyshamn", guests=27),
    Planned(-7, "Lunsj: Slik fikk vi lærling", LUNCH, guests=34),
    Planned(8, "Frokost: Fem feil i timelisten", BREAKFAST, guests=23, hour=8, minute=0),
    Planned(15, "Årets nettverkslunsj", LUNCH, guests=42, capacity=40, hours=2),
    Planned(22, "Omvisning på Rimfrost", "Vi får se hvordan kulde blir laget.",
            place="Havstrand", guests=18, cancelled=-9,
            reason="Verten vår må dessverre stenge anlegget den uken."),
    Planned(36, "Verksted: Tre økter på en ettermiddag",
            "Velg den økta du har mest bruk for. Vi spiser sammen etterpå.",
            guests=26, hour=13, minute=0, hours=4, capacity=60, questions=(SESSION,)),
    Planned(64, "Nyttårsfrokost", BREAKFAST, guests=9, hour=8, minute=0),
    Planned(92, "Vårens bedriftsbesøk", "Vert og tid kommer.", draft=True),
)  # fmt: skip
