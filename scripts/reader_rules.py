"""Writes ``docs/reader-rules.md`` from the reader's rules; ``--check``: whether it is up to date.

The page is for someone who knows the law and not the program: what each rule looks for, where it
has it from, and sentences it must and must not match.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from tillit.kernel import law  # noqa: E402

RULES = ROOT / "src" / "tillit" / "privacy" / "reader" / "rules"
PAGE = ROOT / "docs" / "reader-rules.md"
# The order of the page, and what each set is; a set that is not here comes last, by its name.
SETS = {
    "items": "Det en erklæring skal si (artikkel 13, 14 og 26)",
    "outdated": "Det som er utdatert",
    "unlawful": "Det som er ulovlig slik det står",
    "contradictions": "Setninger som sammen kan være en motsigelse",
    "conflicts": "Ordene for det som bygger på flere setninger",
    "vague": "Det som er uklart",
    "claims": "Det erklæringen forteller",
    "adopt": "Hva i protokollen en setning handler om",
}
TOP = """\
# Reglene til leseren

Denne siden lages av `scripts/reader_rules.py` fra `src/tillit/privacy/reader/rules/*.toml`.
Rett der, ikke her. Hva leseren gjør, står i [Les en erklæring](les-en-erklaering.md).

## Slik leses en regel

Et **mønster** er ord med mellomrom mellom, og passer på en setning som har dem etter hverandre:

| skrevet | betyr |
|---|---|
| `innsyn` | ordet i alle former ordboken kjenner (*innsynet*) |
| `=rett` | akkurat den formen |
| `slett*`, `*frist`, `*lagr*` | ord som begynner med, slutter med eller har det i seg |
| `a\\|b*` | det ene eller det andre |
| `<access>` | et av ordene i listen med det navnet (`lexicon/*.toml`) |
| `…`, `…12` | opptil seks, eller tolv, ord imellom |
| ` & ` | delene i hvilken rekkefølge som helst i setningen |

En regel slår til når **ett** av mønstrene passer, og ingen av dem under «men ikke». «Under» og
«etter» er noe som må stå i overskriften over eller rett før. ✓ er setninger regelen må slå til
på, ✗ setninger den ikke må slå til på; står det en overskrift med, er den skilt fra setningen med
`>`. Testene prøver hver eneste av dem.
"""


def page() -> str:
    """The whole page."""
    files = {file.stem: file for file in RULES.glob("*.toml")}
    order = [*(name for name in SETS if name in files), *sorted(files.keys() - SETS.keys())]
    return "\n".join([TOP, *(line for name in order for line in _set(name, files[name]))]) + "\n"


def _set(name: str, file: Path) -> Iterator[str]:
    rules = tomllib.loads(file.read_text("utf-8"))["rule"]
    yield f"## {SETS.get(name, name)}"
    yield f"\n`rules/{name}.toml`, {len(rules)} regler.\n"
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    yield f"### {rule['key']}\n"
    if title := rule.get("title"):
        yield f"**{title['nb']}.** {rule.get('why', {}).get('nb', '')}".rstrip() + "\n"
    facts = list(_facts(rule))
    yield from facts
    if facts:
        yield ""
    for mark, key in (("✓", "good"), ("✗", "bad")):
        for example in rule.get(key, ()):
            yield f"- {mark} {example}"
    if rule.get("good") or rule.get("bad"):
        yield ""


def _facts(rule: dict[str, Any]) -> Iterator[str]:
    if item := rule.get("item"):
        yield f"- Sier noe om: {item}"
    if value := rule.get("value"):
        yield f"- Sier: {value}"
    if keys := rule.get("law"):
        yield f"- Hjemmel: {'; '.join(law.source(key).cite('nb') for key in keys)}"
    if since := rule.get("since"):
        yield f"- Falt: {since.isoformat()}"
    for name, key in (
        ("Mønster", "match"),
        ("Under", "under"),
        ("Etter", "after"),
        ("Men ikke", "unless"),
    ):
        if patterns := rule.get(key):
            yield f"- {name}: {', '.join(f'`{pattern}`' for pattern in patterns)}"
    if short := rule.get("short"):
        yield f"- Bare i en setning på høyst {short} ord"
    if rule.get("headings"):
        yield "- Også i overskrifter"
    if not rule.get("sure", True):
        yield "- Leseren er usikker, og sier det"
    if instead := rule.get("instead"):
        yield f"- Skriv heller: *{instead['nb']}*"


def main() -> None:
    made = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text("utf-8") != made:
            sys.exit(f"{PAGE.relative_to(ROOT)} is not up to date: python scripts/reader_rules.py")
        return
    PAGE.write_text(made, encoding="utf-8")
    print(f"  {PAGE.relative_to(ROOT)}: written")


if __name__ == "__main__":
    main()
