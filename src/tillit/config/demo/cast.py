"""Invented people, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tillit.config.demo.names import FIRST, LAST, NUMBERS, POSITIONS, STREETS, WORKPLACES
from tillit.kernel.text import slugify

SEED: Final = "lysbrua"
LANGUAGES: Final = ("nb", "nb", "nb", "nb", "nn", "nn", "en")


@dataclass(frozen=True)
class Invented:
    """Someone who does not exist: their values as they would write them, and their language."""

    values: dict[str, str]
    language: str

    @property
    def email(self) -> str:
        return self.values["email"]


def everyone() -> Iterator[Invented]:
    """One after another, no two with the same name, address or number; ends with the numbers."""
    chance = random.Random(SEED)  # noqa: S311 (the same people each time, no secret)
    pairs = [(first, last) for first in FIRST for last in LAST]
    chance.shuffle(pairs)
    numbers = [number for first, last in NUMBERS for number in range(first, last + 1)]
    for (first, last), number in zip(pairs, numbers, strict=False):
        workplace, domain, postal_code, city = chance.choice(WORKPLACES)
        name = f"{slugify(first)}.{slugify(last)}"
        yield Invented(
            {
                "first_name": first,
                "last_name": last,
                "email": f"{name}@{domain if chance.random() < 0.8 else 'post.example'}",
                "phone": f"+46{number}",
                "street": f"{chance.choice(STREETS)} {chance.randint(1, 80)}",
                "postal_code": postal_code,
                "city": city,
                "workplace": workplace,
                "position": chance.choice(POSITIONS),
            },
            chance.choice(LANGUAGES),
        )
