"""The page that reads a statement: for anyone, in a second, and nothing is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.translation import override

from tests import factories
from tests.organisations.reading.statements import FRENCH, RECIPE, STATEMENT, docx, pdf
from tests.privacy.reader import translations
from tests.privacy.reader.pdf_files import typeset
from tillit.config.management.commands.web import Command as Web
from tillit.organisations.models import CacheEntry
from tillit.organisations.reading import carried, given, turns, views
from tillit.organisations.reading.problems import problem
from tillit.organisations.reading.ready import get_ready
from tillit.privacy.reader import sources
from tillit.privacy.reader.sources import NotReadable
from tillit.privacy.reader.structure import Line, sentences

pytestmark = pytest.mark.django_db
AT = "/les"


@pytest.fixture(autouse=True)
def as_many_tries_as_it_takes() -> None:
    cache.clear()


def file(content: bytes | str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_anyone_reads_the_page_and_gets_no_cookie(client: Client) -> None:
    page = client.get(AT)

    assert page.status_code == 200
    assert 'name="text"' in page.text
    assert "Set-Cookie" not in page.headers
    assert not client.cookies


def test_the_first_page_leads_there(client: Client) -> None:
    assert f'href="{AT}"' in client.get("/").text


def test_a_pasted_statement_is_judged_on_the_same_page(client: Client) -> None:
    page = client.post(AT, {"text": STATEMENT})

    assert page.status_code == 200
    assert page.context["reading"].language == "nb"
    assert page.context["shown"] in page.text
    assert "Fjellbygda turlag" in page.context["form"].initial["text"]
    assert "no-store" in page.headers["Cache-Control"]
    assert not client.cookies


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_and_the_report_are_in_the_language_chosen(language: str) -> None:
    browser = Client()
    browser.cookies["language"] = language

    page = browser.post(AT, {"text": STATEMENT})

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_the_report_is_had_in_another_language_without_losing_the_text(client: Client) -> None:
    page = client.post(AT, {"text": STATEMENT, "language": "en"})

    assert '<html lang="en"' in page.text
    assert page.headers["Content-Language"] == "en"
    assert "Fjellbygda turlag" in page.context["form"].initial["text"]
    assert not client.cookies
    again = client.post(AT, {"text": STATEMENT, "spoken": "en", "language": "nn"})
    kept = client.post(AT, {"text": STATEMENT, "spoken": "en"})
    assert '<html lang="nn"' in again.text
    assert '<html lang="en"' in kept.text
    assert '<html lang="nb"' in client.get(AT).text
    assert '<html lang="nb"' in client.post(AT, {"text": STATEMENT, "language": "xx"}).text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (STATEMENT, "erklaering.md"),
        (STATEMENT.replace("#", ""), "erklaering.txt"),
        (f"<html><body><main><h1>Personvern</h1><p>{STATEMENT}</p></main></body></html>", "e.html"),
        (docx(STATEMENT.replace("#", "")), "erklæring.docx"),
        (pdf(STATEMENT.replace("#", "")), "e.PDF"),
    ],
    ids=["markdown", "text", "web page", "word", "pdf"],
)
def test_a_file_is_read_and_its_text_stands_in_the_box(
    client: Client, content: Any, name: str
) -> None:
    page = client.post(AT, {"file": file(content, name)})

    assert page.status_code == 200, page.context["why"]
    assert page.context["reading"].name == name
    box = page.context["form"].initial["text"]
    assert "Fjellbygda turlag" in box
    again = client.post(AT, {"text": box.replace("\n", "\r\n")})
    assert again.context["reading"].name == name
    assert again.context["shown"] == page.context["shown"]


@pytest.mark.parametrize("kind", ["json", "sarif", "html"])
def test_the_report_is_handed_over_as_a_file_made_anew(client: Client, kind: str) -> None:
    answer = client.post(AT, {"text": STATEMENT, "as": kind})

    assert answer.status_code == 200
    assert f'filename="rapport.{kind}"' in answer.headers["Content-Disposition"]
    if kind == "html":
        assert answer.text.lstrip().lower().startswith("<!doctype html")
    else:
        assert json.loads(answer.content)
    assert not client.cookies


LOCKED = "locked", pdf("Personvern", password=True), "e.pdf"


@pytest.mark.parametrize(
    ("reason", "content", "name"),
    [
        ("empty", b"  \n ", "e.txt"),
        ("empty", b"", "e.txt"),
        ("no_text", pdf(), "e.pdf"),
        LOCKED,
        ("broken", b"%PDF-1.7 and then nothing", "e.pdf"),
        ("broken", docx(STATEMENT)[:700], "e.docx"),
        ("unknown", b"\x89PNG\r\n\x1a\n" + bytes(200), "e.png"),
        ("other_language", FRENCH.encode(), "e.txt"),
        ("not_a_statement", RECIPE.encode(), "e.txt"),
        ("frame_only", b"<h1>Personvern hos oss</h1><iframe src='/pv.html'></iframe>", "e.html"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    client: Client, reason: str, content: bytes, name: str
) -> None:
    page = client.post(AT, {"file": file(content, name), "text": ""})

    expected = problem(reason)
    assert page.status_code == 422
    assert page.context["why"].title == expected.title
    assert page.context["why"].todo == expected.todo
    assert page.context["reading"] is None


@pytest.mark.parametrize(
    "reason",
    ["empty", "too_large", "too_long", "no_text", "locked", "broken", "unknown", "other_language",
     "not_a_statement", "frame_only", "nothing", "busy", "too_often"],
)  # fmt: skip
def test_each_reason_has_its_words(
    reason: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_content: bytes, _name: str) -> Any:
        raise NotReadable(reason)

    monkeypatch.setattr(given, "read", refuses)
    monkeypatch.setattr(views, "problem", lambda _code: problem(reason))

    page = client.post(AT, {"text": STATEMENT})

    assert page.status_code == problem(reason).status
    assert problem(reason).title in page.text.replace("&quot;", '"').replace("&#x27;", "'")
    assert "Fjellbygda turlag" in page.context["form"].initial["text"]


def test_nothing_sent_in_is_nothing_to_read(client: Client) -> None:
    page = client.post(AT, {"text": " \r\n"})

    assert page.status_code == 422
    assert page.context["why"].title == problem("nothing").title


def test_what_says_it_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    page = client.post(AT, {"text": "x"}, CONTENT_LENGTH=str(sources.LARGEST * 2))

    assert page.status_code == 413
    assert page.context["why"].title == problem("too_large").title


def test_a_file_is_given_up_when_it_grows_too_large(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.organisations.reading.uploads.LARGEST", 100_000)

    page = client.post(AT, {"text": "", "file": file(b"x" * 120_000, "e.txt")})

    assert page.status_code == 413
    assert not list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


@pytest.mark.parametrize("size", [6 * 1024 * 1024, 2_000_000, given.LONGEST_TEXT + 9])
def test_a_pasted_text_that_is_too_large_is_told_of(client: Client, size: int) -> None:
    page = client.post(AT, {"text": "ord " * (size // 4)})

    assert page.status_code == 413
    assert page.context["why"].title == problem("too_long").title


def test_the_page_says_as_much_as_it_takes(client: Client) -> None:
    most = f"{given.LONGEST_TEXT:,}"
    with override("en"):
        page = client.get(AT, HTTP_ACCEPT_LANGUAGE="en")
        told = [page.text, problem("too_large").todo, problem("too_long").todo]
    assert all(f"{most} characters" in each for each in told)
    assert f"{sources.LARGEST // 1024**2} MB" in page.text


def test_a_pasted_page_may_have_much_markup_around_its_text(client: Client) -> None:
    markup = f"<div class='x'>{'<span></span>' * 30_000}</div>"

    page = client.post(AT, {"text": f"<html><body>{markup}<main>{STATEMENT}</main></body></html>"})

    assert page.status_code == 200


def test_the_page_gets_the_reader_ready_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Noted:
        def __init__(self, **_given: Any) -> None:
            started.append(self)

        def start(self) -> None:
            pass

    monkeypatch.setattr("tillit.organisations.reading.ready.Thread", Noted)
    get_ready.cache_clear()

    client.get(AT)
    client.get(AT)

    assert len(started) == 1


def test_a_file_with_more_text_than_any_statement_is_told_of(client: Client) -> None:
    page = client.post(AT, {"file": file("Vi sletter dem. " * 100_000, "e.txt"), "text": "x"})

    assert page.status_code == 413
    assert page.context["why"].title == problem("too_large").title


def test_a_burst_is_told_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WAITS_SECONDS", 0.01)

    with turns.a_turn(), turns.a_turn():
        page = client.post(AT, {"text": STATEMENT})
    after = client.post(AT, {"text": STATEMENT})

    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert page.context["why"].title == problem("busy").title
    assert "Fjellbygda turlag" in page.context["form"].initial["text"]
    assert after.status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
@pytest.mark.parametrize("address", [AT, "/les/start"])
def test_a_page_is_asked_for_or_sent_to_and_nothing_else(
    client: Client, method: str, address: str
) -> None:
    answer = getattr(client, method)(address)

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_who_comes_when_all_places_are_taken_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WAITS_SECONDS", 60)
    monkeypatch.setattr(turns, "_places", BoundedSemaphore(1))

    with turns.a_turn():
        began = time.monotonic()
        with pytest.raises(turns.Busy), turns.a_turn():
            pass

    assert time.monotonic() - began < 30


def test_a_pdf_pasted_as_text_is_read_where_it_does_no_harm(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def lines_of(content: bytes, _name: str = "") -> list[Line]:
        read.append(content)
        raise NotReadable("too_large")

    monkeypatch.setattr("tillit.privacy.reader.apart.lines_of", lines_of)

    page = client.post(AT, {"text": "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"})

    assert page.status_code in (413, 422)
    assert read


def test_a_run_of_opening_quotes_is_read_soon() -> None:
    assert len(sentences([Line("text", "«" * 60_000)], "nb")) >= 60_000 // 10_000


def test_a_period_beyond_all_measure_is_one_like_others(client: Client) -> None:
    page = client.post(AT, {"text": f"{STATEMENT}\n\nVi sletter alt etter 1e999 år."})

    assert page.status_code == 200


def test_readers_leave_a_thread_for_the_other_pages() -> None:
    threads = Web().create_parser("tillit", "web").get_default("threads")

    assert threads > turns.AT_A_TIME + turns.MAY_WAIT


def test_a_turn_is_given_back_when_reading_fails(client: Client) -> None:
    for _ in range(turns.AT_A_TIME + 1):
        assert client.post(AT, {"text": FRENCH}).status_code == 422


def test_one_place_has_so_many_readings_in_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.organisations.limits.one_more", lambda *_given: 121)

    page = client.post(AT, {"text": STATEMENT})
    elsewhere = client.post("/les/start", {"text": STATEMENT})

    assert page.status_code == elsewhere.status_code == 429
    assert page.headers["Retry-After"] == "3600"
    assert "Fjellbygda turlag" in page.context["form"].initial["text"]
    assert client.get(AT).status_code == 200


def test_readings_are_counted_by_place(client: Client) -> None:
    for _ in range(120):
        assert client.post(AT, {"text": ""}).status_code == 422

    assert client.post(AT, {"text": ""}).status_code == 429
    assert client.post(AT, {"text": ""}, REMOTE_ADDR="192.0.2.9").status_code == 422


def rows() -> dict[str, int]:
    """How many rows there are of everything, tables of the database's own left out."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counted = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            counted[name] = cursor.fetchone()[0]
    return counted


