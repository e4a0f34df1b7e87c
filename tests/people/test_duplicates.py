"""Cards of one person found, compared, made one without losing anything, or told apart."""

import datetime as dt
from itertools import combinations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories as make
from tillit.kernel import clock
from tillit.memberships import queries as memberships
from tillit.people import history
from tillit.people.duplicates import finding, merging
from tillit.people.duplicates.rules import likeness
from tillit.people.models import DuplicateDecision, Person, Relation, SearchTerm
from tillit.people.values import TEXT_FIELDS
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db


def two(ours, first=None, second=None):
    base = {"first_name": "Kari", "last_name": "Nesby", "email": "kari@post.example"}
    return (
        make.person(ours, "customer", **base | (first or {})),
        make.person(ours, "member", **base | (second or {})),
    )


def card(**values):
    return dict.fromkeys(TEXT_FIELDS, "") | values


@pytest.mark.parametrize(
    ("first", "second", "is_likely"),
    [
        (card(email="a@b.no", first_name="Kari", last_name="Nes"),
         card(email="a@b.no", first_name="Kari", last_name="Nes"), True),
        (card(email="a@b.no", first_name="Kari", last_name="Nes"),
         card(email="a@b.no", first_name="Ola", last_name="Nes"), False),
        (card(phone="+4741", first_name="Kari Anne", last_name="Nes"),
         card(phone="+4741", first_name="Kari", last_name="Nes"), True),
        (card(first_name="Kari", last_name="Nes", postal_code="0150"),
         card(first_name="Kari", last_name="Nes", postal_code="0150"), True),
        (card(first_name="Kari", last_name="Nes"),
         card(first_name="Kari", last_name="Nes"), False),
        (card(email="a@b.no"), card(email="a@b.no", first_name="Kari"), True),
    ],
)  # fmt: skip
def test_cards_are_alike_for_reasons_that_can_be_told(first, second, is_likely):
    assert likeness(first, second).is_likely is is_likely
    assert likeness(first, second) == likeness(second, first)


def test_pairs_are_listed_with_why():
    ours = make.organisation(language="en")
    two(ours)
    make.person(ours, "customer", first_name="Ola", email="ola@post.example")

    response = make.desk(ours).get(make.at(ours, "people:duplicates"))

    [pair] = response.context["pairs"].rows
    assert pair.likeness.reasons == ("email", "name")
    assert "the same e-mail" in response.content.decode()


def test_pairs_judged_different_are_not_shown_again():
    ours = make.organisation()
    one, other = two(ours)

    make.desk(ours).post(make.at(ours, "people:compare", one.uuid, other.uuid), {"different": "1"})

    assert DuplicateDecision.objects.count() == 1
    assert finding.pairs(ours, "email").rows == []


def every_page(ours):
    pages = []
    for by in finding.KEYS:
        pages.append((by, finding.pairs(ours, by)))
        while after := pages[-1][1].after:
            pages.append((by, finding.pairs(ours, by, after)))
    return pages


def test_page_by_page_every_likely_pair_is_shown_once_for_what_it_shares(monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 3)
    monkeypatch.setattr(finding, "GROUPS", 2)
    ours = make.organisation()
    for n in range(5):
        two(ours, {"email": f"a{n}@post.example"}, {"email": f"a{n}@post.example"})
        # Alike by all four.
        same = {"phone": f"+474000000{n}", "last_name": f"Fjell{n}", "postal_code": f"015{n}",
                "workplace": f"Fjellro {n}", "email": f"b{n}@post.example"}  # fmt: skip
        two(ours, same, same)
        # A shared mailbox of two people, and a shared name and workplace.
        shared = {"email": f"c{n}@post.example", "last_name": f"Ås{n}"}
        two(ours, {"first_name": "Ola"} | shared, {"first_name": "Åse"} | shared)
        place = {"last_name": f"Ødegård{n}", "workplace": f"Verkstedet {n}"}
        two(ours, {"email": f"d{n}@post.example"} | place, {"email": f"e{n}@post.example"} | place)
    cards = list(Person.objects.filter(organisation=ours).order_by("pk"))
    likely = {
        (one.pk, other.pk)
        for one, other in combinations(cards, 2)
        if finding.compare(one, other).is_likely
    }

    pages = every_page(ours)

    shown = [(kind, pair.first.pk, pair.second.pk) for kind, page in pages for pair in page.rows]
    assert len(likely) == 15
    assert {(first, second) for _kind, first, second in shown} == likely
    assert len(set(shown)) == len(shown)
    assert len(pages) > 3


