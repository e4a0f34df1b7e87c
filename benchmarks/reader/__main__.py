"""``python -m benchmarks.reader [--part build|measure] [--errors]``: how well the reader reads."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

import django

# What the reader finds is worded through Django's translations.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

from benchmarks.reader import corpus
from benchmarks.reader.baseline import ONE_PASS, baseline
from benchmarks.reader.corpus import ITEMS, KINDS, Statement
from benchmarks.reader.drafts import drafts
from benchmarks.reader.reading import reader
from benchmarks.reader.score import Disagreement, Said, Scores, Tally, scored, total
from tillit.privacy.reader import read
from tillit.privacy.reader.sources import lines_of

SIZE = 20_000
_COLUMNS = " ".join(f"{name:>5}" for name in ("P", "R", "F1", "F2"))
_HEAD = f"{'':<14}{'n':>4}   {_COLUMNS}   {_COLUMNS}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description="How well the reader reads, beside plain keywords."
    )
    parser.add_argument("--part", choices=corpus.PARTS, default=None, help="default: both")
    parser.add_argument(
        "--errors", action="store_true", help="list every disagreement, with its words (only build)"
    )
    parser.add_argument(
        "--kind", default="", help="with --errors: only item, retention, supplier, …"
    )
    parser.add_argument(
        "--only", default="", help="with --errors: only statements with this in their name"
    )
    parser.add_argument("--no-speed", action="store_true")
    asked = parser.parse_args()
    if asked.errors and asked.part != "build":
        parser.error("--errors is only for --part build: nobody looks at how measure is labelled")
    # The activities a register can have are the product's own.
    django.setup()
    for part in [asked.part] if asked.part else corpus.PARTS:
        statements = corpus.statements(part)
        ours, plain = _all(reader, statements), _all(baseline, statements)
        print(f"\n{part}: {len(statements)} statements{'':<8}reader{'':<20}keywords")
        _show(ours, plain)
        tallies, differ = drafts(statements)
        if any(tally.labelled for tally in tallies.values()):
            print(f"\ndrafts\n{_HEAD[:44]}")
            for of, tally in tallies.items():
                _row(of, tally)
        if asked.errors:
            _errors([*ours.disagreements, *differ], asked.kind, asked.only)
    if not asked.no_speed:
        _speed(corpus.statements(asked.part or "build"))


def _all(read_one: Callable[[Statement], Said], statements: list[Statement]) -> Scores:
    return scored((one, read_one(one)) for one in statements)


def _show(ours: Scores, plain: Scores) -> None:
    for title, of in (("present", "present"), ("missing", "missing")):
        print(f"\n{title}\n{_HEAD}")
        mine, theirs = getattr(ours, of), getattr(plain, of)
        for item in ITEMS:
            if mine[item].labelled or mine[item].extra:
                _row(item, mine[item], theirs[item])
        _row("all items", total(mine.values()), total(theirs.values()))
    _row(
        "items, both",
        *(total([*one.present.values(), *one.missing.values()]) for one in (ours, plain)),
    )
    print(f"\nclaims\n{_HEAD}")
    for kind in KINDS:
        _row(kind, ours.claims[kind], plain.claims[kind])
    _row("all claims", *(total(one.claims[kind] for kind in KINDS) for one in (ours, plain)))
    _row("contradiction", ours.claims["contradiction"], plain.claims["contradiction"])


def _row(name: str, *tallies: Tally) -> None:
    cells = "   ".join(
        f"{one.precision:>5.2f} {one.recall:>5.2f} {one.f():>5.2f} {one.f(2):>5.2f}"
        for one in tallies
    )
    print(f"{name:<14}{tallies[0].labelled:>4}   {cells}")


def _errors(disagreements: list[Disagreement], kind: str, only: str) -> None:
    print("\n+ said, not labelled; - labelled, not said; ~ another verdict")
    for one in disagreements:
        if kind in ("", one.kind) and only in one.statement:
            print(f"{one.sign} {one.statement:<28} {one.kind:<10} {' · '.join(one.what)}")
            print(f"      {one.words}")


def _speed(statements: list[Statement]) -> None:
    """Statements of 20 KB a second on one core, beside one pass of a plain regular expression."""
    texts = [_of_size(statements, number) for number in range(len(statements))]
    for text in texts:
        read(text.encode(), "statement.txt")
    taken = _each(texts, lambda text: read(text.encode(), "statement.txt"))
    once = _each(texts, lambda text: list(ONE_PASS.finditer(text)))
    print(
        f"\nspeed, statements of 20 KB, one core: "
        f"{1 / taken:.0f} a second ({taken * 1000:.1f} ms each); "
        f"one pass of a plain regular expression {once * 1000:.2f} ms, ratio {taken / once:.1f}"
    )


def _each(texts: list[str], work: Callable[[str], object]) -> float:
    """Seconds of processor time for each, in the best of three rounds."""
    rounds = []
    for _round in range(3):
        began = time.process_time()
        for text in texts:
            work(text)
        rounds.append(time.process_time() - began)
    return min(rounds) / len(texts)


def _of_size(statements: list[Statement], first: int) -> str:
    """This statement and those after it as one plain text of 20 KB: no sentence stands twice.

    In one language: of several in a file only one is read.
    """
    text = ""
    language = statements[first].language
    for one in (*statements[first:], *statements[:first]):
        if one.language != language:
            continue
        text += "\n".join(line.text for line in lines_of(one.content, one.page.name)) + "\n\n"
        if len(text.encode()) >= SIZE:
            break
    return text.encode()[:SIZE].decode("utf-8", "ignore")


if __name__ == "__main__":
    main()
