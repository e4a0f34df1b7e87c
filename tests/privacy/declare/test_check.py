"""A declaration that is not complete stops the program, and says what is missing and where."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tillit.kernel.period import Period
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    DataClass,
    Datum,
    Declarations,
    End,
    EntryType,
    Follows,
    Holding,
    Purpose,
    RetentionRule,
    SpecialBasis,
    Subject,
    SubjectKind,
    declarations,
)
from tillit.privacy.declare.check import find_gaps

ROOT = Path(__file__).resolve().parents[3]
RULE = RetentionRule("guests", "guests", (Clock.ROW_CREATED,), Period(days=30), Period(days=60))
ACTIVITY = ActivityType(
    key="visits",
    name="Visits",
    description="Who came by.",
    subjects=(SubjectKind.VISITOR,),
    purposes=(Purpose("greet", "greet", "greet you", (Basis.CONSENT,), "dpv"),),
    rules=(RULE,),
)


@pytest.fixture(autouse=True)
def isolated():
    with isolate_apps("tillit.events"):
        yield


def guest(**columns: Any) -> Any:
    """A model of guests, with more columns if need be."""
    body = {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "events"}),
        "email": models.CharField(max_length=254),
        "created_at": models.DateTimeField(),
        "organisation_id": models.IntegerField(),
        **columns,
    }
    return type("Guest", (models.Model,), body)


def holding(model: Any, **changes: Any) -> Holding:
    """A complete declaration of it."""
    complete = Holding(
        model=model,
        activity="visits",
        title="Guests",
        subject=Subject(emails=("email",)),
        organisation=None,
        rule="guests",
        starts={Clock.ROW_CREATED: "created_at"},
        fields={"email": Datum(Category.CONTACT, "e-mail")},
        not_personal={"keys and times": ("id", "organisation_id", "created_at")},
    )
    return replace(complete, **changes)


def gaps(
    declared: Holding | None, activity: ActivityType = ACTIVITY, model: Any = None
) -> list[str]:
    everything = Declarations(activities={activity.key: activity})
    if declared is not None:
        everything.holdings[declared.model] = declared
    model = model or declared.model
    return list(find_gaps(everything, [model]))


def the_gap(*arguments: Any, **named: Any) -> str:
    [gap] = gaps(*arguments, **named)
    return gap


def test_a_complete_declaration_has_no_gaps():
    assert gaps(holding(guest())) == []


def test_the_product_itself_has_no_gaps():
    assert list(find_gaps(declarations, apps.get_models(include_auto_created=True))) == []


def test_a_model_nobody_declared_is_named_with_its_file_and_the_mend():
    gap = the_gap(None, model=guest())

    assert gap.startswith("privacy/declare/test_check.py: Guest: not declared.")
    assert "Add a Holding" in gap
    assert 'not_personal("events.Guest"' in gap


def test_a_column_nobody_declared_is_named():
    gap = the_gap(holding(guest(allergies=models.TextField())))

    assert "Guest.allergies: not declared. Add it to `fields`" in gap


def test_not_personal_needs_a_reason():
    gap = the_gap(holding(guest(), not_personal={" ": ("id", "organisation_id", "created_at")}))

    assert "without a reason" in gap


def test_a_model_listed_as_not_personal_needs_a_reason():
    model = guest()
    everything = Declarations(activities={"visits": ACTIVITY}, impersonal={model: ""})

    [gap] = find_gaps(everything, [model])

    assert "Guest: listed as not personal without a reason. Give one." in gap


def test_a_column_cannot_be_personal_and_not():
    gap = the_gap(
        holding(guest(), not_personal={"keys": ("id", "organisation_id", "created_at", "email")})
    )

    assert "Guest.email: declared both personal and not" in gap


def test_a_column_that_is_not_there_is_named():
    fields = {"email": Datum(Category.CONTACT, "e-mail"), "phone": Datum(Category.CONTACT, "x")}

    assert "declares 'phone', which is no column" in the_gap(holding(guest(), fields=fields))


def test_a_model_that_cannot_be_reached_from_a_person_is_named():
    gap = the_gap(holding(guest(), subject=Subject()))

    assert "Guest: no way to the person. Give Subject(emails=…)" in gap


def test_a_way_to_the_person_that_leads_nowhere_is_named():
    gap = the_gap(holding(guest(), subject=Subject(emails=("host__email",))))

    assert "the path 'host__email' leads nowhere" in gap


def test_a_missing_clock_is_named():
    gap = the_gap(holding(guest(), starts={}))

    assert "Guest: no start for the clock row_created. Add it to `starts`." in gap


def test_a_missing_end_is_named():
    assert "Guest: when does it end?" in the_gap(holding(guest(), rule=None))


def test_two_ends_are_one_too_many():
    gap = the_gap(holding(guest(), for_good="history"))

    assert "Give exactly one" in gap


def test_a_rule_that_its_activity_does_not_have_is_named():
    gap = the_gap(holding(guest(), rule="visitors"))

    assert "activity 'visits' has no retention rule 'visitors'" in gap


def test_an_activity_that_is_not_declared_is_named():
    assert "its activity 'parties' is not declared" in the_gap(holding(guest(), activity="parties"))


def test_columns_a_row_says_its_rule_by_must_exist():
    found = gaps(holding(guest(), rule=None, follows=Follows()))

    assert [gap.split("'")[1] for gap in found] == ["activity", "rule", "clock_at"]


def test_an_anonymous_end_must_say_how():
    activity = replace(ACTIVITY, rules=(replace(RULE, ends=(End.ANONYMISE,)),))

    assert "Give `anonymise`" in the_gap(holding(guest()), activity)


def test_what_holds_files_cannot_be_archived():
    activity = replace(ACTIVITY, rules=(replace(RULE, ends=(End.ARCHIVE,)),))
    fields = {"email": Datum(Category.CONTACT, "letter", file=True)}

    assert "the archive takes none" in the_gap(holding(guest(), fields=fields), activity)


def test_a_special_category_without_basis_and_protection_is_named():
    special = {"email": Datum(Category.HEALTH, "allergies", klass=DataClass.SPECIAL)}
    basis, protection = gaps(holding(guest(), fields=special))

    assert "Guest.email: special category (article 9) in activity 'visits'" in basis
    assert "Guest.email: special category kept in clear. Use an encrypted field." in protection


def test_a_special_category_with_basis_and_protection_is_let_through():
    special = {"email": Datum(Category.HEALTH, "allergies", klass=DataClass.SPECIAL)}
    purpose = replace(ACTIVITY.purposes[0], special_bases=(SpecialBasis.EXPLICIT_CONSENT,))
    activity = replace(ACTIVITY, special=True, purposes=(purpose,))
    model = guest()
    model._meta.get_field("email").encrypts = True

    assert gaps(holding(model, fields=special), activity) == []


def test_a_file_must_be_declared_as_one():
    model = guest(picture=models.FileField())
    fields = {"email": Datum(Category.CONTACT, "x"), "picture": Datum(Category.PICTURE, "x")}

    assert "Guest.picture: a file. Declare it with file=True." in the_gap(
        holding(model, fields=fields)
    )


def test_a_key_that_would_stop_a_deletion_is_named():
    model = guest()
    type(
        "Gift",
        (models.Model,),
        {
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "events"}),
            "guest": models.ForeignKey(model, models.PROTECT),
        },
    )

    gap = the_gap(holding(model))

    assert "Gift.guest: would stop the deletion of Guest. Use on_delete=CASCADE" in gap


def test_a_part_must_go_with_the_whole():
    model = guest(host=models.ForeignKey("self", models.SET_NULL, null=True))
    declared = holding(
        model, rule=None, starts={}, part_of=("host",),
        not_personal={"keys": ("id", "organisation_id", "created_at", "host")},
    )  # fmt: skip

    assert "Guest.host: the row is part of what it points to" in the_gap(declared)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"purposes": ()}, "no purpose"),
        ({"rules": ()}, "no retention rule. Give one (article 5(1)(e))"),
        ({"rules": (replace(RULE, clocks=()),)}, "needs a clock and an end"),
        ({"rules": (replace(RULE, always=(Clock.EXPIRED,)),)}, "has no such clock to keep"),
        ({"rules": (replace(RULE, ends=()),)}, "needs a clock and an end"),
        ({"rules": (replace(RULE, default=Period(days=61)),)}, "a default over its cap"),
        ({"publishes": ("email",)}, "publishes 'email', which it does not ask for"),
        (
            {"purposes": (replace(ACTIVITY.purposes[0], bases=()),)},
            "purpose 'greet' allows no legal basis",
        ),
    ],
)
def test_an_activity_with_a_gap_is_named(changes, says):
    found = gaps(holding(guest()), replace(ACTIVITY, **changes))

    assert any("activity 'visits'" in gap and says in gap for gap in found), found


def test_a_ledger_entry_type_must_say_what_redacting_takes():
    everything = Declarations(entries={"seen": EntryType("seen", "seen", "")})

    assert list(find_gaps(everything, [])) == [
        "ledger entry type 'seen': say in `redact` what goes when it is redacted."
    ]


def test_the_program_does_not_start_with_an_app_nobody_declared(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.sample.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "TILLIT_DATA": str(tmp_path),
    }
    started = subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('started')"],
        env=environment, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip

    assert started.returncode != 0
    assert "started" not in started.stdout
    assert "undeclared/models.py: Visitor: not declared." in started.stderr