def test_the_next_page_goes_on_where_a_card_has_gone_meanwhile(monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 1)
    monkeypatch.setattr(finding, "GROUPS", 1)
    ours = make.organisation()
    for n in range(3):
        two(ours, {"email": f"a{n}@post.example"}, {"email": f"a{n}@post.example"})
    desk = make.desk(ours)
    first = desk.get(make.at(ours, "people:duplicates")).context["pairs"]
    first.rows[0].first.delete()

    answer = desk.get(make.at(ours, "people:duplicates"), {"by": "email", "after": first.after})
    nonsense = desk.get(make.at(ours, "people:duplicates"), {"by": "kari", "after": "kari"})

    assert len(answer.context["pairs"].rows) == 1
    assert len(nonsense.context["pairs"].rows) == 1


def test_a_page_takes_few_queries(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(finding, "PAGE", 5)
    monkeypatch.setattr(finding, "GROUPS", 5)
    ours = make.organisation()
    for n in range(20):
        two(ours, {"email": f"a{n}@post.example"}, {"email": f"a{n}@post.example"})

    with django_assert_max_num_queries(6):
        assert len(finding.pairs(ours, "email").rows) == 5


def test_two_cards_become_one_with_the_chosen_values_and_their_sources():
    ours = make.organisation()
    one, other = two(ours, {"workplace": "Gamle"}, {"workplace": "Nye", "phone": "+4741234567"})
    told = make.source(ours, "colleague")
    Person.objects.filter(pk=one.pk).update(sources={})
    Person.objects.filter(pk=other.pk).update(sources={"workplace": told.pk, "phone": told.pk})

    make.desk(ours).post(
        make.at(ours, "people:compare", one.uuid, other.uuid), {"workplace": "second"}
    )

    kept = Person.objects.get()
    assert kept.uuid == one.uuid
    assert (kept.workplace, kept.phone) == ("Nye", "+4741234567")
    assert kept.sources == {"workplace": told.pk, "phone": told.pk}
    assert sorted(kept.relations.values_list("kind", flat=True)) == ["customer", "member"]
    assert SearchTerm.objects.filter(person=kept, term="nye").exists()
    assert not SearchTerm.objects.filter(term="gamle").exists()


def test_the_log_of_the_card_that_went_is_still_found():
    ours = make.organisation()
    one, other = two(ours)
    former = reference(other)
    LedgerEntry.objects.all().delete()
    desk = make.desk(ours)
    desk.get(make.at(ours, "people:card", other.uuid))

    merging.merge(one, other, chosen={}, by="system")

    entry = LedgerEntry.objects.get(kind="merged")
    assert (entry.subject, entry.content["from"]) == (reference(one), former)
    assert history.aliases(one) == [former]
    assert any(h.icon == "eye" for h in history.of_person(one))


def test_what_was_known_by_the_address_that_went_is_known_by_the_one_that_stays():
    ours = make.organisation()
    one, other = two(ours, None, {"email": "gammel@post.example"})
    clash, free = make.event(ours), make.event(ours)
    make.registration(clash, email="kari@post.example")
    both = make.registration(clash, email="gammel@post.example")
    only = make.registration(free, email="gammel@post.example")

    merging.merge(one, other, chosen={}, by="system")

    both.refresh_from_db()
    only.refresh_from_db()
    assert only.email == "kari@post.example"
    assert both.email == "gammel@post.example"


def test_an_address_that_another_card_has_too_stays_theirs():
    ours = make.organisation()
    one, other = two(ours, None, {"email": "felles@post.example"})
    make.person(ours, "customer", first_name="Ola", email="felles@post.example")
    row = make.registration(make.event(ours), email="felles@post.example")

    merging.merge(one, other, chosen={}, by="system")

    row.refresh_from_db()
    assert row.email == "felles@post.example"


def test_of_two_lasting_relations_of_one_kind_both_histories_stay():
    ours = make.organisation()
    one, other = make.member(ours), make.member(ours)
    first, second = one.relation.person, other.relation.person
    Relation.objects.filter(pk=one.relation_id).update(started_on=dt.date(2020, 1, 1))

    merging.merge(second, first, chosen={}, by="system")

    kept = Person.objects.get()
    assert kept.pk == second.pk
    assert kept.relations.count() == 2
    assert [r.pk for r in kept.relations.filter(ended_on=None)] == [one.relation_id]
    assert type(one).objects.count() == 2


def test_whom_either_was_told_apart_from_the_one_that_stays_is():
    ours = make.organisation()
    one, other = two(ours)
    third = make.person(ours)
    merging.tell_apart(other, third, by="system")
    merging.tell_apart(one, other, by="system")

    merging.merge(one, other, chosen={}, by="system")

    [left] = DuplicateDecision.objects.all()
    assert {left.first_id, left.second_id} == {one.pk, third.pk}


def test_cards_of_two_organisations_are_never_merged():
    ours, theirs = make.organisation(), make.organisation()
    one, other = make.person(ours), make.person(theirs)
    address = make.at(ours, "people:compare", one.uuid, other.uuid)

    assert make.desk(ours).get(address).status_code == 404
    with pytest.raises(ValidationError):
        merging.merge(one, other, chosen={}, by="system")


def test_every_foreign_key_to_a_card_in_the_whole_program_is_moved():
    walked = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Person
    }

    assert set(merging.pointing_here()) == walked