def files() -> Iterator[tuple[str, int]]:
    """Every file of the installation but the database's own."""
    for found in sorted(Path(settings.DATA).rglob("*")):
        if found.is_file() and ".sqlite3" not in found.name:
            yield str(found), found.stat().st_mtime_ns


def test_nothing_is_stored_whatever_is_sent_in(
    client: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    large = f"<html><!--{'x' * 4_000_000}--><main><p>{STATEMENT}</p></main></html>"
    rows_before, files_before = rows(), list(files())
    sent = [
        {"text": STATEMENT},
        {"text": STATEMENT, "as": "json"},
        {"file": file(STATEMENT, "e.md")},
        {"file": file(large, "e.html")},
        {"file": file(pdf(), "e.pdf")},
        {"text": RECIPE},
        {"text": "Fjellbygda " * 300_000},
    ]
    for each in sent:
        client.post(AT, each)
        client.post("/les/start", each)

    rows_after = rows()
    counter = CacheEntry._meta.db_table
    assert rows_after.pop(counter) - rows_before.pop(counter) == 1  # how many, from where
    assert rows_after == rows_before
    assert {model._meta.db_table for model in apps.get_models()} <= {*rows_after, counter}
    assert CacheEntry.objects.get().value == str(2 * len(sent))
    assert list(files()) == files_before
    assert "Fjellbygda" not in "".join(capfd.readouterr()) + caplog.text
    assert not client.cookies


def test_a_large_file_never_touches_a_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def touches(*_given: Any, **_more: Any) -> Any:
        raise AssertionError("A file was made.")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", touches)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", touches)
    large = f"<html><!--{'x' * 5_000_000}--><main><p>{STATEMENT}</p></main></html>"

    assert client.post(AT, {"file": file(large, "e.html")}).status_code == 200


