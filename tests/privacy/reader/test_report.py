"""The report in each of its formats: whole, in three languages, and as its format demands."""

from __future__ import annotations

import datetime as dt
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from lxml import html

from tests.privacy.reader import bad_files
from tillit.kernel import law
from tillit.privacy.reader import ITEMS, Claim, Finding, Reading, Verdict, read, report, wording
from tillit.privacy.reader.report import rights
from tillit.privacy.reader.report.missing import missing
from tillit.privacy.reader.report.places import lines_of
from tillit.privacy.reader.report.said import said

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PAGE = bad_files.page().encode()
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def reading() -> Reading:
    """The choir's statement, with an old reference found in it, and something unsure."""
    made = read(PAGE, "personvern.html")
    sentence = next(one for one in made.sentences if "innsyn" in one.text)
    made.findings[:] = [
        Finding(
            "act-of-2000", "outdated", "error", "An act that fell", "Why", "Write <this>",
            (sentence,), ("gdpr-15",), dt.date(2018, 7, 20),
        ),
        Finding("maybe", "contradiction", "error", "Perhaps", sentences=(sentence,), sure=False),
    ]  # fmt: skip
    return made


# ------------------------------------------------------------------ words


def test_the_same_word_is_not_said_twice_of_special_data(reading: Reading) -> None:
    claim = Claim("special", reading.sentences[0], "allergier", data="needs")
    reading.claims[:] = [claim]

    with override("nb"):
        [group] = said(reading, str)
    [entry] = group.entries

    assert entry.text.lower().count("allergi") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
def test_every_item_has_its_words_in_three_languages(item: str, language: str) -> None:
    sentence = wording.what_to_write(item, language)

    assert sentence.endswith(".")
    assert sentence.count("[") == sentence.count("]")
    assert all(key in law.SOURCES for key in wording.ITEM[item].law)
    if language != "en":
        assert sentence != wording.what_to_write(item, "en")


# What only they know, filled in; the rest of the brackets is taken as it stands.
FILLED = {
    "The organisation": "Solvik kor", "Virksomheten": "Solvik kor", "Det fulle": "Solvik kor",
    "e-mail": "post@solvik.example", "e-post": "post@solvik.example",
    "country": "USA", "land": "USA", "supplier": "Mailchimp", "leverandør": "Mailchimp",
    "what you gain": "keeping the website secure", "det dere oppnår": "å holde nettstedet trygt",
    "det de oppnår": "å halde nettstaden trygg",
}  # fmt: skip


