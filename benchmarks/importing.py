"""Members from a spreadsheet: read, laid out, checked, previewed, carried out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

HEADINGS = (
    "Fornavn",
    "Etternavn",
    "E-post",
    "Mobil",
    "Adresse",
    "Postnr",
    "Poststed",
    "Arbeidssted",
)


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """100,000 members from XLSX into an empty register."""
    from benchmarks.figures import Figure

    rows = 300 if quick else 100_000
    file = str(stage.folder / "members.xlsx")
    with stage.database("importing") as database:
        stage.child(database, "benchmarks.importing", "write", file=file, rows=rows)
        seen = stage.child(database, "benchmarks.importing", "bring_in", file=file)
    Path(file).unlink()
    assert seen["persons"] == rows, seen
    return [
        Figure("import: until the preview", seen["preview"], "s"),
        Figure("import: with preview", seen["seconds"], "s", 60),
        Figure("import: CPU of the worker", seen["cpu"], "s"),
        Figure("import: memory", seen["megabytes"], "MB", 400),
    ]


def write(file: str, rows: int) -> None:
    """A workbook as a member system exports it."""
    import xlsxwriter

    from benchmarks import data

    data.organisation()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("Medlemmer")
    sheet.write_row(0, 0, HEADINGS)
    for row in range(rows):
        sheet.write_row(
            row + 1, 0,
            (
                f"Kari{row % 400}", f"Fjellro{row % 900}", f"person{row}@bench.example",
                f"9{row % 10_000_000:07}", f"Kvernbakken {row % 90}", f"{row % 9000 + 1000:04}",
                "Oslo", "Fjordlys Regnskap AS",
            ),
        )  # fmt: skip
    book.close()


def bring_in(file: str) -> dict[str, Any]:
    """Step by step, each as the worker does it."""
    import resource

    from django.core.files import File

    from tillit.kernel import clock
    from tillit.organisations.models import Organisation
    from tillit.people.imports import actions
    from tillit.people.models import Import, Person

    of = Organisation.objects.get()
    began = time.perf_counter()
    with Path(file).open("rb") as opened:
        run = actions.receive(of, File(opened, "members.xlsx"), kind="member", by="user:bench")  # type: ignore[arg-type]
    actions.work(run)
    actions.plan(
        run, mapping=run.plan["guess"], source="self", detail="", started_on=clock.today(),
        on_match="update", extra=_answers(run),
    )  # fmt: skip
    actions.work(run)
    assert run.state == Import.State.PREVIEW, (run.state, run.error)
    preview = time.perf_counter() - began
    actions.start(run, without_wrong_rows=True)
    actions.work(run)
    seconds = time.perf_counter() - began
    assert run.state == Import.State.DONE, (run.state, run.error)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "preview": preview,
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
        "persons": Person.objects.count(),
    }


def _answers(run: Any) -> dict[str, str]:
    """What modules ask of the whole file, such as the kind of membership."""
    from tillit.memberships.models import MembershipType

    kind = MembershipType.objects.create(
        organisation=run.organisation, key="personlig", name={"nb": "Personlig medlem"}
    )
    return {"membership_type": str(kind.pk)}
