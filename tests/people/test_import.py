"""A spreadsheet of people read in, step by step, through the desk."""

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client

from tests import factories as make
from tests.people import spreadsheets
from tillit.kernel import clock as kernel_clock
from tillit.people import actions as people
from tillit.people.forms import ValuesForm
from tillit.people.imports import actions, running
from tillit.people.models import Import, ImportRow, Person, Relation, SearchTerm
from tillit.people.rules import fields_required
from tillit.people.values import clean
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register.queries import in_force

pytestmark = pytest.mark.django_db


class Importer:
    """Someone at the desk who reads a file in."""

    def __init__(self, ours, run_tasks, capture) -> None:
        self.ours, self.run_tasks, self.capture = ours, run_tasks, capture
        self.desk = make.desk(ours)

    def send(self, content: bytes, name: str = "medlemmer.xlsx", kind: str = "customer"):
        with self.capture(execute=True):
            answer = self.desk.post(
                make.at(self.ours, "people:import_upload"),
                {"kind": kind, "file": spreadsheets.upload(content, name)},
            )
        self.work()
        return answer

    def work(self) -> None:
        """What waits is done, and what follows its commits."""
        with self.capture(execute=True):
            self.run_tasks()

    @property
    def run(self) -> Import:
        return Import.objects.latest("pk")

    def page(self):
        return self.desk.get(make.at(self.ours, "people:import", self.run.uuid))

    def post(self, **data):
        with self.capture(execute=True):
            answer = self.desk.post(make.at(self.ours, "people:import", self.run.uuid), data)
        self.work()
        return answer

    def map(self, **changes):
        guess = self.run.plan["guess"]
        data = {f"column_{key}": str(place) for key, place in guess.items()}
        data |= {"source": "self", "detail": "Gammelt register", "on_match": "update",
                 "started_on": "2026-02-01"}  # fmt: skip
        return self.post(**(data | changes))

    def take_in(self, content: bytes, name: str = "medlemmer.xlsx", **changes) -> Import:
        self.send(content, name)
        self.map(**changes)
        self.post(do="start")
        return self.run

    def undo(self):
        with self.capture(execute=True):
            self.desk.post(make.at(self.ours, "people:import_undo", self.run.uuid))
        self.work()


@pytest.fixture
def ours():
    return make.organisation(language="en")


@pytest.fixture
def importer(ours, run_tasks, django_capture_on_commit_callbacks):
    return Importer(ours, run_tasks, django_capture_on_commit_callbacks)


def test_a_thousand_people_are_read_in_from_a_spreadsheet(importer, ours):
    importer.send(spreadsheets.xlsx(spreadsheets.members(1000)))
    importer.map()
    preview = importer.page()

    importer.post(do="start")

    assert preview.context["counts"]["new"] == 1000
    assert importer.run.state == "done"
    assert Person.objects.filter(organisation=ours).count() == 1000
    person = Person.objects.get(email="kari7@post.example")
    assert (person.first_name, person.last_name) == ("Kari7", "Ånestad7")
    assert (person.phone, person.postal_code) == ("+4740000007", "0157")
    assert person.relations.get().started_on == dt.date(2026, 2, 1)
    assert SearchTerm.objects.filter(person=person, term="ånestad7").exists()
    assert LedgerEntry.objects.filter(kind="registered").count() == 1000
    sources = {tuple(sorted(set(p.sources.values()))) for p in Person.objects.all()}
    assert sources == {(importer.run.source_id,)}


