"""The desk's list of people."""

import datetime as dt

import pytest

from tests import factories as make
from tillit.people import queries, search

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [person.name for person, _relations in response.context["rows"]]


def test_everyone_on_the_register_is_listed_in_norwegian_order():
    ours = make.organisation()
    for last in ("Østby", "Aas", "Ås", "Bakke", "Ærlig", "Zetterlund"):
        make.person(ours, first_name="Kari", last_name=last)

    response = make.desk(ours).get(make.at(ours, "people:list"))

    assert [name.split()[1] for name in names(response)] == [
        "Bakke", "Zetterlund", "Ærlig", "Østby", "Ås", "Aas",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ødeg", True),
        ("kari ode", False),
        ("KARI ØDEGÅRD", True),
        ("odegaard kari", False),
        ("ødegaard", True),
        ("kari.o", True),
        ("@skogen", True),
        ("412 34", True),
        ("+47 41234567", True),
        ("verksted", True),
        ("berit", True),
        ("kari-be", True),
        ("rit", False),
        ("%", False),
        ("kari_", False),
    ],
)
def test_a_card_is_found_by_the_beginning_of_any_word_address_or_number(typed, found):
    ours = make.organisation()
    make.person(
        ours, first_name="Kari-Berit", last_name="Ødegård", email="kari.o@skogen.example",
        phone="+4741234567", workplace="Fjellets Verksted AS",
    )  # fmt: skip
    make.person(ours, first_name="Nils", last_name="Lillemo", email="nils@annet.example")

    response = make.desk(ours).get(make.at(ours, "people:list"), {"q": typed})

    assert names(response) == (["Kari-Berit Ødegård"] if found else [])


def test_the_list_is_narrowed_to_one_kind_of_relation_that_lasts():
    ours = make.organisation()
    make.person(ours, "customer", first_name="Kunde", last_name="Nesby")
    make.person(ours, "member", first_name="Medlem", last_name="Nesby")
    former = make.person(ours, None, first_name="Eks", last_name="Kunde")
    make.relation(former, "customer", ended_on=dt.date(2026, 1, 1))

    response = make.desk(ours).get(make.at(ours, "people:list"), {"kind": "customer"})

    assert names(response) == ["Kunde Nesby"]


@pytest.mark.parametrize("sort", ["name", "-name", "new", "-new"])
def test_pages_follow_one_another_both_ways_without_losing_or_repeating_anyone(sort, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 7)
    ours = make.organisation()
    everyone = {make.person(ours, last_name="Lik" if n % 3 else f"Ulik{n}").pk for n in range(30)}
    found = queries.find(ours)

    pages = [queries.page(found, sort=sort)]
    while pages[-1].after:
        pages.append(queries.page(found, sort=sort, after=pages[-1].after))
    back = [pages[-1]]
    while back[-1].before:
        back.append(queries.page(found, sort=sort, before=back[-1].before))

    forward = [person.pk for page in pages for person in page.rows]
    assert len(forward) == 30
    assert set(forward) == everyone
    assert [[p.pk for p in page.rows] for page in reversed(back)] == [
        [p.pk for p in page.rows] for page in pages
    ]


@pytest.mark.parametrize("few", [0, 20_000])
def test_few_and_many_hits_are_found_alike(few, monkeypatch):
    monkeypatch.setattr(queries, "FEW", few)
    ours = make.organisation()
    make.person(ours, "customer", first_name="Kari", last_name="Nesby")
    make.person(ours, "customer", first_name="Kari", last_name="Lillemo")
    make.person(ours, "member", first_name="Kari", last_name="Nesby")

    found = queries.find(ours, text="kari nes", kind="customer")

    assert [person.name for person in found.order_by("pk")] == ["Kari Nesby"]


def test_an_empty_register_says_what_to_do_next():
    ours = make.organisation()

    page = make.desk(ours).get(make.at(ours, "people:list")).content.decode()

    assert make.at(ours, "people:add") in page


def test_a_stranger_is_sent_to_log_in_and_another_organisations_staff_find_nothing(client):
    ours, theirs = make.organisation(), make.organisation()
    address = make.at(ours, "people:list")

    assert client.get(address).status_code == 302
    assert make.desk(theirs).get(address).status_code == 404


def test_staff_without_the_need_are_refused():
    ours = make.organisation()

    assert make.desk(ours, "editor").get(make.at(ours, "people:list")).status_code == 403


def test_no_one_else_s_people_are_listed():
    ours, theirs = make.organisation(), make.organisation()
    make.person(theirs, first_name="Deres", last_name="Medlem")

    response = make.desk(ours).get(make.at(ours, "people:list"), {"q": "deres"})

    assert names(response) == []


def test_what_is_typed_becomes_the_beginnings_to_look_for():
    assert search.words_of("Kari Nord") == ["kari", "nord"]
    assert search.words_of("kari karin") == ["karin"]
    assert search.words_of("0047 412 34 567") == ["41234567"]
    assert search.words_of("kari@skogen") == ["kari@skogen"]
    assert search.words_of("  ") == []
