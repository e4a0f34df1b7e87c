"""Collect the texts to translate, by Babel and Django's own template lexer: needs no gettext.

``make messages`` brings ``src/tillit/locale/{nb,nn}/LC_MESSAGES/django.po`` up to the source;
``--check`` fails when a text is missing from a catalogue, untranslated, doubtful (fuzzy), or has
other placeholders than its source.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tillit"
LANGUAGES = ("nb", "nn")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = "nplurals=2; plural=(n != 1);"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str, str, str]  # context, text, plural


def _python(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _template(path: Path) -> str:
    """The template as Python source: its texts as calls of gettext, all else blanked out."""
    from django.utils.translation.template import templatize

    python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # What is blanked out keeps its indentation, which means nothing here but would to Python.
    return "\n".join(line.lstrip() for line in python.splitlines())


def texts() -> Iterator[tuple[Key, str]]:
    """Every text in the source with the file it stands in."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = _python(path)
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            source = _template(path)
        else:
            continue
        code = io.BytesIO(source.encode())
        place = str(path.relative_to(SOURCE))
        for _line, found, _comments, context in extract("python", code, keywords=KEYWORDS):
            text, plural = found[-2:] if isinstance(found, tuple) else (found, "")
            if isinstance(found, tuple) and context is not None and len(found) == 1:
                text, plural = found[0], ""
            if text:
                yield (context or "", text, plural or ""), place


def collected() -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    plurals: dict[tuple[str, str], str] = {}
    for (context, text, plural), place in texts():
        plurals[context, text] = plurals.get((context, text)) or plural
        places = found.setdefault((context, text, ""), [])
        if place not in places:
            places.append(place)
    return {
        (context, text, plurals[context, text]): places
        for (context, text, _), places in found.items()
    }


def catalogue(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def update(language: str, wanted: dict[Key, list[str]]) -> polib.POFile:
    """The catalogue with the source's texts, in its order; translations that still fit stay."""
    # What a package has translated by itself (the statement's sentences) is taken over.
    paths = [*sorted(SOURCE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))]
    paths += [catalogue(language)] if catalogue(language).exists() else []
    known = {
        (entry.msgctxt or "", entry.msgid): entry
        for path in paths
        for entry in polib.pofile(str(path))
        if entry.translated()
    }
    fresh = polib.POFile(wrapwidth=96)
    fresh.metadata = {
        "Project-Id-Version": "Tillit",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    for (context, text, plural), places in wanted.items():
        old = known.get((context, text))
        entry = polib.POEntry(
            msgid=text,
            msgctxt=context or None,
            occurrences=[(place, "") for place in places],
            flags=["python-format"] if re.search(r"%\(\w+\)", text) else [],
        )
        if plural:
            entry.msgid_plural = plural
            kept = old.msgstr_plural if old else {}
            entry.msgstr_plural = {0: kept.get(0, ""), 1: kept.get(1, "")}
        elif old:
            entry.msgstr = old.msgstr
        fresh.append(entry)
    return fresh


def faults(language: str, wanted: dict[Key, list[str]]) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    known = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(catalogue(language)))}
    for context, text, plural in wanted:
        entry = known.get((context, text))
        if entry is None:
            yield f"{language}: not in the catalogue: {text!r}"
            continue
        given = list(entry.msgstr_plural.values()) if plural else [entry.msgstr]
        if "fuzzy" in entry.flags or not given or not all(given):
            yield f"{language}: not translated: {text!r}"
            continue
        meant = set(PLACEHOLDER.findall(text)) | set(PLACEHOLDER.findall(plural))
        for translation in given:
            if not set(PLACEHOLDER.findall(translation)) <= meant or (
                not plural and set(PLACEHOLDER.findall(translation)) != meant
            ):
                yield f"{language}: other placeholders than its source: {text!r}"
    for context, text in known.keys() - {(context, text) for context, text, _ in wanted}:
        yield f"{language}: no longer in the source: {text!r} {context}".rstrip()


def main() -> None:
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    wanted = collected()
    if "--check" in sys.argv:
        present = [language for language in LANGUAGES if catalogue(language).exists()]
        wrong = [line for language in present for line in faults(language, wanted)]
        if present and len(present) < len(LANGUAGES):
            wrong.append(f"missing altogether: {set(LANGUAGES) - set(present)}")
        print("\n".join(wrong[:40]))
        sys.exit(f"{len(wrong)} faults in the translations" if wrong else 0)
    for language in LANGUAGES:
        fresh = update(language, wanted)
        catalogue(language).parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(catalogue(language)))
        missing = len(fresh.untranslated_entries())
        print(f"  {language}: {len(fresh)} texts, {missing} to translate")


if __name__ == "__main__":
    main()
