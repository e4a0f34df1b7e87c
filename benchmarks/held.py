"""Everything held on one person, beside the raw indexed selects that look in the same tables."""

from __future__ import annotations

import random
import statistics
import time
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

# What someone who knows every table would ask, each by an index. Where an address stands:
BY_ADDRESS = (
    "SELECT * FROM people_person WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM events_registration WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM memberships_application WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM portal_onetimecode WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM privacy_request WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM privacy_consent WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM privacy_archivedrow WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM privacy_disclosedsubject WHERE organisation_id = {} AND email = {}",
    (
        "SELECT * FROM privacy_delivery d JOIN privacy_message m ON m.id = d.message_id "
        "WHERE d.organisation_id = {} AND d.email = {}"
    ),
    (
        "SELECT * FROM people_importrow r JOIN people_import i ON i.id = r.run_id "
        "WHERE i.organisation_id = {} AND r.email = {}"
    ),
    (
        "SELECT * FROM privacy_registercontact c JOIN privacy_registerversion v "
        "ON v.id = c.version_id WHERE v.organisation_id = {} AND c.email = {}"
    ),
    (
        "SELECT * FROM organisations_user u JOIN organisations_role r ON r.user_id = u.id "
        "WHERE r.organisation_id = {} AND u.email = {}"
    ),
)
# What hangs on a card, on its relations and their memberships:
BY_CARD = (
    "SELECT * FROM people_relation WHERE person_id = {}",
    "SELECT * FROM people_duplicatedecision WHERE first_id = {} OR second_id = {}",
    "SELECT * FROM people_importrow WHERE person_id = {}",
)
BY_RELATION = "SELECT * FROM memberships_membership WHERE relation_id = {}"
BY_MEMBERSHIP = "SELECT * FROM memberships_directoryentry WHERE membership_id = {}"
# And what names any of the rows by its reference:
BY_REFERENCE = (
    "SELECT * FROM privacy_ledgerentry WHERE organisation_id = {} AND subject IN ({})",
    "SELECT * FROM privacy_disclosedsubject WHERE organisation_id = {} AND reference IN ({})",
)


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """Of 1,000,000 persons with 3,000,000 sign-ups, some hundred, in turns raw and ours."""
    from benchmarks.figures import Figure

    persons, asked = (2_000, 100) if quick else (1_000_000, 300)
    with stage.database("held_filled") as filled:
        stage.child(filled, "benchmarks.held", "fill", persons=persons)
        answer = stage.child(filled, "benchmarks.held", "ask", persons=persons, asked=asked)
    return [
        Figure("held: raw selects in every table", answer["raw"] * 1000, "ms"),
        Figure("held: everything held", answer["ours"] * 1000, "ms"),
        Figure("held: ratio", answer["ours"] / answer["raw"], "×", 3.0),
        Figure("held: had one known where to look", answer["ours"] / answer["known"], "×"),
    ]


def fill(persons: int) -> None:
    """Each person has three sign-ups."""
    from benchmarks import data

    of = data.organisation()
    data.persons(of, persons)
    at = data.events(of, max(persons // 1000, 3), days_from_now=5)
    data.registrations(of, at, persons * 3, persons=persons)
    data.settle()


class Raw:
    """The driver itself: no model, no declaration, the rows as they come."""

    def __init__(self, of: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        self.of, self.bare = of, connection.connection
        self.mark = "%s" if connection.vendor == "postgresql" else "?"

    def ask(self, select: str, *given: Any) -> list[dict[str, Any]]:
        places = select.count("{}")
        marks = [self.mark] * (places - 1)
        select = select.format(*marks, ", ".join([self.mark] * (len(given) - places + 1)))
        cursor = self.bare.cursor()
        cursor.execute(select, given)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def everywhere(self, email: str) -> int:
        """In all tables that a person without an account can be in."""
        found = [self.ask(select, self.of, email) for select in BY_ADDRESS]
        for card in found[0]:
            hanging = [self.ask(each, *[card["id"]] * each.count("{}")) for each in BY_CARD]
            for relation in hanging[0]:
                memberships = self.ask(BY_RELATION, relation["id"])
                entries = [self.ask(BY_MEMBERSHIP, one["id"]) for one in memberships]
                found += [memberships, *entries]
            found += hanging
        names = [f"person:{_uuid(row)}" for row in found[0]]
        names += [f"registration:{_uuid(row)}" for row in found[1]]
        if names:
            found += [self.ask(select, self.of, *names) for select in BY_REFERENCE]
        return sum(map(len, found))

    def where_it_is(self, email: str) -> int:
        """In the three tables that happen to have rows."""
        [card] = self.ask(BY_ADDRESS[0], self.of, email)
        relations = self.ask(BY_CARD[0], card["id"])
        return 1 + len(relations) + len(self.ask(BY_ADDRESS[1], self.of, email))


def _uuid(row: dict[str, Any]) -> uuid.UUID:
    kept = row["uuid"]
    return kept if isinstance(kept, uuid.UUID) else uuid.UUID(kept)


def ask(persons: int, asked: int) -> dict[str, float]:
    """The median time of each, on the same people, the first few not counted."""
    from tillit.organisations.models import Organisation
    from tillit.privacy.rights.held import held_on

    of = Organisation.objects.get()
    raw = Raw(of.pk)
    ways = {
        "raw": raw.everywhere,
        "ours": lambda email: len(held_on(of, email)),
        "known": raw.where_it_is,
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    chance = random.Random(4)
    for turn in range(asked + 20):
        email = f"person{chance.randrange(persons)}@bench.example"
        # Whoever asks first brings the pages into memory for the others: they take turns.
        order = list(ways)
        for name in order[turn % 3 :] + order[: turn % 3]:
            began = time.perf_counter()
            rows = ways[name](email)
            took[name].append(time.perf_counter() - began)
            assert rows == 5, (name, rows)
    return {name: statistics.median(seconds[20:]) for name, seconds in took.items()}
