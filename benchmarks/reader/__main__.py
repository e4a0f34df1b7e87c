"""``python -m benchmarks.reader [--part build|measure] [--errors]``: how well the reader reads."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

# What the reader finds is worded through Django's translations.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

from benchmarks.reader import corpus
from benchmarks.reader.baseline import ONE_PASS, baseline
from benchmarks.reader.corpus import ITEMS, KINDS, Statement
from benchmarks.reader.reading import reader
from benchmarks.reader.score import Said, Scores, Tally, scored, total
from tillit.privacy.reader import read

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
    for part in [asked.part] if asked.part else corpus.PARTS:
        statements = corpus.statements(part)
        ours, plain = _all(reader, statements), _all(baseline, statements)
        print(f"\n{part}: {len(statements)} statements{'':<8}reader{'':<20}keywords")
        _show(ours, plain)
        if asked.errors:
            _errors(ours, asked.kind, asked.only)
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
    print(f"\nclaims\n{_HEAD}")
    for kind in KINDS:
        _row(kind, ours.claims[kind], plain.claims[kind])
    _row("all claims", total(ours.claims.values()), total(plain.claims.values()))


def _row(name: str, *tallies: Tally) -> None:
    cells = "   ".join(
        f"{one.precision:>5.2f} {one.recall:>5.2f} {one.f():>5.2f} {one.f(2):>5.2f}"
        for one in tallies
    )
    print(f"{name:<14}{tallies[0].labelled:>4}   {cells}")


def _errors(scores: Scores, kind: str, only: str) -> None:
    print("\n+ said, not labelled; - labelled, not said; ~ another verdict")
    for one in scores.disagreements:
        if kind in ("", one.kind) and only in one.statement:
            print(f"{one.sign} {one.statement:<28} {one.kind:<10} {' · '.join(one.what)}")
            print(f"      {one.words}")


def _speed(statements: list[Statement]) -> None:
    """Statements of 20 KB a second on one core, beside one pass of a plain regular expression."""
    pages = [_of_size(one) for one in statements]
    for content, name in pages:
        read(content, name)
    began = time.perf_counter()
    for content, name in pages:
        read(content, name)
    taken = (time.perf_counter() - began) / len(pages)
    texts = [content.decode() for content, _name in pages]
    began = time.perf_counter()
    for text in texts:
        for _match in ONE_PASS.finditer(text):
            pass
    once = (time.perf_counter() - began) / len(texts)
    print(
        f"\nspeed, statements of 20 KB, one core: "
        f"{1 / taken:.0f} a second ({taken * 1000:.1f} ms each); "
        f"one pass of a plain regular expression {once * 1000:.2f} ms, ratio {taken / once:.1f}"
    )


def _of_size(statement: Statement) -> tuple[bytes, str]:
    """The statement's text over and over, up to 20 KB, as plain text."""
    lines = statement.page.read_text("utf-8")
    if statement.page.suffix == ".html":
        from tillit.privacy.reader.sources import lines_of

        lines = "\n".join(line.text for line in lines_of(statement.content, statement.page.name))
    whole = "\n\n".join([lines] * (SIZE // max(1, len(lines.encode())) + 1))
    return whole.encode()[:SIZE].decode("utf-8", "ignore").encode(), f"{statement.name}.txt"


if __name__ == "__main__":
    main()
