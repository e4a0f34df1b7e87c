"""The shells and every component, as a browser gets them."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

PAGES = ["/", "/site", "/form", "/portal", "/plain", "/desk"]
ERRORS = ["400", "403", "403_csrf", "404", "429", "500", "503"]


class Page(HTMLParser):
    """What a page says of itself, collected while it is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.refers: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.elements: list[str] = []
        self._open: list[str] = []
        self.script = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self._open.append(tag)
        for name, value in attrs:
            value = value or ""
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value)
            if name in ("for", "aria-labelledby", "aria-describedby", "data-copy", "data-dialog"):
                self.refers.update(value.split())

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.script += data

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_nothing_that_the_content_security_policy_refuses(
    pages: Client, address: str
) -> None:
    page = Page(read(pages, address))

    assert page.script.strip() == ""
    assert [
        name for _, name, _ in page.attributes if name == "style" or name.startswith("on")
    ] == []
    fetched = [
        value
        for tag, name, value in page.attributes
        if (tag, name) in {("link", "href"), ("script", "src"), ("img", "src"), ("use", "href")}
    ]
    assert fetched
    assert all(value.startswith("/static/") for value in fetched)


@pytest.mark.parametrize("address", PAGES)
def test_whatever_a_page_points_to_is_there_once(pages: Client, address: str) -> None:
    page = Page(read(pages, address))

    assert sorted(page.ids) == sorted(set(page.ids))
    assert page.refers <= set(page.ids)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_main_part_one_heading_and_a_way_past_the_menu(
    pages: Client, address: str
) -> None:
    text = read(pages, address)
    page = Page(text)

    assert page.elements.count("main") == 1
    assert page.elements.count("h1") == 1
    assert 'href="#content"' in text
    assert "content" in page.ids


@pytest.mark.parametrize("address", PAGES)
def test_every_file_a_page_asks_for_exists(pages: Client, address: str) -> None:
    text = read(pages, address)

    for name in set(re.findall(r'(?:href|src)="/static/([^"#]+)', text)):
        assert finders.find(name), f"{name} is missing; run scripts/browser_parts.py"


def test_every_icon_a_page_uses_is_in_the_sprite(pages: Client) -> None:
    sprite = Path(finders.find("ui/icons.svg")).read_text("utf-8")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))

    for address in PAGES:
        used = set(re.findall(r'icons\.svg#([^"]+)"', read(pages, address)))
        assert used <= known


def test_the_first_page_is_under_90_kilobytes_compressed(pages: Client) -> None:
    text = read(pages, "/site")
    files = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', text)
    found = [Path(finders.find(name)).read_bytes() for name in files]

    total = sum(len(gzip.compress(content, 9)) for content in [text.encode(), *found])

    assert len(found) == 8
    assert total < 90_000


def test_a_public_page_sets_no_cookie(pages: Client) -> None:
    answer = pages.get("/site")

    assert answer.cookies == {}


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", 'lang="nb"'), ("nn", 'lang="nn"'), ("en", 'lang="en"')]
)
def test_a_page_says_its_language_and_offers_the_others_in_their_own_names(
    pages: Client, language: str, heading: str
) -> None:
    answer = pages.get("/site", headers={"accept-language": language})

    text = answer.content.decode()
    assert f"<html {heading}>" in text
    assert [name in text for name in ("Bokmål", "Nynorsk", "English")] == [True] * 3
    assert text.count('aria-current="true"') == 1


def test_the_foot_links_the_source_of_the_running_version(pages: Client, settings: object) -> None:
    text = read(pages, "/site")

    assert f'href="{settings.SOURCE_URL}"' in text  # type: ignore[attr-defined]


def test_the_foot_says_whom_to_write_to(pages: Client) -> None:
    text = read(pages, "/site")

    assert "<p>Bryggen 4, 5003 Bergen</p>" in text
    assert '<a href="mailto:post@example.no">post@example.no</a>' in text


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_no_request_and_says_what_to_do(code: str) -> None:
    with translation.override("en"):
        text = render_to_string(f"{code}.html")

    page = Page(text)
    assert page.elements.count("h1") == 1
    assert page.elements.count("p") >= 2
    assert page.script.strip() == ""


def test_a_failing_view_answers_with_the_page_about_it(pages: Client) -> None:
    answer = pages.get("/broken")

    assert answer.status_code == 500
    assert b"t-plain" in answer.content


def test_what_is_shown_is_escaped(pages: Client) -> None:
    from django.template import engines

    template = engines["django"].from_string(
        "{% card title=evil %}{{ evil }}{% endcard %}{% tag evil %}{% button evil %}"
        "{% summary rows %}{% alert 'info' title=evil %}{{ evil }}{% endalert %}"
        "{% stat evil evil %}"
    )

    text = template.render({"evil": "<b>x</b>", "rows": [("<b>x</b>", "<b>x</b>")]})

    assert "<b>" not in text
    assert text.count("&lt;b&gt;") == 10


def test_a_wrong_variant_is_refused_by_name() -> None:
    from tillit.ui.parts.actions import button
    from tillit.ui.parts.content import light, tag

    with pytest.raises(ValueError, match="primary, secondary, tertiary"):
        button("Save", variant="loud")
    with pytest.raises(ValueError, match="green, amber, red, grey"):
        light("blue", "Kept")
    with pytest.raises(ValueError, match="neutral"):
        tag("New", "purple")
