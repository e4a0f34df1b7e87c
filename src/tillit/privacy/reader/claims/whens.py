"""Clocks without a period: deleted “når du melder deg ut”, kept “until you unsubscribe”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import clocks, data
from tillit.privacy.reader.claims.clauses import clause, has, spans
from tillit.privacy.reader.claims.counted import UNTIL, is_after_sign
from tillit.privacy.reader.claims.fronted import gone_in
from tillit.privacy.reader.claims.keeping import REACH, STRONG_CLOCKS, Place, Row
from tillit.privacy.reader.claims.periods import Period
from tillit.privacy.reader.patterns import Found, Span

_IMMEDIATE: Final = frozenset(
    ("samme", "same", "straks", "umiddelbart", "med", "immediately", "etterpå", "deretter")
)


# “knyttet til medlemskapet”, “selv når …”
_TO_WHAT: Final = frozenset(
    "selv sjølv even knyttet knytta tilknyttet relatert forbindelse henhold forhold hensyn omsyn "
    "tilgang samsvar grad relation".split()
)
_ANY_TIME: Final = (("når", "som", "helst"),)
_US: Final = frozenset("oss deg dere dykk meg".split())
_IF: Final = frozenset("hvis dersom viss om if".split())
_NO_LONGER: Final = frozenset("lenger lengre longer".split())
_KEPT_FOR: Final = (
    "oppbevaring", "lagring", "slettefrist", "retention", "storage", "foreld", "klagefrist",
    "garanti", "reklamasjon", "limitation", "warranty",
)  # fmt: skip
_AT_ONCE: Final = frozenset("så as straks umiddelbart rett like immediately right".split())


_WHO: Final = frozenset(
    "du de dere den det vi noen nokon en ein man medlemmet medlemskapet kunden kunder mottakeren "
    "kurset bedriften you we it "
    "they nettleseren nettlesaren kontoen brukeren abonnenten".split()
)


_OR: Final = frozenset("eller or".split())
_WEAK: Final = frozenset("ved etter hvis dersom if after following viss på om".split())


def whens(place: Place, segment: Span, timed: list[Period], taken: list[Span]) -> Iterator[Row]:
    """“Slettes når du melder deg ut”, “until you unsubscribe”: at once, on that clock."""
    found = place.found
    deleted, kept = bool(gone_in(found, segment)), has(found, segment, "kept", "kept_weakly")
    if not (deleted or kept or place.is_about_keeping):
        # “Givere: så lenge avtalen løper”
        kept = any(
            is_after_sign(place, span[0])
            and (data.subjects(found, (segment[0], span[0])) or place.is_headed)
            for name in ("when", "while")
            for span in spans(found, name, segment)
            if name == "while" or found.words[span[0]] in UNTIL
        )
        if not kept:
            return
    starts = sorted({span for name in ("when", "while") for span in spans(found, name, segment)})
    starts = [one for one in starts if not any(s[0] < one[0] < s[1] for s in starts)]
    done: list[Span] = [*taken, *(_last_when(found, at) for at in found.lists.get("criterion", ()))]
    for number, span in enumerate(starts):
        if any(_follows(found, one, span) for one in timed) or any(
            s == span[0] and e > span[1] for s, e in starts
        ):
            continue
        hit = _hit(place, segment, starts, number)
        hit = hit or _unknown_while(place, segment, span)
        hit = hit or (_unknown_end(place, segment, span) if deleted else None)
        if hit is None or any(span[1] <= one.start < hit[1][0] for one in timed):
            continue
        if hit[0] == "expired" and any(0 <= one.start - hit[1][1] <= 1 for one in timed):
            continue  # “er satt til å utløpe etter ett år”
        if any((hit[1][0] < e and s < hit[1][1]) or s <= span[0] < e for s, e in done):
            continue
        if deleted and _only_asked(found, segment, hit):
            continue
        if _may_be(place, segment, span, hit[0], deleted=deleted) and _is_end(
            place, segment, span, hit, deleted=deleted, kept=kept
        ):
            done.append(hit[1])
            yield Row(span, "P0D", hit[0], hit[1])
            if also := _or_else(found, hit, segment):
                done.append(also[1])
                yield Row(span, "P0D", *also)


def _last_when(found: Found, span: Span) -> Span:
    """“Når det er solgt eller når det ikke lenger er nødvendig”: only the latter is a criterion."""
    said = [at for at in range(*span) if found.words[at] in ("når", "when")]
    return (said[-1] if said else span[0]), span[1]


def _only_asked(found: Found, segment: Span, hit: tuple[str, Span]) -> bool:
    """“Questions or requests for deletion”: deleting is what is asked for, and not what is done."""
    start, end = hit[1]
    return hit[0] == "withdrawn" and all(start <= at < end for at, _end in gone_in(found, segment))


def _or_else(found: Found, hit: tuple[str, Span], segment: Span) -> tuple[str, Span] | None:
    """“Til du sier opp avtalen, eller trekker samtykket”: from either."""
    near = (max(segment[0], hit[1][0] - 8), min(segment[1], hit[1][1] + 8))
    for name in _EITHER:
        clock = clocks.CLOCKS[name]
        if clock == hit[0]:
            continue
        for at in spans(found, name, near):
            first, second = sorted((at, hit[1]))
            if first[1] <= second[0] and not _OR.isdisjoint(found.words[first[1] : second[0]]):
                return clock, at
    return None


# Ends that are seldom told but as ends.
_EITHER: Final = ("clock_withdrawn", "clock_relation")


def _follows(found: Found, one: Period, span: Span) -> bool:
    """“Ett år etter …” is one end; “ett år, eller til …” are two."""
    between = found.words[one.end : span[0]]
    return one.end <= span[0] <= one.end + 2 and _OR.isdisjoint(between)


def _hit(place: Place, segment: Span, starts: list[Span], number: int) -> tuple[str, Span] | None:
    """The clock that a condition names, or that the sentence begins with."""
    found, span = place.found, starts[number]
    end = _end_of(found, starts, number, segment)
    hit = clocks.clock_in(found, (span[1], end), next(iter(data.subjects(found, segment)), ""))
    if hit is None or hit[0] in ("row_created", "review_date"):
        hit = _first_clock(place, segment, span) or hit
    if hit and hit[0] == "row_created" and span in set(found.lists.get("while", ())):
        return "relation_ended", hit[1]  # “så lenge du er registrert”
    if hit is None and found.words[span[0]] in _IMMEDIATE:
        before = clocks.clock_in(found, (segment[0], span[0]))
        return before if before and before[0] in STRONG_CLOCKS else None
    return hit


def _unknown_while(place: Place, segment: Span, span: Span) -> tuple[str, Span] | None:
    """“Så lenge du har nøkkel”, of what is kept, or under a heading that says how long."""
    if span not in set(place.found.lists.get("while", ())):
        return None
    if not place.is_about_keeping and not has(place.found, (segment[0], span[0]), "kept"):
        return None
    if span[1] + 1 >= len(place.words):
        return None
    if place.found.words[span[1]] not in _THEY and place.found.words[span[1] + 1] not in _LASTS:
        return None
    said = place.found.words[span[1] : clause(place.words, span[1], segment)[1]]
    clock = "relation_ended" if _WANT.isdisjoint(said) else "withdrawn"
    return clock, (span[1], span[1] + 2)


_WANT: Final = frozenset("ønsker ønskjer vil samtykker want wish consent".split())
_LIES: Final = frozenset("ligger ligg står henger heng stays remains".split())
_THEY: Final = frozenset("du de dei dere dykk you they".split())
# “Så lenge appen er koblet til”, “så lenge ordningen består”.
_LASTS: Final = frozenset("er finnes finst består varer varar løper is exists lasts".split())
_WHEN: Final = frozenset("når så straks when once as".split())
_IS: Final = frozenset("er har blir vert is are has have".split())
_NO_MORE: Final = frozenset("ikke ikkje not no longer lenger formålet føremålet behov".split())


def _unknown_end(place: Place, segment: Span, span: Span) -> tuple[str, Span] | None:
    """“Opptaket slettes når oppgaven er sensurert”: of named data, what is done is the end,
    whatever it is."""
    found, words = place.found, place.found.words
    if words[span[0]] not in _WHEN or not next(
        spans(found, "deleted", (segment[0], span[0])), None
    ):
        return None
    if all(kind == "general" for _at, kind in data.kinds_in(found, (segment[0], span[0]))):
        return None
    end = clause(place.words, span[1] - 1, segment)[1]
    said = words[span[1] : min(end, span[1] + 7)]
    verbs = [number for number, word in enumerate(said) if word in _IS]
    if not verbs or verbs[0] == len(said) - 1 or verbs[0] == 0 or _NO_MORE & set(said):
        return None
    at = span[1] + verbs[0]
    return clocks.OVER, (at, at + 2)


def _may_be(place: Place, segment: Span, span: Span, clock: str, *, deleted: bool) -> bool:
    """Whether the words may tell an end at all: “når” with no more than “har” or “står” may not."""
    found = place.found
    if _tells_nothing(found, span, clock, deleted=deleted):
        return False
    if deleted or place.is_about_keeping or has(found, segment, "kept"):
        return True
    if span in set(found.lists.get("while", ())):
        return True
    if found.words[span[0]] not in UNTIL:
        return False
    # “Du står der til du melder deg av”, “… i kalenderen til oppholdet er over”.
    after = found.words[span[1]] if span[1] < len(found.words) else ""
    lies = not _LIES.isdisjoint(found.words[segment[0] : span[0]])
    return after in _WHO or (lies and has(found, (span[1], span[1] + 4), "clock_over"))


def _tells_nothing(found: Found, span: Span, clock: str, *, deleted: bool) -> bool:
    """Conditions that are no end: of asking, of a criterion, of the time itself, of belonging."""
    word, following = found.words[span[0]], found.words[span[1] : span[1] + 5]
    if (clock == "row_created" and word not in _AT_ONCE) or (word in _IF and not deleted):
        return True
    if word == "til" and following and following[0] in _US:
        return True  # “relasjonen til oss er avsluttet”
    if following[:1] == ("å",) or tuple(found.words[span[0] : span[0] + 3]) in _ANY_TIME:
        return True  # “du kan når som helst trekke samtykket”, “ved å skrive til oss”
    if clock == "request_closed" and not _NO_LONGER.isdisjoint(following):
        return True  # “når saken ikke lenger krever det” is a criterion
    if clock in ("expired", clocks.OVER) and any(
        one.startswith(_KEPT_FOR) for one in following[:3]
    ):
        return True  # “når lagringstiden utløper”, “til foreldelsesfristen er ute” tell nothing
    before = found.words[max(0, span[0] - 1)]
    return before in _TO_WHAT or (before in _ALSO_AFTER and not deleted)


def _first_clock(place: Place, segment: Span, at: Span) -> tuple[str, Span] | None:
    """“Avlyses leiren, sletter vi påmeldingene så fort …”: what the sentence begins with."""
    first = clocks.clock_in(place.found, (segment[0], min(at[0], segment[0] + 3)))
    if first is None or first[0] not in ("event_cancelled", "withdrawn", "relation_ended"):
        return None
    return first if clause(place.words, first[1][0], segment)[1] < at[0] else None


def _end_of(found: Found, starts: list[Span], number: int, segment: Span) -> int:
    """Where the words of a condition end: at the next condition, but “ved årsskiftet etter
    utmelding” is one."""
    start = starts[number]
    end = min(segment[1], start[1] + REACH)
    for later in starts[number + 1 :]:
        if found.words[later[0]] in ("etter", "after") and later[0] - start[1] <= 3:
            continue
        return min(end, later[0])
    return end


def _is_end(  # noqa: PLR0911 -- one answer for each kind of word
    place: Place, segment: Span, at: Span, hit: tuple[str, Span], *, deleted: bool, kept: bool
) -> bool:  # fmt: skip
    """Whether a condition says when data goes, and not when it is taken."""
    found, word = place.found, place.found.words[at[0]]
    clock, where = hit
    distance = where[0] - at[1]
    if has(found, segment, "asked_for"):
        near = 5 if place.is_about_keeping else 9
        # “Vil du ha det fjernet, …” is the condition itself.
        asked = [
            span[0]
            for span in spans(found, "asked_for", segment)
            if not where[0] <= span[0] < where[1]
        ]
        gone = [span[0] for span in spans(found, "deleted", segment)]
        if any(
            (one < at[0] and near > 5) or one < place_of <= one + near
            for one in asked
            for place_of in gone or [0]
        ):
            return False
    if word in ("til", "fram", "frem", "at") and (
        clock not in ("withdrawn", "expired", "review_date") or distance > 2
    ):
        after = found.words[at[1]] if at[1] < len(found.words) else ""
        plainly = distance <= 1 and (place.column is not None or place.sentence.kind == "item")
        if "som" in found.words[at[1] : where[0]]:
            return False  # “mappen til den som har flyttet”
        if not plainly and after not in _WHO and not _has_verb(found, where):
            return False
    if (word in UNTIL and word != "inntil") or at in set(found.lists.get("while", ())):
        if clock in ("event_ended", "row_created", "request_closed"):
            told = deleted or kept or place.column is not None or place.is_about_keeping
            lasts = word in ("for", "during", "under", "gjennom", "throughout")
            return told and distance <= 3 and (lasts or _has_verb(found, where))
        return distance <= 6 and (deleted or kept or place.is_about_keeping)
    if word in _WEAK:
        if word == "ved" and distance > 3:
            return False
        if word == "ved" and distance == 0 and has(found, (at[0] - 3, at[0]), "deleted"):
            return clock != "row_created"  # “slettes ved utsjekking”
        strong = (
            clock in STRONG_CLOCKS
            or clock in ("review_date", "accounting_year_ended")
            or word in ("etter", "after")
        )
        return strong and (deleted or (place.is_about_keeping and not kept)) and distance <= 6
    if word in ("inntil", "until", "till"):
        return True
    return deleted or (place.is_about_keeping and not has(found, segment, "kept"))


# “Tas vare på også etter at medlemskapet er over.”
_ALSO_AFTER: Final = frozenset("også òg also".split())
_VERBS: Final = frozenset("er har blir vert blei ble har is are has have".split())


def _has_verb(found: Found, where: Span) -> bool:
    if has(found, (where[0], where[1] + 2), "clock_over"):
        return True  # “til reisen avsluttes”
    return bool(_VERBS & set(found.words[max(0, where[0] - 2) : where[1] + 3]))