def test_what_nobody_foresaw_is_told_of_without_a_word_of_the_text(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def falls_over(content: bytes, _name: str) -> Any:
        raise ValueError(f"could not read {content!r}")

    monkeypatch.setattr(given, "read", falls_over)

    page = client.post(AT, {"text": STATEMENT})

    assert page.status_code == 422
    assert page.context["why"].title == problem("broken").title
    assert "Fjellbygda" not in "".join(capfd.readouterr())


def test_markup_in_what_is_sent_in_is_shown_and_not_run(client: Client) -> None:
    hostile = (
        STATEMENT + "\n\n</textarea><script>alert(1)</script><img src=x onerror=alert(2)> "
        "Vi selger </main><b>opplysninger</b> videre til Mailchimp.\n"
    )

    for sent in ({"text": hostile}, {"file": file(hostile, "<script>.md")}):
        page = client.post(AT, sent)

        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text.replace('<img src="/static/', "")


def test_the_page_works_under_an_organisations_own_host_too(client: Client) -> None:
    factories.organisation(host="turlag.example")

    page = client.post(AT, {"text": STATEMENT}, HTTP_HOST="turlag.example")

    assert page.status_code == 200


def test_no_organisation_is_called_what_the_page_is() -> None:
    from tillit.organisations.rules import is_good_slug

    assert not is_good_slug("les")


@pytest.mark.parametrize("is_file", [True, False], ids=["a file", "pasted"])
def test_the_other_language_of_a_file_is_had_by_a_button(client: Client, is_file: bool) -> None:
    text = f"{translations.NB}\n{translations.EN}"
    sent = {"file": file(text, "begge.md")} if is_file else {"text": text.replace("#", "")}

    page = client.post(AT, {**sent, "part": "nb"})
    other = client.post(AT, {"text": page.context["text"], "part": "en"})
    again = client.post(AT, {"text": other.context["text"], "language": "nn"})

    assert page.context["reading"].language == "nb"
    assert "Filen har erklæringen på flere språk." in page.text
    assert 'form="carried" name="part" value="en"' in page.text
    assert other.context["reading"].language == "en"
    assert again.context["reading"].language == "en"
    assert "Fila har erklæringa på fleire språk." in again.text
    if is_file:
        assert again.context["reading"].name == "begge.md"


def test_the_part_asked_for_is_what_an_organisation_is_started_with() -> None:
    text = carried.with_part(f"{translations.NB}\n{translations.EN}", "en")

    assert given.reading_of(text).language == "en"
    assert carried.with_part(text, "nb").count("read:") == 1


def test_what_is_found_in_a_pdf_has_its_page(client: Client) -> None:
    made = typeset(width="120mm", height="110mm")
    page = client.post(AT, {"file": file(made, "liten.pdf")})
    report = client.post(AT, {"text": page.context["text"], "as": "json"})

    assert "side 3" in page.context["shown"]
    [statement] = json.loads(report.text)["statements"]
    pages = [s["page"] for item in statement["items"] for s in item["sentences"]]
    assert max(pages) > 3
    assert {s["line"] for item in statement["items"] for s in item["sentences"]} == {None}


def test_the_page_is_read_anew_line_for_line_after_it_was_carried() -> None:
    corpus = Path(__file__).parents[3] / "benchmarks" / "reader" / "corpus" / "build"
    read = [path for path in corpus.glob("*") if path.suffix in (".html", ".md", ".txt")]

    for path in read:
        lines = _plain(sources.lines_of(path.read_bytes(), path.name))
        carried_text = carried.as_text(sources.lines_of(path.read_bytes(), path.name), path.name)
        assert _plain(sources.lines_of(carried_text.encode(), "e.md")) == lines, path.name
        assert carried.name_of(carried_text) == path.name
    assert read


def _plain(lines: Any) -> list[tuple[str, str]]:
    return [(line.kind, " ".join(line.text.split())) for line in lines if line.kind != "break"]