def test_nothing_is_registered_before_it_has_been_looked_over(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    importer.map()

    assert importer.run.state == "preview"
    assert not Person.objects.exists()


def test_the_file_itself_is_gone_when_the_work_is_done(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    storage, name = importer.run.file.storage, importer.run.file.name
    assert storage.exists(name)

    importer.map()
    importer.post(do="start")

    assert not storage.exists(name)
    assert "sample" not in importer.run.plan


def test_the_same_file_read_in_again_changes_nothing(importer):
    content = spreadsheets.xlsx(spreadsheets.members(20))
    importer.take_in(content)
    before = list(Person.objects.order_by("pk").values())

    importer.take_in(content)

    assert importer.run.counts["same"] == 20
    assert list(Person.objects.order_by("pk").values()) == before
    assert Relation.objects.count() == 20


def test_rows_with_errors_are_told_by_line_and_left_out_only_when_one_says_so(importer):
    rows = spreadsheets.members(3)
    rows[2] = ("Ola", "Nesby", "ola(at)post", 12, 150, "Verkstedet")
    importer.send(spreadsheets.xlsx(rows))
    importer.map()
    page = importer.page()

    refused = importer.post(do="start")
    state = importer.run.state
    importer.post(do="start", leave_out="1")

    [fault] = page.context["faults"]
    assert fault.line == 3
    assert len(fault.texts) == 2
    assert "kari@example.no" in fault.texts[0]
    assert (refused.status_code, state) == (422, "preview")
    assert Person.objects.count() == 2


def test_rows_with_errors_come_back_as_a_file_to_mend_and_read_in(importer, ours):
    rows = [*spreadsheets.members(2), ("Ola", "Nesby", "ola(at)post", "41234567", "0150", "X")]
    importer.send(spreadsheets.xlsx(rows))
    importer.map()

    answer = importer.desk.get(make.at(ours, "people:import_faults", importer.run.uuid))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    [headings, wrong] = list(book.active.values)
    mended = [headings, [("ola@post.example" if c == "ola(at)post" else c) for c in wrong]]
    importer.take_in(spreadsheets.xlsx(mended), source="self")

    assert Person.objects.get(email="ola@post.example").postal_code == "0150"


def test_those_registered_already_are_updated_made_anew_or_left_out_as_one_says(importer, ours):
    for n in range(3):
        make.person(ours, "customer", first_name=f"Kari{n}", last_name="Gammel",
                    email=f"kari{n}@post.example")  # fmt: skip
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    importer.map(on_match="update")

    importer.post(do="each", line_2="update", line_3="new", line_4="skip")
    importer.post(do="start")

    assert Person.objects.filter(email="kari0@post.example").count() == 1
    assert Person.objects.get(email="kari0@post.example").last_name == "Ånestad0"
    assert Person.objects.filter(email="kari1@post.example").count() == 2
    assert Person.objects.get(email="kari2@post.example").last_name == "Gammel"


def test_what_the_file_leaves_empty_stays_on_the_card(importer, ours):
    make.person(ours, "customer", first_name="Kari0", email="kari0@post.example",
                workplace="Gamle Verksted", phone="+4741234567")  # fmt: skip
    rows = spreadsheets.members(1)
    rows[1] = (*rows[1][:3], "", "", "")

    importer.take_in(spreadsheets.xlsx(rows))

    person = Person.objects.get()
    assert (person.workplace, person.phone) == ("Gamle Verksted", "+4741234567")


def test_two_who_share_a_mailbox_are_two(importer, ours):
    make.person(ours, "customer", first_name="Ola", email="felles@post.example")
    rows = [spreadsheets.HEADINGS[:3], ("Kari", "Nesby", "felles@post.example"),
            ("Nils", "Nesby", "felles@post.example")]  # fmt: skip

    importer.take_in(spreadsheets.xlsx(rows))

    assert sorted(Person.objects.values_list("first_name", flat=True)) == ["Kari", "Nils", "Ola"]


@pytest.fixture
def thrice():
    """One person on three lines, and another in between."""
    kari = ("Kari", "Nesby", "kari@post.example")
    return [spreadsheets.HEADINGS[:3], kari, ("Ola", "Nesby", "ola@post.example"), kari, kari]


def test_someone_on_several_lines_of_the_file_is_read_in_once(importer, thrice):
    importer.send(spreadsheets.xlsx(thrice))
    importer.map()
    page = importer.page()
    importer.post(do="start")

    assert [(each.line, each.decision) for each in page.context["repeats"]] == [
        (4, "skip"), (5, "skip"),
    ]  # fmt: skip
    assert "line 2" in page.context["repeats"][0].text
    assert importer.run.state == "done"
    assert sorted(Person.objects.values_list("first_name", flat=True)) == ["Kari", "Ola"]


def test_someone_on_several_lines_is_two_when_one_says_so(importer, thrice):
    importer.send(spreadsheets.xlsx(thrice))
    importer.map()
    importer.post(do="all", decision="update")
    importer.post(do="each", line_4="new", line_5="update", line_3="skip")
    importer.post(do="start")

    names = sorted(Person.objects.values_list("first_name", flat=True))
    assert names == ["Kari", "Kari", "Ola"]


def test_someone_registered_and_on_several_lines_is_updated_once(importer, ours, thrice):
    make.person(ours, "customer", first_name="Kari", last_name="Solvik", email="kari@post.example")

    importer.take_in(spreadsheets.xlsx(thrice))

    assert Person.objects.get(first_name="Kari").last_name == "Nesby"
    assert ImportRow.objects.filter(decision="update").count() == 1


def test_a_line_with_errors_does_not_stand_for_the_right_one_after_it(importer, thrice):
    thrice[1] = (*thrice[1], "12")
    rows = [(*spreadsheets.HEADINGS[:3], spreadsheets.HEADINGS[3]), *thrice[1:]]
    importer.send(spreadsheets.xlsx(rows))
    importer.map()
    importer.post(do="start", leave_out="1")

    assert Person.objects.filter(first_name="Kari").count() == 1
    assert ImportRow.objects.get(line=4).decision == "new"


def test_a_line_without_the_first_name_repeats_one_with_it(importer, ours):
    activities = make.register_document(ours)["activities"]
    for asked in (field for entry in activities for field in entry["fields"]):
        asked["required"] = False
    make.adopted_register(ours, activities=activities)
    rows = [spreadsheets.HEADINGS[:3], ("Kari", "Nesby", "kari@post.example"),
            ("", "Nesby", "kari@post.example")]  # fmt: skip
    importer.send(spreadsheets.xlsx(rows), kind="supplier")
    importer.map()

    assert importer.run.counts == {"rows": 2, "new": 1, "skip": 1}


def test_a_known_person_gets_the_relation_and_keeps_the_others(importer, ours):
    person = make.person(ours, "member", first_name="Kari0", email="kari0@post.example")

    importer.take_in(spreadsheets.xlsx(spreadsheets.members(1)))

    assert sorted(person.relations.values_list("kind", flat=True)) == ["customer", "member"]


@pytest.mark.promise("C16")
def test_a_national_identity_number_in_a_file_is_refused_and_kept_nowhere(importer, ours):
    number = "01010750160"
    rows = [(*spreadsheets.HEADINGS[:3], "Stilling"),
            ("Kari", "Nesby", "kari@post.example", f"Fnr {number}")]  # fmt: skip
    importer.send(spreadsheets.xlsx(rows))
    importer.map()
    page = importer.page()

    importer.post(do="start", leave_out="1")

    assert "national identity number" in page.content.decode()
    assert number not in str(list(ImportRow.objects.values())) + str(list(Import.objects.values()))
    assert not Person.objects.exists()


def test_columns_the_register_has_no_room_for_are_not_stored(importer):
    rows = [(*spreadsheets.HEADINGS, "Sivilstand"),
            (*spreadsheets.members(1)[1], "gift")]  # fmt: skip
    importer.send(spreadsheets.xlsx(rows), kind="supplier")
    importer.map()
    importer.post(do="start")

    person = Person.objects.get()
    assert (person.workplace, person.postal_code) == ("", "")
    assert "gift" not in str(list(ImportRow.objects.values("values")))
    assert "Verksted" not in str(list(ImportRow.objects.values("values")))


def test_a_source_is_required(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(1)))

    missing = importer.map(source="")
    without_detail = importer.map(detail="")

    assert "source" in missing.context["form"].errors
    assert "detail" in without_detail.context["form"].errors
    assert importer.run.state == "mapping"


def test_neither_name_nor_address_chosen_is_refused(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(1)))

    answer = importer.map(column_first_name="", column_last_name="", column_email="")

    assert answer.status_code == 422


