"""One person's card."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.memberships import actions as memberships
from tillit.people import actions
from tillit.people.models import Person, SearchTerm
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db
# Made up, with both check digits right.
IDENTITY_NUMBER = "01010750160"


def open_card(ours, person, *roles):
    return make.desk(ours, *roles).get(make.at(ours, "people:card", person.uuid))


def added(ours, **values) -> Person:
    return actions.add_person(
        ours,
        {"first_name": "Solveig", "last_name": "Ånestad", "email": "solveig@post.example"} | values,
        source="website", detail="Nettsiden til Fjellro", by="system", kind="customer",
        started_on=dt.date(2026, 3, 1),
    )  # fmt: skip


def new_card(**changes):
    return {
        "first_name": "Solveig", "last_name": "Ånestad", "email": "Solveig@Post.Example",
        "phone": "412 34 567", "started_on": "2026-03-01", "source": "self", **changes,
    }  # fmt: skip


def test_a_new_card_is_made_from_what_the_register_asks_for():
    ours = make.organisation()
    address = make.at(ours, "people:add") + "?kind=customer"

    response = make.desk(ours).post(address, new_card(postal_code="150", workplace="Fjellro"))

    person = Person.objects.get(organisation=ours)
    assert response.status_code == 302
    assert (person.email, person.phone, person.postal_code) == (
        "solveig@post.example", "+4741234567", "0150",
    )  # fmt: skip
    assert [r.kind for r in person.relations.all()] == ["customer"]
    assert set(person.sources) == {
        "first_name", "last_name", "email", "phone", "postal_code", "workplace",
    }  # fmt: skip
    entry = LedgerEntry.objects.get(kind="registered")
    assert entry.subject == reference(person)
    assert "Solveig" not in str(entry.content)


def test_the_form_offers_no_field_that_the_register_does_not_ask_for():
    ours = make.organisation()
    address = make.at(ours, "people:add") + "?kind=supplier"
    desk = make.desk(ours)

    page = desk.get(address)
    desk.post(address, new_card(workplace="Fjellro"))

    assert "workplace" not in page.context["form"].fields
    assert Person.objects.get(organisation=ours).workplace == ""


def test_an_action_refuses_a_field_that_the_register_does_not_ask_for():
    ours = make.organisation()

    with pytest.raises(ValidationError) as refused:
        actions.add_person(
            ours, {"first_name": "Ola", "workplace": "Fjellro"}, source="self", by="system",
            kind="supplier", started_on=dt.date(2026, 3, 1),
        )  # fmt: skip

    assert set(refused.value.error_dict) == {"workplace"}
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "solveig(at)post", "e-mail"),
        ("phone", "12", "phone number"),
        ("postal_code", "00", "postal code"),
        ("source", "", ""),
        ("last_name", "", ""),
    ],
)
def test_a_wrong_or_missing_value_is_refused_at_its_field(field, value, says):
    ours = make.organisation(language="en")
    address = make.at(ours, "people:add") + "?kind=customer"

    response = make.desk(ours).post(address, new_card(**{field: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert says in str(response.context["form"].errors)
    assert not Person.objects.exists()


@pytest.mark.promise("C16")
@pytest.mark.parametrize("field", ["position", "workplace", "detail"])
def test_a_national_identity_number_in_free_text_is_refused(field):
    ours = make.organisation(language="en")
    address = make.at(ours, "people:add") + "?kind=customer"

    response = make.desk(ours).post(
        address, new_card(**{field: f"Født {IDENTITY_NUMBER[:6]} {IDENTITY_NUMBER[6:]}"})
    )

    assert response.status_code == 422
    assert "national identity number" in response.content.decode()
    assert not Person.objects.exists()


@pytest.mark.promise("C03")
def test_the_legal_basis_of_each_relation_is_on_the_card():
    ours = make.organisation(language="en")
    person = make.person(ours, "customer")
    make.relation(person, "supplier")

    page = open_card(ours, person).content.decode()

    assert "6(1)(b)" in page
    assert "6(1)(f)" in page
    assert "fulfil the agreement" in page


@pytest.mark.promise("F05")
def test_ending_one_relation_leaves_the_others_each_with_its_own_basis_and_end():
    ours = make.organisation(language="en")
    person = make.person(ours, "customer")
    make.relation(person, "member", started_on=dt.date(2026, 2, 1))
    desk = make.desk(ours)
    customer = person.relations.get(kind="customer")
    customer.started_on = dt.date(2026, 1, 1)
    customer.save()

    answer = desk.post(
        make.at(ours, "people:relation_end", person.uuid, customer.pk), {"on": "2026-06-01"}
    )

    customer.refresh_from_db()
    held = {h.relation.kind: h for h in open_card(ours, person).context["relations"]}
    assert answer.status_code == 302
    assert customer.ended_on == dt.date(2026, 6, 1)
    assert held["member"].is_open
    assert not held["customer"].is_open
    assert held["customer"].kept_until == dt.date(2027, 6, 1)
    assert held["member"].kept_until is None
    assert held["customer"].grounds[0].basis == "6(1)(b)"


def test_a_relation_cannot_end_before_it_began_nor_be_anothers():
    ours, theirs = make.organisation(), make.organisation()
    person, other = make.person(ours, "customer"), make.person(theirs, "customer")
    desk = make.desk(ours)
    relation = person.relations.get()

    early = desk.post(
        make.at(ours, "people:relation_end", person.uuid, relation.pk), {"on": "1999-01-01"}
    )
    foreign = desk.get(make.at(ours, "people:relation_end", person.uuid, other.relations.get().pk))

    assert early.status_code == 422
    assert foreign.status_code == 404
    assert person.relations.get().ended_on is None


def test_a_person_gets_a_second_relation_once():
    ours = make.organisation()
    person = make.person(ours, "customer")
    address = make.at(ours, "people:relation_start", person.uuid)
    desk = make.desk(ours)

    first = desk.post(address, {"kind": "partner", "on": "2026-03-01"})
    again = desk.post(address, {"kind": "partner", "on": "2026-03-01"})

    assert (first.status_code, again.status_code) == (302, 422)
    assert person.relations.filter(kind="partner").count() == 1


def test_an_address_that_is_on_the_register_is_told_before_a_second_card_is_made():
    ours = make.organisation(language="en")
    known = make.person(ours, "customer", email="solveig@post.example")
    address = make.at(ours, "people:add") + "?kind=customer"
    desk = make.desk(ours)

    asked = desk.post(address, new_card())
    assert Person.objects.count() == 1
    made = desk.post(address, new_card(all_the_same="1"))

    assert asked.status_code == 422
    assert make.at(ours, "people:card", known.uuid) in asked.content.decode()
    assert made.status_code == 302
    assert Person.objects.filter(email="solveig@post.example").count() == 2


def test_a_prospect_gets_a_day_of_review():
    ours = make.organisation()
    person = make.person(ours, "customer")

    relation = actions.start_relation(person, "prospect", on=dt.date(2026, 3, 1), by="system")

    assert relation.review_on is not None
    assert relation.review_on > kernel_clock.today()


def test_each_value_says_where_it_came_from_and_a_changed_one_where_from_anew():
    ours = make.organisation(language="en")
    make.adopted_register(ours, activities=[
        {**activity, "sources": ["self", "website"]}
        for activity in make.register_document(ours)["activities"]
    ])  # fmt: skip
    person = added(ours)
    desk = make.desk(ours)

    desk.post(
        make.at(ours, "people:edit", person.uuid),
        {"first_name": "Solveig", "last_name": "Ånestad", "email": "ny@post.example",
         "source": "self", "detail": "Ringte oss"},
    )  # fmt: skip

    page = desk.get(make.at(ours, "people:card", person.uuid))
    origins = {field: origin for field, _l, _v, origin in page.context["values"]}
    assert origins["first_name"].detail == "Nettsiden til Fjellro"
    assert origins["email"].detail == "Ringte oss"
    assert "Ringte oss" in page.content.decode()
    entry = LedgerEntry.objects.get(kind="changed")
    assert entry.content["fields"] == ["email"]
    assert "ny@post" not in str(entry.content)


def test_search_words_and_order_follow_the_values():
    ours = make.organisation()
    person = added(ours)
    before = person.sort_key

    actions.change_values(person, {"last_name": "Bakkevik"}, source="self", how="desk", by="system")

    person.refresh_from_db()
    assert person.sort_key != before
    assert not SearchTerm.objects.filter(person=person, term="ånestad").exists()
    assert SearchTerm.objects.filter(person=person, term="bakkevik").exists()


def test_saving_a_card_unchanged_changes_nothing():
    ours = make.organisation()
    person = added(ours)
    sources = dict(person.sources)

    changed = actions.change_values(
        person, {"first_name": "Solveig "}, source="self", how="desk", by="system"
    )

    person.refresh_from_db()
    assert changed == []
    assert person.sources == sources
    assert not LedgerEntry.objects.filter(kind="changed").exists()


def test_opening_a_card_is_logged_and_shown_on_it():
    ours = make.organisation(language="en")
    person = make.person(ours, "customer")

    open_card(ours, person)
    page = open_card(ours, person)

    assert LedgerEntry.objects.filter(kind="opened", subject=reference(person)).count() == 2
    assert any(h.icon == "eye" for h in page.context["history"])


def image(kind="JPEG", size=(1600, 1200), exif=True) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, "teal")
    options = {}
    if exif:
        data = Image.Exif()
        data[0x010F] = "HemmeligKamera"
        options["exif"] = data
    picture.save(out, kind, **options)
    return out.getvalue()


def test_a_picture_is_offered_only_where_the_register_has_one():
    ours = make.organisation()
    asks = make.register_document(ours)["activities"]
    for entry in asks:
        if entry["activity"] == "membership":
            entry["fields"].append({"field": "picture", "need": {"nb": "Til katalogen."}})
    make.adopted_register(ours, activities=asks)
    member, customer = make.person(ours, "member"), make.person(ours, "customer")

    def offered(person) -> bool:
        return make.at(ours, "people:change_picture", person.uuid) in open_card(ours, person).text

    assert offered(member)
    assert not offered(customer)


def upload(ours, person, content: bytes, name="bilde.jpg"):
    file = io.BytesIO(content)
    file.name = name
    return make.desk(ours).post(
        make.at(ours, "people:change_picture", person.uuid), {"picture": file, "source": "self"}
    )


@pytest.fixture
def with_pictures():
    ours = make.organisation()
    document = make.register_document(ours)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["fields"].append({"field": "picture"})
    make.adopted_register(ours, activities=document["activities"])
    return ours


def test_a_picture_is_drawn_anew_small_and_without_what_hid_in_it(with_pictures):
    person = make.person(with_pictures, "member")

    response = upload(with_pictures, person, image() + b"<script>alert(1)</script>")

    person.refresh_from_db()
    stored = person.picture.read()
    assert response.status_code == 302
    assert b"HemmeligKamera" not in stored
    assert b"<script>" not in stored
    assert max(Image.open(io.BytesIO(stored)).size) == 800
    assert "bilde" not in person.picture.name


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"", b"%PDF-1.7", image()[:200]],
)
def test_what_is_no_picture_is_refused_whatever_its_name(with_pictures, content):
    person = make.person(with_pictures, "member")

    response = upload(with_pictures, person, content)

    person.refresh_from_db()
    assert response.status_code == 422
    assert not person.picture


def test_a_picture_is_refused_where_no_relation_holds_one():
    ours = make.organisation()
    person = make.person(ours, "supplier")

    assert upload(ours, person, image()).status_code == 422


def test_a_picture_is_served_to_those_who_may_see_the_card_and_run_as_nothing(
    with_pictures, client
):
    person = make.person(with_pictures, "member")
    upload(with_pictures, person, image())
    address = make.at(with_pictures, "people:picture", person.uuid)

    served = make.desk(with_pictures).get(address)

    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in served.headers["Cache-Control"]
    assert client.get(address).status_code == 302
    assert make.desk(make.organisation()).get(address).status_code == 404


def test_a_replaced_picture_is_gone_from_the_store(
    with_pictures, django_capture_on_commit_callbacks
):
    person = make.person(with_pictures, "member")
    upload(with_pictures, person, image())
    person.refresh_from_db()
    storage, first = person.picture.storage, person.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        upload(with_pictures, person, image())

    assert not storage.exists(first)


@pytest.mark.parametrize(
    ("view", "needs_change"),
    [("card", False), ("edit", True), ("relation_start", True), ("change_picture", True)],
)
def test_each_page_of_a_card_lets_in_only_those_with_the_need(view, needs_change, client):
    ours, theirs = make.organisation(), make.organisation()
    person = make.person(ours, "customer")
    address = make.at(ours, f"people:{view}", person.uuid)

    assert make.desk(ours).get(address).status_code == 200
    assert client.get(address).status_code == 302
    assert make.desk(theirs).get(address).status_code == 404
    assert make.desk(ours, "treasurer").get(address).status_code == (403 if needs_change else 200)
    assert make.desk(ours, "editor").get(address).status_code == 403


def test_anothers_card_is_not_there_under_our_address():
    ours, theirs = make.organisation(), make.organisation()
    person = make.person(theirs, "customer")

    assert open_card(ours, person).status_code == 404


@pytest.mark.parametrize(
    ("language", "cited"),
    [
        ("nb", "(personvernforordningen artikkel 6 nr. 1 bokstav b)"),
        ("nn", "(personvernforordninga artikkel 6 nr. 1 bokstav b)"),
        ("en", "(GDPR article 6(1)(b))"),
    ],
)
def test_the_card_cites_the_basis_as_lawyers_of_the_language_do(language, cited):
    ours = make.organisation()
    person = make.person(ours, "member")
    reader = make.desk(ours)
    reader.cookies["language"] = language

    page = reader.get(make.at(ours, "people:card", person.uuid)).content.decode()

    assert cited in page


def test_consent_is_the_basis_only_for_those_who_have_given_it():
    ours = make.organisation()
    membership = make.member(ours, email="ase@post.example")
    card = make.at(ours, "people:card", membership.relation.person.uuid)
    office = make.desk(ours)
    office.cookies["language"] = "nb"

    before = office.get(card).text
    memberships.show(membership, ["first_name"], language="nb", how="portal")
    after = office.get(card).text

    assert "vise medlemmer i medlemslisten: samtykke" not in before
    assert "vise medlemmer i medlemslisten: samtykke" in after
