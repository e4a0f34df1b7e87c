"""What a table's columns are about, told by its head: “Formål | Opplysninger | Lagringstid”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

CELL: Final = "|"
# The more telling first: “hvor opplysningene kommer fra” is where from, and not which data.
_ROLES: Final = {
    role: re.compile(rf"\b(?:{said})", re.IGNORECASE)
    for role, said in {
        "keeping": r"lagringstid|lagrings|slett|oppbevar|hvor lenge|kor lenge|how long|retention|"
        r"storage (?:period|time)|kept|erasure|deletion|deleted|varighet|varigheit|duration|"
        r"frist|arkiver|when (?:it is )?deleted|lagres\b|lagrast\b|lagring\b|utløp|levetid",
        "basis": r"(?:behandlings|retts|lov)?grunnlag|(?:lov|retts)(?:lig|leg) grunn|"
        r"hjemmel|heimel|legal (?:basis|ground)|"
        r"lawful (?:basis|ground)|(?:legal |lawful )?bas[ie]s\b|ground|art(?:ikkel|icle|\.) 6",
        "recipients": r"mottak|recipient|(?:deles|delast|dele|deler|shared?) (?:med|with)|"
        r"(?:hvem|kven) (?:får|deler|ser|har tilgang)|utlever|who (?:gets|sees|receives)|"
        r"(?:gis|går|sendes|gjevast|sendast) til",
        "source": r"kilde|kjelde|source|(?:hvor|kvar)\b.*\b(?:fra|frå)|where\b.*\bfrom|hvorfra|"
        r"(?:hentes|hentast|innhentes|innhenta|kommer|kjem|collected|obtained) (?:fra|frå|from)|"
        r"opphav|origin",
        "purpose": r"formål|føremål|purpose|hvorfor|kvifor|why|hensikt|what for|used for|"
        r"(?:brukes|brukast|nyttast|benyttes|bruker|brukar)\b.*\btil|til hva|til kva",
        "whose": r"hvem|kven|who|registrerte|data subject|persongruppe|persongrupper|målgruppe|"
        r"gjelder|gjeld\b|people|persons|group",
        "activity": r"(?:hva vi|kva (?:vi|me)) gjør|what we do|"
        r"(?:behandling|handsaming)s?(?:aktivitet)?\b|"
        r"aktivitet|activit|processing|register|område|situasjon|prosess|oppgave|oppgåve",
        "data": r"(?:person)?opplysning|(?:personal )?data|informasjon|information|datatype|felt|"
        r"hva\b|kva\b|what\b|kategori|categor|type",
        "supplier": r"leverandør|databehandler|databehandlar|supplier|provider|processor|tilbyder|"
        r"tilbydar|vendor",
        "": r"navn|namn|name|system|tjeneste|teneste|service|hvor\b|kvar\b|where|merknad|"
        r"kommentar|note|verktøy|tool|land\b|country|tiltak|ansvar|first|cookie",
    }.items()
}  # fmt: skip
_AND: Final = re.compile(r"\s+(?:og|and|eller|or)\s+|[/&+]")
_LONGEST: Final = 7
_FEW: Final = 3


@lru_cache(maxsize=256)
def roles_of(head: str) -> Mapping[str, int]:
    """Which column each thing that is asked for stands in, counted from the left."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells_of(head)):
        for role in _roles(cell):
            if role == "data" and found.get(role) == 0:
                # “Hva | Hva vi skriver ned”: the first is what it is about.
                found["activity"], found[role] = 0, number
            found.setdefault(role, number)
    found.pop("", None)
    if found.get("data", 0) > 0 and 0 not in found.values():
        found["activity"] = 0  # “Liste | Hva som står der”
    return found


def cells_of(line: str) -> list[str]:
    """A row's cells, the empty ones too."""
    return [cell.strip() for cell in line.rstrip().removesuffix(":").split(CELL)]


def labelled(head: str, row: str) -> str:
    """A row to be read by itself, each cell after its column: “Formål: arrangement. Grunnlag: …”.

    As it stands, after what leads up to it, where the columns are not told.
    """
    heads, cells = cells_of(head), cells_of(row)
    if len(heads) < 2 or len(heads) != len(cells):
        return f"{head} {row}"
    return " ".join(
        f"{name}: {cell.removesuffix('.')}." if name else f"{cell.removesuffix('.')}."
        for name, cell in zip(heads, cells, strict=True)
        if cell
    )


def is_head(row: str) -> bool:
    """Whether a table's first row names its columns, where nothing else tells."""
    said = [cell for cell in cells_of(row) if cell]
    if len(said) < 2 or any(
        len(cell.split()) > _LONGEST or cell.endswith(".") or any(map(str.isdigit, cell))
        for cell in said
        if not _ROLES["basis"].search(cell)
    ):
        return False
    named = [_named(cell) for cell in said]
    return all(named) if len(said) < _FEW else sum(named) >= len(said) - 1


def _named(cell: str) -> bool:
    return bool(_roles(cell))


def _roles(cell: str) -> list[str]:
    found: list[str] = []
    for part in (cell, *_AND.split(cell)[1:]):
        role = next((role for role, said in _ROLES.items() if said.search(part)), None)
        if role is not None and role not in found:
            found.append(role)
    return found