def test_an_import_is_taken_back_whole(importer, ours):
    kept = make.person(ours, "member", first_name="Kari0", last_name="Før",
                       email="kari0@post.example", phone="")  # fmt: skip
    before = Person.objects.filter(pk=kept.pk).values().get()
    importer.take_in(spreadsheets.xlsx(spreadsheets.members(30)))
    assert Person.objects.count() == 30

    importer.undo()

    assert importer.run.state == "undone"
    assert Person.objects.filter(pk=kept.pk).values().get() == before
    assert Person.objects.count() == 1
    assert list(kept.relations.values_list("kind", flat=True)) == ["member"]
    assert not SearchTerm.objects.exclude(person=kept).exists()
    assert SearchTerm.objects.filter(person=kept, term="før").exists()


def test_taking_an_import_back_asks_before_it_does_anything(importer, ours):
    importer.take_in(spreadsheets.xlsx(spreadsheets.members(3)))

    page = importer.desk.get(make.at(ours, "people:import_undo", importer.run.uuid))

    assert page.status_code == 200
    assert page.text.count('<form method="post">') == 1
    assert importer.run.state == "done"
    assert Person.objects.count() == 3


def test_taking_back_leaves_what_someone_has_worked_on_since(importer, ours):
    importer.take_in(spreadsheets.xlsx(spreadsheets.members(5)))
    touched = Person.objects.get(email="kari2@post.example")
    people.change_values(touched, {"last_name": "Gift"}, source="self", how="desk", by="system")

    importer.undo()

    assert list(Person.objects.values_list("last_name", flat=True)) == ["Gift"]
    assert importer.run.counts["kept"] == 1


