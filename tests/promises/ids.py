"""The promises the product is measured by, and whose they are."""

from typing import Final

# letter: (whose, how many)
ORGANISATIONS: Final = {
    "N": ("business network", 32),
    "C": ("cloud supplier", 33),
    "P": ("meeting portal", 14),
    "R": ("regional development company", 26),
    "F": ("federation", 38),
}

IDS: Final = tuple(
    f"{letter}{number:02}"
    for letter, (_, count) in ORGANISATIONS.items()
    for number in range(1, count + 1)
)
