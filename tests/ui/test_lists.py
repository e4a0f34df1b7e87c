"""Lists keep what one searched for, sorted by and filtered on."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation


def shown(text: str, query: str = "", **values: object) -> str:
    with translation.override("en"):
        return Template(text).render(
            Context({"request": RequestFactory().get(f"/list?{query}"), **values})
        )


def test_a_column_sorts_up_then_down_and_keeps_the_search() -> None:
    first = shown('{% sort_header "Name" "name" %}', "q=kari&page=3")
    second = shown('{% sort_header "Name" "name" %}', "q=kari&sort=name")

    assert 'aria-sort="none"' in first
    assert 'href="?q=kari&amp;sort=name"' in first
    assert 'aria-sort="ascending"' in second
    assert 'href="?q=kari&amp;sort=-name"' in second


def test_pages_keep_the_query_and_name_the_present_one() -> None:
    page = Paginator(range(60), 20).page(2)

    text = shown("{% pagination page %}", "sort=-name&page=2", page=page)

    assert 'href="?sort=-name&amp;page=1"' in text
    assert 'href="?sort=-name&amp;page=3"' in text
    assert text.count('aria-current="page"') == 1
    assert "21 to 40 of 60" in text


def test_one_page_needs_no_pages() -> None:
    assert shown("{% pagination page %}", page=Paginator(range(5), 20).page(1)) == ""


def test_a_search_keeps_the_filter_and_starts_at_page_one() -> None:
    text = shown('{% search_field "Search" %}', "q=a&state=active&page=4")

    assert 'value="a"' in text
    assert '<input type="hidden" name="state" value="active">' in text
    assert 'name="page"' not in text
    assert "hx-get" not in text


def test_a_filter_is_marked_and_taken_off_by_its_empty_choice() -> None:
    text = shown('{% chips choices "state" "State" %}', "state=left&q=a",
                 choices=[("", "All"), ("left", "Left")])  # fmt: skip

    assert 'href="?q=a">All' in text
    assert text.count('aria-current="true"') == 1


def test_progress_polls_until_it_is_told_to_stop() -> None:
    going = shown('{% progress 3 10 "Importing" poll="/import/7" %}')
    done = shown('{% progress 10 10 "Importing" %}')

    assert 'hx-get="/import/7"' in going
    assert "hx-get" not in done
    assert '<progress max="10" value="3" aria-label="Importing">' in going


def test_a_question_is_asked_before_it_is_done_with_and_without_script() -> None:
    text = shown(
        '{% confirm id="x" label="Delete" title="Delete it?" url="/delete/1" danger=True %}'
        "Gone for good.{% endconfirm %}",
        csrf_token="token",
    )

    assert 'href="/delete/1"' in text
    assert '<dialog class="ds-dialog" id="x"' in text
    assert 'method="post" action="/delete/1"' in text
    assert 'value="token"' in text


def test_a_missing_fact_is_said_to_be_missing_and_zero_is_not() -> None:
    text = shown("{% summary rows %}", rows=[("Phone", ""), ("Seats", 0)])

    assert "Not given" in text
    assert "<dd>0</dd>" in text


def test_a_change_is_told_by_words_as_well_as_colour() -> None:
    text = shown("{% diff parts %}", parts=[("removed", "90 days"), ("added", "60 days")])

    assert '<del><span class="ds-sr-only">removed: </span>90 days</del>' in text
    assert '<ins><span class="ds-sr-only">added: </span>60 days</ins>' in text
