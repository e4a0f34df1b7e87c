"""The list stays quick in a large register: each way of finding people is answered by an index."""

import pytest
from django.db import connection

from tests import factories as make
from tillit.people import queries, search
from tillit.people.duplicates import finding
from tillit.people.models import Person

pytestmark = pytest.mark.django_db


def plan(rows) -> str:
    """How the database would do it, once it is told that a table is long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_incremental_sort = off")
    return rows.explain()


@pytest.fixture
def ours():
    made = make.organisation()
    for _number in range(30):
        make.person(made, "customer")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


@pytest.mark.parametrize("word", ["kar", "100%", "kari@post", "4123"])
def test_the_beginning_of_a_word_is_looked_up_in_the_index_of_words(ours, word):
    looked_up = plan(search.with_word(ours.pk, word).values("person_id"))

    assert "term_prefix" in looked_up
    if connection.vendor == "sqlite":
        assert "term>" in looked_up.replace(" ", "")
    else:
        assert "~>=~" in looked_up


@pytest.mark.parametrize(("sort", "index"), [("sort_key", "person_by_name"),
                                             ("created_at", "person_by_arrival")])  # fmt: skip
def test_a_page_is_read_from_the_index_in_order(ours, sort, index):
    looked_up = plan(Person.objects.filter(organisation=ours).order_by(sort, "id")[:50])

    assert index in looked_up
    assert "TEMP B-TREE" not in looked_up
    assert "Sort" not in looked_up


def test_a_page_costs_the_same_queries_however_many_there_are(ours, django_assert_num_queries):
    with django_assert_num_queries(3):
        shown = queries.page(queries.find(ours, text="person"), sort="name")
        queries.with_relations(shown.rows)


@pytest.mark.parametrize("key", finding.KEYS.values())
def test_alike_cards_are_grouped_in_the_order_of_an_index(ours, key):
    index = f"person_by_{key[-1]}".replace("postal_code", "place")

    looked_up = plan(finding.shared(ours, key, ("b",) * len(key)))

    assert index in looked_up
    assert "TEMP B-TREE" not in looked_up