@pytest.mark.parametrize("killed_after", [0, 1, 2])
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on(
    importer, ours, killed_after, monkeypatch, clock
):
    monkeypatch.setattr(running, "BATCH", 10)
    importer.send(spreadsheets.xlsx(spreadsheets.members(35)))
    importer.map()
    batches = 0
    mark = running._mark

    def killed(rows):
        nonlocal batches
        batches += 1
        if batches > killed_after:
            raise KeyboardInterrupt
        mark(rows)

    monkeypatch.setattr(running, "_mark", killed)
    actions.start(importer.run, without_wrong_rows=False)
    with pytest.raises(KeyboardInterrupt):
        actions.work(importer.run)
    monkeypatch.setattr(running, "_mark", mark)
    assert Person.objects.count() == killed_after * 10
    clock.forward(minutes=5)

    with importer.capture(execute=True):
        importer.page()
    importer.work()

    assert importer.run.state == "done"
    assert Person.objects.count() == 35
    assert Relation.objects.count() == 35
    assert LedgerEntry.objects.filter(kind="registered").count() == 35


def test_a_step_done_twice_by_two_workers_is_done_once(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(5)))
    importer.map()
    actions.start(importer.run, without_wrong_rows=False)
    first, second = importer.run, importer.run

    actions.work(first)
    second.state = "running"
    actions.work(second)

    assert Person.objects.count() == 5


def test_a_reading_that_was_killed_starts_over_without_rows_twice(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(5)))
    importer.map()
    Import.objects.update(state="checking")

    actions.work(importer.run)

    assert ImportRow.objects.count() == 5


def test_progress_is_told_while_it_works_and_the_page_is_fetched_when_it_is_done(importer, ours):
    importer.send(spreadsheets.xlsx(spreadsheets.members(5)))
    importer.map()
    Import.objects.update(state="running", counts={"new": 5, "done": 2},
                          beat_at=kernel_clock.now())  # fmt: skip
    address = make.at(ours, "people:import_progress", importer.run.uuid)

    at_work = importer.desk.get(address)
    Import.objects.update(state="done")
    finished = importer.desk.get(address)

    assert 'value="2"' in at_work.content.decode()
    assert finished.headers["HX-Refresh"] == "true"


