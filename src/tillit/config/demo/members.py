"""Members join, are seen, are looked up, and leave."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from tillit.config.demo.cast import Invented
from tillit.config.demo.year import FOUNDED, Year
from tillit.kernel import clock
from tillit.memberships import actions as memberships
from tillit.memberships import queries
from tillit.memberships.models import Membership, MembershipType
from tillit.people import actions as people
from tillit.people.models import Person, Relation
from tillit.privacy.ledger.actions import record_many
from tillit.privacy.references import reference

FOUNDERS: Final = 150
JOINERS: Final = 85
BY_COLLEAGUES: Final = 26
LEAVERS: Final = 19
SEEN_IN_DIRECTORY: Final = 28
SHOWN: Final = ("first_name", "last_name", "workplace", "position", "email", "phone")
PERSONAL, COMPANY = 0, 1


def plan(year: Year) -> None:
    """Most were there from the first day, the others have come since, some have gone."""
    register = _Members(year)
    year.on(FOUNDED, register.take_in_founders, minutes=30)
    for number in range(JOINERS):
        year.some_time_on(395 - number * 394 // JOINERS, register.join)
    for number in range(BY_COLLEAGUES):
        year.some_time_on(380 - number * 14, register.enter)
    for number in range(LEAVERS):
        year.some_time_on(388 - number * 20, register.leave)
    for number in range(SEEN_IN_DIRECTORY):
        year.some_time_on(330 - number * 11, register.show)
    for days in range(360, 2, -9):
        year.some_time_on(days, register.look_at_cards)
    for days in (6, 4, 2):
        year.some_time_on(days, register.apply_and_wait)
    year.on(1, register.apply_and_forget, hour=21)
    year.on(45, register.enter_twice)


class _Members:
    """What happens to the register of members."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.organisation = year.organisation
        self.chance = year.chance

    @cached_property
    def types(self) -> list[MembershipType]:
        return queries.types(self.organisation)

    @property
    def secretary(self) -> str:
        return self.year.actor("secretary")

    def take_in_founders(self) -> None:
        """Those who were there from the first day come in from a list of their own making."""
        founders = [next(self.year.cast) for _ in range(FOUNDERS)]
        source = people.note_source(
            self.organisation, "self", how="import", by=self.secretary,
            detail="Innmeldinger på stiftelsesmøtet",
        )  # fmt: skip
        persons = people.add_persons(
            self.organisation,
            [
                people.NewPerson(people.checked(each.values, each.values), clock.today())
                for each in founders
            ],
            source=source, by=self.secretary, kind="member",
        )  # fmt: skip
        relations = Relation.objects.filter(person__in=persons).order_by("person_id")
        taken_in = Membership.objects.bulk_create(
            Membership(
                organisation=self.organisation, relation=relation, number=number + 1,
                type=self.types[PERSONAL if number % 5 else COMPANY],
            )
            for number, relation in enumerate(relations)
        )  # fmt: skip
        record_many(
            self.organisation, "registered", subjects=[reference(one) for one in taken_in],
            actor=self.secretary, on=clock.today().isoformat(),
        )  # fmt: skip
        self.year.members += founders

    def join(self) -> None:
        """Someone joins on the public page, proves the address, and is taken in."""
        each = next(self.year.cast)
        kind = self.types[self.chance.choice((0, 0, 0, 1, 2))]
        self.year.members.append(each)
        if self.year.is_long_ago:
            # The application has been swept since; only the card it led to is left.
            person = people.add_person(
                self.organisation, each.values, source="self", by="person", kind="member",
                started_on=clock.today(), how="form",
            )  # fmt: skip
            memberships.add_member(person, kind, on=clock.today(), by="person")
            return
        application = memberships.apply(
            self.organisation, kind, each.values, language=each.language
        )
        application = memberships.confirm(application)
        if not kind.is_automatic:
            memberships.accept(application, by=self.secretary)

    def apply_and_wait(self) -> None:
        """Someone joins for a company, and the board has not looked at it yet."""
        each, kind = next(self.year.cast), self.types[COMPANY]
        memberships.confirm(
            memberships.apply(self.organisation, kind, each.values, language=each.language)
        )

    def apply_and_forget(self) -> None:
        """Someone fills in the form and never opens the mail."""
        each, kind = next(self.year.cast), self.types[PERSONAL]
        memberships.apply(self.organisation, kind, each.values, language=each.language)

    def enter(self) -> None:
        """A manager signs up a colleague by telephone; the secretary writes it down."""
        each = next(self.year.cast)
        self._enter(each.values)
        self.year.members.append(each)

    def enter_twice(self) -> None:
        """The same person is written down once more, with another address of theirs."""
        self._enter({**self.year.members[7].values, "email": "privat@post.example"})

    def _enter(self, values: dict[str, str]) -> None:
        person = people.add_person(
            self.organisation, values, source="colleague", by=self.secretary, kind="member",
            started_on=clock.today(), detail="Meldt inn av lederen sin på telefon",
        )  # fmt: skip
        memberships.add_member(
            person, self.types[COMPANY], on=clock.today(), by=self.secretary, welcome=True
        )

    def leave(self) -> None:
        """Someone leaves; the card is held for a year more."""
        members = self.year.members
        each = members.pop(self.chance.randrange(30, len(members)))
        reason = self.chance.choice(("own_wish", "own_wish", "not_paid", "moved"))
        memberships.leave(self._membership(each), on=clock.today(), by="person", reason=reason)

    def show(self) -> None:
        """Someone wishes to be seen in the public directory, with what they choose."""
        each = self.chance.choice(self.year.members)
        fields = SHOWN[: self.chance.randint(3, len(SHOWN))]
        memberships.show(self._membership(each), fields, language=each.language, how="portal")

    def look_at_cards(self) -> None:
        """Staff open some cards, and each opening is logged."""
        opened = [each.email for each in self.chance.sample(self.year.members, 3)]
        persons = Person.objects.filter(organisation=self.organisation, email__in=opened)
        actor = self.year.actor(self.chance.choice(("secretary", "adviser", "treasurer")))
        record_many(
            self.organisation, "opened", actor=actor,
            subjects=[reference(one) for one in persons.order_by("pk")],
        )  # fmt: skip

    def _membership(self, each: Invented) -> Membership:
        return Membership.objects.select_related("organisation", "relation__person").get(
            organisation=self.organisation, relation__person__email=each.email,
            relation__ended_on=None,
        )  # fmt: skip
