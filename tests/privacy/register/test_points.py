"""What a draft rests on is kept beside it; what nobody read, until the next draft."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests import factories
from tillit.privacy.models import DraftPoint
from tillit.privacy.register import profiles
from tillit.privacy.register.actions import adopt, discard_draft, save_draft
from tillit.privacy.register.points import Point
from tillit.privacy.register.points.actions import (
    keep,
    reopened,
    reviewed,
    reviewed_all,
    reviewed_together,
)
from tillit.privacy.register.points.queries import (
    left_of,
    origins_of,
    point_or_none,
    points_of,
    under,
)
from tillit.privacy.register.points.values import now_at
from tillit.privacy.register.points.wording import title
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db
POINTS = (
    Point("origin", "controller.name", "taken", "Lysbrua", {}, "Ansvarlig er Lysbrua."),
    Point("gap", "processors.skrubbeli.agreement", "agreement", "", {"name": "Skrubbeli"}),
    Point("origin", "activities.events.retention.registrations.period", "taken", "P60D", {},
          "Slettes etter 60 dager.", sure=False),
    Point("conflict", "activities.events.retention.registrations.period", "period_capped", "P1Y",
          {"data": "events/registrations", "said": "P3Y", "kept": "P1Y"}, "I tre år."),
    Point("unplaced", "", "newsletter", "", {}, "Nyhetsbrevet sendes ukentlig."),
)  # fmt: skip


def test_several_names_are_joined_as_one_says_them() -> None:
    fallen = Point(
        "conflict", "processors", "void_transfer", "", {"name": "Skrubbeli, Ask, Embla & Co"}
    )
    one = Point("conflict", "processors", "void_transfer", "", {"name": "Skrubbeli"})

    with override("nb"):
        assert "til Skrubbeli, Ask og Embla & Co" in title(fallen)
        assert "til Skrubbeli " in title(one)


@pytest.fixture
def ours():
    made = factories.organisation(adopted=False)
    register = Register.model_validate(factories.register_document(made))
    keep(save_draft(made, register, None), POINTS)
    return made


def test_points_are_kept_in_their_order_and_given_back_whole(ours) -> None:
    assert tuple(row.point for row in points_of(ours)) == POINTS
    assert [row.value for row in origins_of(ours)] == ["Lysbrua", "P60D"]
    assert [(row.kind, row.code) for row in points_of(ours).exclude(kind="origin")] == [
        ("gap", "agreement"),
        ("conflict", "period_capped"),
        ("unplaced", "newsletter"),
    ]


def test_points_of_one_part_of_the_register(ours) -> None:
    assert len(under(ours, "activities", "events")) == 2
    assert under(ours, "activities", "event") == []


def test_a_point_is_looked_at_and_can_be_looked_at_again(ours) -> None:
    point = origins_of(ours)[0]

    assert reviewed(point).reviewed_at is not None
    assert reopened(point).reviewed_at is None
    assert reviewed_all(ours, "activities", "events") == 2
    assert reviewed_all(ours, "activities", "events") == 0


def test_another_organisation_sees_none_of_it(ours) -> None:
    another = factories.organisation(adopted=False)

    assert origins_of(another) == []
    assert point_or_none(another, str(origins_of(ours)[0].uuid)) is None


def test_what_was_looked_at_is_gone_when_the_draft_is_adopted(ours) -> None:
    reviewed_together(points_of(ours).exclude(kind="unplaced"))

    adopt(ours, None)

    assert origins_of(ours) == []
    assert {one.kind for one in DraftPoint.objects.all()} <= {"unplaced"}


def test_what_nobody_looked_at_is_kept_until_the_next_draft(ours) -> None:
    unread = [one.uuid for one in points_of(ours)]

    adopt(ours, None)

    assert [one.uuid for one in left_of(ours)] == unread
    save_draft(ours, Register.model_validate(factories.register_document(ours)), None)
    assert not left_of(ours).exists()
    assert not DraftPoint.objects.exists()


def test_points_are_gone_when_the_draft_is_given_up(ours) -> None:
    discard_draft(ours)

    assert not DraftPoint.objects.exists()


def test_points_stay_while_the_draft_is_worked_on(ours) -> None:
    register = Register.model_validate(factories.register_document(ours))

    save_draft(ours, register.model_copy(update={"promised_answer_days": 14}), None)

    assert len(origins_of(ours)) == 2


def test_a_new_statement_takes_the_place_of_the_old(ours) -> None:
    register = Register.model_validate(factories.register_document(ours))

    keep(save_draft(ours, register, None), POINTS[:1])

    assert [row.point for row in points_of(ours)] == [POINTS[0]]


def test_what_now_stands_at_a_path_is_told_as_one_reads_it() -> None:
    register = profiles.load("business-network")

    with override("en"):
        assert now_at(register, "activities.events.retention.registrations.period") == "60 days"
        assert now_at(register, "controller.name") == "Lysbrua Næringsnettverk"
        assert now_at(register, "processors.fjordsky") == "Fjordsky AS"
        assert now_at(register, "processors.fjordsky.countries") == "Norway"
        assert now_at(register, "activities.events") == "Events"
        assert now_at(register, "activities.events.fields.email") == "e-mail"
        assert now_at(register, "activities.events.sources") == (
            "yourself, a manager or colleague at the workplace"
        )
        assert now_at(register, "activities.membership.published").startswith("first name, ")
        assert now_at(register, "activities.events.purposes.run_event.basis") == "agreement"
        assert now_at(register, "activities.events.purposes.run_event") == "carry out the event"
        assert now_at(register, "promised_answer_days") == "30"
        assert now_at(register, "languages") == "Bokmål, Nynorsk, English"
        assert now_at(register, "processors.gone") == ""
        assert now_at(register, "nothing.at.all") == ""


def test_a_point_says_what_it_is_and_what_to_do(ours) -> None:
    [conflict] = points_of(ours).filter(kind="conflict")

    assert "3" in conflict.title
    assert conflict.to_do