def filled(sentence: str) -> str:
    def fill(bracket: re.Match[str]) -> str:
        known = (text for words, text in FILLED.items() if bracket[1].startswith(words))
        return next(known, bracket[1].partition(" | ")[0])

    return re.sub(r"\[([^]]*)\]", fill, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_to_write_is_what_the_reader_looks_for(language: str) -> None:
    """A statement made of the advice alone lacks nothing: the reader accepts its own words."""
    title = {"en": "Privacy statement"}.get(language, "Personvernerklæring")
    advice = [filled(wording.what_to_write(item, language)) for item in ITEMS]

    made = read("\n\n".join([title, *advice]).encode(), "pasted.txt")

    assert made.language == language
    assert {item for item, verdict in made.verdicts.items() if verdict.value != "P"} == set()


# ------------------------------------------------------------------ what is missing


def test_what_is_missing_is_found_with_what_to_write() -> None:
    made = read(PAGE, "personvern.html")

    found = {finding.rule: finding for finding in missing(made)}

    lacking = found["missing.r_port"]
    assert lacking.kind == "missing"
    assert lacking.level == "error"
    assert "gdpr-20" in lacking.law
    assert "dataportabilitet" in lacking.instead
    assert len(found) == sum(verdict.value == "M" for verdict in made.verdicts.values())


def test_what_the_reader_only_thinks_is_missing_is_a_warning() -> None:
    verdicts = {"R_PORT": Verdict("R_PORT", "M", sure=False), "DPO": Verdict("DPO", "N")}

    [found] = missing(Reading("a.txt", "nb", [], verdicts))

    assert (found.level, found.sure) == ("warning", False)


# ------------------------------------------------------------------ lines


def test_a_sentence_is_found_on_its_line_of_the_page() -> None:
    made = read(PAGE, "personvern.html")

    lines = lines_of(PAGE, "personvern.html", made.sentences)

    source = PAGE.decode().split("\n")
    for sentence in made.sentences[1:]:
        assert sentence.words[0] in source[lines[sentence.number] - 1].lower()


def test_a_pdf_has_no_lines() -> None:
    content = bad_files.pdf()
    made = read(content, "a.pdf")

    assert lines_of(content, "a.pdf", made.sentences) == {}


# ------------------------------------------------------------------ formats


def test_the_terminal_is_kept_within_its_width(reading: Reading) -> None:
    from tillit.privacy.reader.report import terminal

    made = report.report(reading, PAGE)

    for width in (40, 60, 100):
        text = terminal.document([made], [], width=width)
        assert max(map(len, text.split("\n"))) <= width
        assert "\x1b" not in text
    assert "\x1b[1;31m" in terminal.document([made], [], colours=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_says_all_there_is(reading: Reading, language: str) -> None:
    text = " ".join(report.as_text(reading, language, PAGE).split())

    assert "An act that fell" in text
    assert "LIX" in text
    assert "2018" in text
    for row in reading.verdicts.values():
        if row.value == "M" and row.item not in rights.RIGHTS:
            assert wording.what_to_write(row.item, "nb")[:40] in text


def test_an_unsure_finding_says_so_everywhere_and_fails_no_build(reading: Reading) -> None:
    reading.findings[:] = reading.findings[1:]
    reading.verdicts.clear()

    made = report.report(reading)

    assert not made.is_at_or_above("error")
    assert made.is_at_or_above("warning")
    assert "(not sure)" in report.as_text(reading, "en")
    assert "not sure" in report.as_html(reading, "en")
    assert "not sure" in report.as_sarif(reading, "en")
    assert (
        json.loads(report.as_json(reading, "en"))["statements"][0]["findings"][0]["sure"] is False
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_runs_nothing(reading: Reading, language: str) -> None:
    made = report.as_html(reading, language, PAGE)

    page = html.document_fromstring(made)
    assert page.get("lang") == language
    assert not page.xpath("//script | //link | //img | //form | //*[@style]")
    # One style, known to the page's own policy by its sum, and fetching nothing.
    [style] = page.xpath("//style/text()")
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    assert b64encode(sha256(style.encode()).digest()).decode() in policy
    assert "url(" not in style
    assert "@import" not in style
    assert not page.xpath("//*[@*[starts-with(name(), 'on')]]")
    assert len(page.xpath("//section[contains(@id, '-items')]/details")) == len(ITEMS)
    assert page.xpath("//span[@lang='nb'][contains(., 'Write <this>')]")


def test_a_part_of_a_page_begins_at_h2_and_has_each_id_once(reading: Reading) -> None:
    part = html.fragment_fromstring(str(report.fragment(reading, "nb", PAGE)), create_parent=True)

    ids = part.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(one.startswith("r-") for one in ids)
    assert not part.xpath("//h1")
    assert set(part.xpath("//label/@for")) <= set(ids)
    assert part.xpath("//textarea[contains(., 'Write <this>')]")


def test_two_reports_of_the_same_reading_are_the_same(reading: Reading) -> None:
    for write in (report.as_text, report.as_html, report.as_json, report.as_sarif):
        assert write(reading, "nn", PAGE) == write(reading, "nn", PAGE)


# ------------------------------------------------------------------ JSON


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """What in a value is not as the schema has it; knows the words the schema uses."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "const" in schema and value != schema["const"]:
        return [f"{at}: {value!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r}"]
    kinds: dict[str, Any] = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    wanted = schema.get("type", [])
    wanted = wanted if isinstance(wanted, list) else [wanted]
    if wanted and not isinstance(value, tuple(kinds[one] for one in wanted)):
        return [f"{at}: is no {wanted}"]
    found = []
    if isinstance(value, dict):
        found += [f"{at}: lacks {key}" for key in schema.get("required", ()) if key not in value]
        found += [f"{at}: {key} is not documented" for key in value.keys() - schema["properties"]]
        for key, one in value.items():
            found += faults(one, schema["properties"].get(key, {}), root, f"{at}.{key}")
    if isinstance(value, list):
        for place, one in enumerate(value):
            found += faults(one, schema["items"], root, f"{at}[{place}]")
    return found


def test_the_json_is_as_its_schema_has_it(reading: Reading) -> None:
    schema = json.loads((ROOT / "docs" / "reader-report.schema.json").read_text("utf-8"))

    made = json.loads(report.as_json(reading, "nb", PAGE))

    assert faults(made, schema, schema) == []
    assert [row["item"] for row in made["statements"][0]["items"]] == list(ITEMS)


# ------------------------------------------------------------------ SARIF


def test_the_sarif_keeps_what_the_standard_demands(reading: Reading) -> None:
    """SARIF 2.1.0 (OASIS), §§ 3.13 log, 3.14 run, 3.19 driver, 3.27 result, 3.28 location."""
    log = json.loads(report.as_sarif(reading, "nb", PAGE))

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["helpUri"].startswith("https://")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        [location] = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "personvern.html"
        assert physical.get("region", {"startLine": 1})["startLine"] >= 1
        assert all(isinstance(one, str) for one in result["partialFingerprints"].values())
    prints = [str(result["partialFingerprints"]) for result in run["results"]]
    assert len(set(prints)) == len(prints)
    old = next(one for one in run["results"] if one["ruleId"] == "act-of-2000")
    line = old["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert "innsyn" in PAGE.decode().split("\n")[line - 1]


def test_a_fingerprint_stays_when_other_lines_come_before(reading: Reading) -> None:
    before = read(PAGE, "personvern.html")
    after = read(
        PAGE.replace(b"<main>", b"<main>\n\n<h2>Nytt</h2>\n<p>Vi liker korsang.</p>"), "p.html"
    )

    prints = [
        {remark.fingerprint for remark in report.report(one).remarks} for one in (before, after)
    ]

    assert prints[0] == prints[1]


def test_a_file_named_with_spaces_and_letters_is_a_reference() -> None:
    from tillit.privacy.reader.report.sarif import uri

    assert uri("våre sider/personvern.html") == "v%C3%A5re%20sider/personvern.html"
    assert uri("/srv/a b.html") == "file:///srv/a%20b.html"


@pytest.mark.parametrize(
    ("language", "named"),
    [("nb", "Mangler"), ("nn", "Manglar"), ("en", "Missing")],
)
@pytest.mark.parametrize("write", [report.as_html, report.fragment])
def test_the_report_opens_with_links_to_its_parts(
    reading: Reading, write: Any, language: str, named: str
) -> None:
    made = write(reading, language)

    start = made.index('<nav class="t-jumps"')
    jumps = made[start : made.index("</nav>", start)]
    targets = re.findall('href="#([^"]+)"', jumps)
    assert named in jumps
    assert targets[0].endswith("-missing")
    assert all(f'<section class="t-section" id="{target}"' in made for target in targets)
    assert len(targets) == made.count('<section class="t-section"') - 1
