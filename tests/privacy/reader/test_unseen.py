"""What a page has in it but never shows is not said; what folds out is."""

from __future__ import annotations

import time

import pytest

from tillit.privacy.reader.pages import lines_of

TEXT = "Du har rett til innsyn."
PAGE = (
    "<html><head>{head}</head><body><main><h1>Personvern</h1><p>Vi lagrer navnet ditt, og sletter "
    "det når du melder deg ut.</p>{body}<p>Skriv til styret.</p></main></body></html>"
)
LOADS = "<script src='site.js'></script>"


def is_said(body: str, head: str = "") -> bool:
    lines = lines_of(PAGE.format(head=head, body=body))
    return any(TEXT in line.text for line in lines)


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : none !important;", "color:red;visibility:hidden", "font-size:0",
     "font-size: 0px;", "font-size:0.0em"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", LOADS])
def test_what_is_hidden_where_it_stands_is_not_said(style, head):
    assert not is_said(f"<p style='{style}'>{TEXT}</p>", head)
    assert not is_said(f"<p>Mer: <span style='{style}'>{TEXT}</span></p>", head)
    assert not is_said(f"<div style='{style}'>{TEXT}</div>", head)


def test_a_rule_for_a_class_hides_nothing():
    assert is_said(f"<p class=x>{TEXT}</p>", "<style>.x{display:none}</style>")


@pytest.mark.parametrize(
    "body",
    [
        "<details><summary>Rettigheter</summary><p>{}</p></details>",
        "<h2>Rettigheter</h2><div style='display:none'>{}</div>",
        "<button>Vis</button><div style='display:none'>{}</div>",
        "<p><a href='#'>Les mer</a></p><p style='display:none'>{}</p>",
        "<div><div role=button>Vis</div></div><div><p style='display:none'>{}</p></div>",
        "<div class='accordion__body' style='display:none'>{}</div>",
        "<div class=faq><div style='display:none'>{}</div></div>",
        "<div class='wow fadeIn' style='visibility:hidden'>{}</div>",
        "<span id=more style='display:none'>{}</span>",
        "<div class='collapse' hidden>{}</div>",
        "<h2><button aria-controls=s1>Rettigheter</button></h2><div id=s1 hidden>{}</div>",
        "<div class='panel--closed' aria-hidden='true'>{}</div>",
        "<div style='font-size:0'><p style='font-size:1rem'>{}</p></div>",
        "<p style='font-size:0.9em'>{}</p>",
        "<p style='display:none;display:block'>{}</p>",
    ],
)
def test_what_a_click_may_show_is_said(body):
    assert is_said(body.format(TEXT), LOADS)


def test_a_link_in_the_page_opens_also_without_a_script():
    assert is_said(f"<a href='#mer'>Mer</a><div id=mer style='display:none'>{TEXT}</div>")
    assert is_said(f"<div id=mer style='display:none'>{TEXT}</div>", "<script>show('mer')</script>")
    assert not is_said(f"<div id=mer style='display:none'>{TEXT}</div>", "<script>count()</script>")


@pytest.mark.parametrize("body", ["<p hidden>{}</p>", "<p aria-hidden='true'>{}</p>"])
def test_what_says_itself_that_it_is_hidden_is_not_said(body):
    assert not is_said(body.format(TEXT), LOADS)


def test_a_page_that_is_shown_when_it_is_loaded_is_read():
    page = f"<body><div style='display:none'><h1>Personvern</h1><p>{TEXT}</p></div><p>Vent.</p>"

    assert any(TEXT in line.text for line in lines_of(page))


@pytest.mark.parametrize(
    "page",
    [
        "<p style='display:none'>x</p>y " * 40_000,
        "<div style='font-size:0'>" * 200 + "<b>x</b>" * 20_000,
        "<div style='display:none'>" * 200 + "x" * 2_000_000,
        "<p style='display:none'>x</p>" * 40_000,
        "<p style='" + "display:" * 100_000 + "none'>x</p>",
        "<p class='" + "tab " * 100_000 + "' style='display:none'>x</p>",
    ],
)  # fmt: skip
def test_no_style_makes_it_slow(page):
    began = time.process_time()

    lines_of(page)

    assert time.process_time() - began < 10