def test_a_file_over_the_limit_is_refused_before_it_is_read(importer, ours, settings):
    settings.IMPORT_MAX_BYTES = 1000

    answer = importer.send(b"x" * 200_000, "stor.csv")
    just_over = importer.send(b"Navn\n" + b"x" * 2000, "litt-stor.csv")

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert just_over.status_code == 422
    assert not Import.objects.exists()


def test_the_upload_needs_the_form_it_belongs_to(ours):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.staff_user(ours), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(
        make.at(ours, "people:import_upload"),
        {"kind": "customer", "file": spreadsheets.upload(b"Navn\nKari")},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("view", ["import_list", "import_upload"])
def test_the_import_is_for_those_with_the_need(view, ours):
    address = make.at(ours, f"people:{view}")

    assert make.desk(ours).get(address).status_code == 200
    assert make.desk(ours, "adviser").get(address).status_code == 403
    assert make.desk(make.organisation()).get(address).status_code == 404


@pytest.mark.parametrize("view", ["import", "import_progress", "import_faults"])
def test_an_import_is_its_own_organisations(view, importer, ours):
    importer.send(spreadsheets.xlsx(spreadsheets.members(1)))
    theirs = make.organisation()

    uuid = importer.run.uuid
    at_theirs, at_ours = (make.at(each, f"people:{view}", uuid) for each in (theirs, ours))

    assert make.desk(theirs).get(at_theirs).status_code == 404
    assert make.desk(ours, "adviser").get(at_ours).status_code == 403


def test_a_row_without_what_the_register_requires_is_an_error_at_its_row(importer, ours):
    make.adopted_register(ours)
    rows = [*spreadsheets.members(2), ("Ola", "", "ola@post.example", "", "99999X", "")]
    required = fields_required(in_force(ours), ["customer"])
    importer.send(spreadsheets.xlsx(rows))
    importer.map()

    wrong = ImportRow.objects.get(run=importer.run, decision="error")

    assert "last_name" in required
    assert ["last_name", "missing", ""] in wrong.errors
    assert ["postal_code", "postal_code", "99999X"] in wrong.errors
    assert "Last name: Fill this in" in importer.page().content.decode()
    assert importer.run.counts["new"] == 2


@pytest.mark.parametrize("text", ["SW1A 1AA", "1234 AB", "SE-123 45", "10115", "K1A 0B1"])
def test_a_postal_code_from_abroad_is_kept(text):
    assert clean("postal_code", text) == text


def test_what_the_register_requires_is_not_marked_optional_when_a_card_is_corrected(ours):
    register = make.adopted_register(ours) and in_force(ours)
    form = ValuesForm(register=register, held=["customer"], strict=False)
    required = fields_required(register, ["customer"])

    marked = {name for name in form.value_names if form[name].is_optional}

    assert "last_name" in required
    assert marked == set(form.value_names) - required


def test_a_row_that_starts_on_a_day_to_come_is_an_error_and_says_so(importer, ours):
    content = spreadsheets.xlsx(
        [["Fornavn", "Etternavn", "E-post", "Medlem siden"],
         ["Kari", "Fjellro", "kari@post.example", "01.01.2099"],
         ["Ola", "Fjellro", "ola@post.example", "01.01.2020"]]
    )  # fmt: skip

    importer.send(content)
    importer.map()

    assert "01.01.2099” has not come yet" in importer.page().content.decode()
    importer.post(do="start", leave_out="on")
    assert [person.first_name for person in Person.objects.all()] == ["Ola"]


def test_a_day_to_come_for_those_the_file_says_nothing_of_is_refused(importer, ours):
    importer.send(spreadsheets.xlsx([["Fornavn", "E-post"], ["Kari", "kari@post.example"]]))

    answer = importer.map(started_on="2099-01-01")

    assert answer.status_code == 422