def test_only_those_who_may_change_cards_compare_them(client):
    ours = make.organisation()
    one, other = two(ours)

    for address in (
        make.at(ours, "people:duplicates"),
        make.at(ours, "people:compare", one.uuid, other.uuid),
    ):
        assert make.desk(ours).get(address).status_code == 200
        assert make.desk(ours, "treasurer").get(address).status_code == 403
        assert make.desk(make.organisation()).get(address).status_code == 404
        assert client.get(address).status_code == 302


VALUES = st.fixed_dictionaries(
    {name: st.sampled_from(["", "en", "to"]) for name in ("first_name", "city", "workplace")}
)
RELATIONS = st.lists(
    st.tuples(
        st.sampled_from(["member", "customer"]),
        st.dates(dt.date(2020, 1, 1), dt.date(2024, 1, 1)),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda relation: (relation[0], relation[2]),
)


class AnyTwoCards(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(first=VALUES, second=VALUES, held=st.tuples(RELATIONS, RELATIONS),
           take_second=st.sets(st.sampled_from(["first_name", "city", "workplace"])))  # fmt: skip
    def test_merging_loses_no_relation_and_no_value_that_was_not_put_aside(
        self, first, second, held, take_second
    ):
        ours = make.organisation()
        one = make.person(ours, None, **first)
        other = make.person(ours, None, **second)
        for person, relations in zip((one, other), held, strict=True):
            for kind, started, is_open in relations:
                ended = None if is_open else started + dt.timedelta(days=30)
                make.relation(person, kind, started_on=started, ended_on=ended)
        before = sorted(
            Relation.objects.filter(organisation=ours).values_list("kind", "started_on")
        )

        merging.merge(one, other, chosen=dict.fromkeys(take_second, other.pk), by="system")

        kept = Person.objects.get(organisation=ours)
        assert sorted(kept.relations.values_list("kind", "started_on")) == before
        for name in first:
            wanted = second[name] if name in take_second and second[name] else first[name]
            assert getattr(kept, name) == (wanted or second[name])
        opened = list(kept.relations.filter(ended_on=None).values_list("kind", flat=True))
        assert len(opened) == len(set(opened))
        assert set(opened) == {kind for each in held for kind, _day, is_open in each if is_open}


@pytest.mark.django_db
def test_two_who_became_members_today_are_one_member_when_merged_today():
    ours = make.organisation()
    members = [make.member(ours, email="ase@post.example", first_name="Åse") for _each in range(2)]
    for each in members:
        Relation.objects.filter(pk=each.relation_id).update(started_on=clock.today())
    cards = [each.relation.person for each in members]

    kept = merging.merge(cards[0], cards[1], chosen={}, by="system")

    assert memberships.members(ours).count() == 1
    assert memberships.members(ours, state="all").count() == 2
    running = memberships.membership_of(kept)
    assert running is not None
    assert running.relation.ended_on is None
