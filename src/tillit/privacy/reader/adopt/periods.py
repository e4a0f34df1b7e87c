"""How long each kind of data is kept, from when."""

from __future__ import annotations

from typing import Any

from tillit.kernel.period import Period
from tillit.privacy.declare import Clock, RetentionRule
from tillit.privacy.reader.adopt.making import GENERAL, Making
from tillit.privacy.reader.adopt.places import ALL_PLACES, CLOCKS, PLACES
from tillit.privacy.reader.reading import Claim

CRITERION = "criterion"


def take(making: Making) -> None:
    """Every period the statement gives stands in its place; where it gives none, that is noted."""
    said: dict[tuple[str, str], list[Claim]] = {}
    general: list[Claim] = []
    for claim in making.reading.of("retention"):
        if claim.negated:
            continue
        if claim.data in PLACES:
            for place in _places(making, claim):
                said.setdefault(place, []).append(claim)
        elif claim.data in GENERAL:
            general.append(claim)
    for entry in making.document["activities"]:
        declared = making.declared.activities[entry["activity"]]
        for rule in declared.rules:
            claims = said.get((declared.key, rule.key), [])
            _rule(making, entry, rule, claims, [] if declared.always_on else general)


def _places(making: Making, claim: Claim) -> list[tuple[str, str]]:
    """Where the data stands, of the activities that are on."""
    places = [place for place in PLACES[claim.data] if making.entry(place[0]) is not None]
    if claim.data in ALL_PLACES or not places:
        return places
    on = making.scope(claim).activities
    return [place for place in places if place[0] in on] or places[:1]


def _rule(
    making: Making,
    entry: dict[str, Any],
    rule: RetentionRule,
    claims: list[Claim],
    general: list[Claim],
) -> None:
    path = f"activities.{entry['activity']}.retention.{rule.key}"
    data = f"{entry['activity']}/{rule.key}"
    exact = [claim for claim in claims if _period(claim) is not None]
    if not exact and rule.key != "correspondence":
        exact = [
            claim
            for claim in general
            if _period(claim) is not None and (_clock(claim) in rule.clocks)
        ]
    if not exact:
        _unsaid(making, entry, rule, path, data, [*claims, *general])
        return
    by_clock: dict[Clock | None, list[Claim]] = {}
    for claim in exact:
        by_clock.setdefault(_clock(claim), []).append(claim)
    plain = [claim for claim in exact if not claim.condition] or exact
    usable = [c for c in plain if _clock(c) is None or _clock(c) in rule.clocks] or plain
    # A time from an end of the rule goes before one with no end, which may be of something near.
    chosen = next((c for c in usable if _clock(c) in rule.clocks), usable[0])
    _set(making, entry, rule, path, data, chosen, sure=chosen.data not in GENERAL)
    _clocks(making, entry, rule, path, data, usable)
    for claim in exact:
        if claim is chosen:
            continue
        same = _period(claim) == _period(chosen)
        if claim.condition and claim not in usable:
            making.notes.conflict(path, "exception", claim.sentence, data=data, said=claim.period)
        elif not same:
            making.notes.conflict(
                f"{path}.period", "two_periods", claim.sentence, data=data, said=claim.period,
                kept=entry["retention"][rule.key]["period"],
            )  # fmt: skip
    if later := next((claim for claim in claims if _is_open(claim)), None):
        _unread(making, path, data, later, entry["retention"][rule.key]["period"])
    if chosen.condition:
        making.notes.conflict(path, "exception", chosen.sentence, data=data, said=chosen.period)


def _set(
    making: Making,
    entry: dict[str, Any],
    rule: RetentionRule,
    path: str,
    data: str,
    claim: Claim,
    *,
    sure: bool,
) -> None:
    period = _period(claim)
    assert period is not None
    kept = rule.cap if period.exceeds(rule.cap) else period
    chosen = entry["retention"].setdefault(rule.key, {"end": rule.ends[0].value})
    # Why another period was right says nothing of this one.
    if chosen.get("period") != str(kept):
        chosen["why"] = {}
    chosen["period"], chosen["clocks"] = str(kept), []
    making.notes.origin(f"{path}.period", str(kept), claim.sentence, sure=claim.sure and sure)
    if kept != period:
        making.notes.conflict(
            f"{path}.period", "period_capped", claim.sentence, value=str(kept), data=data,
            said=claim.period, kept=str(kept),
        )  # fmt: skip


def _clocks(
    making: Making,
    entry: dict[str, Any],
    rule: RetentionRule,
    path: str,
    data: str,
    claims: list[Claim],
) -> None:
    said = {clock: claim for claim in reversed(claims) if (clock := _clock(claim)) is not None}
    usable = [clock for clock in rule.clocks if clock in said]
    chosen = entry["retention"][rule.key]
    if usable and set(usable) != set(rule.clocks) and not _always_both(rule):
        chosen["clocks"] = [clock.value for clock in usable]
    for clock in usable:
        claim = said[clock]
        making.notes.origin(f"{path}.clocks", clock.value, claim.sentence, sure=claim.sure)
    for clock, claim in said.items():
        if clock not in rule.clocks:
            making.notes.conflict(
                f"{path}.clocks", "clock_unknown", claim.sentence, data=data, clock=clock.value,
                clocks=", ".join(one.value for one in rule.clocks),
            )  # fmt: skip
    if not said:
        making.notes.gap(
            f"{path}.clocks", "clock_unsaid", data=data,
            clocks=", ".join(one.value for one in rule.clocks),
        )  # fmt: skip


def _always_both(rule: RetentionRule) -> bool:
    """An event that was cancelled is over too: neither clock may be left out."""
    return Clock.EVENT_CANCELLED in rule.clocks


def _unsaid(
    making: Making,
    entry: dict[str, Any],
    rule: RetentionRule,
    path: str,
    data: str,
    claims: list[Claim],
) -> None:
    if making.declared.activities[entry["activity"]].always_on:
        return
    vague = next((claim for claim in claims if claim.period == CRITERION), None)
    later = next((claim for claim in claims if _is_open(claim)), None)
    period = entry["retention"][rule.key]["period"]
    if later is not None:
        _unread(making, path, data, later, period)
    elif vague is not None:
        making.notes.conflict(
            f"{path}.period", "criterion", vague.sentence, value=period, data=data, kept=period
        )
    else:
        making.notes.gap(f"{path}.period", "period_unsaid", data=data, kept=period)


def _unread(making: Making, path: str, data: str, claim: Claim, kept: str) -> None:
    making.notes.conflict(
        f"{path}.period", "day_unread", claim.sentence, value=kept, data=data, kept=kept
    )


def _is_open(claim: Claim) -> bool:
    """“Ved årsskiftet etter utmelding”: not at once, and how long after is not told."""
    return claim.period == "P0D" and not claim.sure


def _period(claim: Claim) -> Period | None:
    if _is_open(claim):
        return None
    try:
        return Period.parse(claim.period)
    except ValueError:
        return None


def _clock(claim: Claim) -> Clock | None:
    return CLOCKS.get(claim.clock)
