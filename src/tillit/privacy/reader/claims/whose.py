"""Of what data a period is: told by the words around it, the headings, what came before, and the
clock."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.claims import columns, data, nearby, topics
from tillit.privacy.reader.claims.clauses import clause, has, spans
from tillit.privacy.reader.claims.fronted import THEN
from tillit.privacy.reader.claims.keeping import Place, Row, asides
from tillit.privacy.reader.claims.own import names_its_own
from tillit.privacy.reader.claims.periods import in_sentence
from tillit.privacy.reader.patterns import Span
from tillit.privacy.reader.structure import Sentence

# What is by itself no part of the bookkeeping.
# How long the law has what is booked kept, now or before, here or with the neighbours.
_BY_LAW: Final = frozenset("P5Y P6Y P7Y P10Y P42M P3Y6M P60M".split())
_NO_VOUCHERS: Final = frozenset("needs newsletter recruitment registrations cases".split())


# Those who win something are no customers and no participants.
_DRAWN: Final = ("trekning", "vinner", "vinnar", "premie", "kåring", "winner", "prize", "draw")
_NOT_DRAWN: Final = frozenset(("accounting", "recruitment", "cases"))


def of_row(place: Place, row: Row, kind: str) -> str:
    """What the period tells of the data: who helps at one event is a participant, what the
    bookkeeping law has kept is accounts."""
    if row.clock_at and kind not in _NOT_DRAWN:
        told = place.found.words[slice(*row.clock_at)]
        if any(word.startswith(_DRAWN) or word.endswith("trekningen") for word in told):
            return "other"
    if kind == "mail" and row.clock == "withdrawn" and row.clock_at:
        # “… via lenken i e-postene”: who is taken off gets no more of them.
        off = {"av", "off"} & set(place.found.words[slice(*row.clock_at)])
        return "newsletter" if off else kind
    if kind == "staff" and row.clock == "event_ended":
        near = (place.sentence, *place.sentence.headings[-1:])
        return (
            "registrations"
            if any(place.marked.found(one).has("volunteer_word") for one in near)
            else kind
        )
    if (
        row.iso in _BY_LAW
        and kind not in _NO_VOUCHERS
        and row.clock in ("unsaid", "accounting_year_ended")
        and place.found.has("bookkeeping_law")
    ):
        return "accounting"
    return kind


def kinds(place: Place, segment: Span, row: Row) -> list[str]:  # noqa: PLR0911 -- outwards
    """The kinds of data of one period; those that are listed together are several."""
    if certain := _certainly(place, row):
        return [certain]
    marked, found = place.marked, place.found
    if listed := _of_listed(place, segment, row):
        return listed
    if row.clock == "accounting_year_ended":
        start = 0 if place.sentence.kind == "row" else segment[0]
        near = data.subjects(found, (start, row.at[0]))
        return near or ["accounting"]
    if labelled := data.heads(found, nearby.label(place, row)):
        return labelled[:1]
    start = nearby.start_of(place, segment, row)
    # What a period stands in is no aside of its own: “unntatt bilag, som lagres i fem år”.
    but = [span for span in asides(place) if not span[0] <= row.at[0] < span[1]]
    if nearby.says_the_rest(found, (start, row.at[0])):
        return ["registrations" if row.clock == "event_ended" else "general"]
    head = nearby.before_sign(place, row.at[0])
    # “Brukerkontoer (ansatte)” are accounts, whosever.
    in_brackets = list(nearby.brackets(place.words))
    for within in nearby.where(place, segment, row, start):
        named = data.subjects(found, within, [*but, *in_brackets])
        if named := named or data.subjects(found, within, but):
            return topics.of_form(marked, place.sentence, within, named)
        if within == head and (headed := data.heads(found, head)):
            return headed[:1]
    if headed := data.heads(found, head):
        return headed[:1]
    return _unnamed(place, segment, row, (start, row.at[0]))


def _of_listed(place: Place, segment: Span, row: Row) -> list[str]:
    """In a table of purposes: what its row is of, unless the column itself names bookkeeping,
    health or the like: “bilag 5 år”."""
    if not columns.is_listed(place.sentence):
        return []
    kind = columns.kind_of(place.marked, place.sentence)
    start = max(place.column[0] if place.column else 0, nearby.start_of(place, segment, row))
    own = data.subjects(place.found, (start, row.at[0]), list(asides(place)))
    if own and (kind == "other" or data.RANK[own[0]] < 2):
        return own
    if kind == "other" and row.clock == "accounting_year_ended":
        return ["accounting"]
    if kind == "other" and row.clock == "relation_ended":
        told = _told_by_clock(place, row)
        return [told if told in _PEOPLE else kind]
    if kind == "other":
        return [place.told.get(place.sentence.number) or kind]
    return [kind] if kind else []


def _unnamed(place: Place, segment: Span, row: Row, within: Span) -> list[str]:
    """The kind where no words but the clock's, the headings' and those before tell it."""
    is_of_all = nearby.is_of_all(place, within)
    if is_of_all and (said := _just_told(place)):
        return [said]
    if row.clock_at is not None and (named := _named_by_clock(place, segment, row, is_of_all)):
        return named
    if is_of_all and not place.is_headed and _is_everything(place, within):
        return ["general"]
    kind = topics.kind_of(place.marked, place.sentence, place.told)
    if kind == "other" and row.clock == "relation_ended":
        # “Treningsdata slettes ved utmelding”: no list knows it, but whose it is, is told.
        told = _told_by_clock(place, row)
        return [told if told in _PEOPLE and not place.is_headed else kind]
    if kind != "general":
        return [kind]
    return [place.told.get(place.sentence.number) or _by_clock(place, row)]


def _certainly(place: Place, row: Row) -> str:
    """The kind that the column, the heading or the clock leaves no doubt of; empty when none."""
    if place.cookies or _is_cookie(place, row) or place.sentence.text.startswith("_"):
        return "cookies"
    # “… til avmelding av nyhetsbrev”, whatever it is called that is kept till then.
    at = row.clock_at
    if row.clock == "withdrawn" and at and has(place.found, (at[0], at[1] + 3), "data_newsletter"):
        return "newsletter"
    return columns.over(place.marked, place.sentence, row.at[0])


def _is_cookie(place: Place, row: Row) -> bool:
    """One of several in a sentence on cookies, under a heading on cookies."""
    under = place.sentence.under
    if row.iso == "P0D" and row.clock != "expired":
        return False
    # “Krysser du av for «Husk meg», varer innloggingen i to uker.”
    if under is None or not place.found.has("data_cookies", "data_accounts"):
        return False
    if not place.marked.found(under).has("data_cookies"):
        return False
    return not has(place.found, (0, row.at[0]), "data_statistics")


_ALL: Final = frozenset("all alle alt".split())


def _is_everything(place: Place, within: Span) -> bool:
    """“Ber du om det, sletter vi alle opplysninger om deg.”"""
    words = place.found.words
    return place.found.has("clock_withdrawn") and any(
        start and words[start - 1] in _ALL
        for start, _end in spans(place.found, "data_general", within)
    )


def _named_by_clock(place: Place, segment: Span, row: Row, is_of_all: bool) -> list[str]:
    """Of “mappen”, only the clock tells whose it is: “… slutter som turleder”."""
    found = place.found
    excepted = [(start, len(found.words)) for start, _end in found.lists.get("except", ())]
    within = segment
    if is_of_all and row.clock_at:
        if found.words[row.clock_at[0]].startswith(_ASKED):
            # What was asked for is no data, but that it came tells that the asking is.
            return ["enquiries"] if row.clock == "row_created" else []
        within = _clock_clause(place, segment, row.clock_at)
    named = data.subjects(found, within, excepted)[:1]
    if named == ["cases"]:
        # “Samtalen slettes når saken er løst”: a matter of what else is known.
        known = topics.kind_of(place.marked, place.sentence, place.told)
        return [known] if known not in ("general", "other") else named
    if named and data.RANK[named[0]] == _OF_WHOM and _is_headed_by_a_thing(place):
        return []
    if named == ["accounts"] and names_its_own(place.marked, place.sentence):
        return []  # “Målinger: så lenge kontoen er aktiv”
    return named and topics.of_form(place.marked, place.sentence, within, named)


def _is_headed_by_a_thing(place: Place) -> bool:
    """“Meldingen slettes når kundeforholdet er over”, under “Kontaktskjema”."""
    above = place.sentence.headings[1:]
    headed = data.headed(place.marked, above[-1]) if above else []
    is_thing = len(headed) == 1 and data.RANK[headed[0]] < _OF_WHOM
    return is_thing and topics.points_back(place.marked, place.sentence)


_OF_WHOM: Final = data.RANK["members"]
_PEOPLE: Final = frozenset("members customers staff suppliers".split())


def _just_told(place: Place) -> str:
    """Of what the sentence before was found to be, when nothing parts them."""
    number = place.sentence.number - 1
    if place.sentence.words[0] in THEN and number >= 0:
        # “Abonnementet kan sies opp. Da slettes adressen.”
        named = data.named_in(place.marked, place.marked.sentences[number])
        return place.told.get(number) or named
    if number < 0 or place.sentence.kind != "text" or place.is_headed:
        return ""
    earlier = place.marked.sentences[number]
    return place.told.get(number, "") if earlier.under is place.sentence.under else ""


def _clock_clause(place: Place, segment: Span, clock_at: Span) -> Span:
    """The words of the clock, to the next comma."""
    end = clause(place.words, clock_at[1] - 1, segment)[1]
    return clock_at[0], min(end, clock_at[1] + 4)


_ASKED: Final = ("forespør", "førespurn", "anmodning", "begjæring", "oppmoding", "request")
_SUBSCRIBED: Final = ("abonn", "subscri", "tinging", "tingar")
_ONES: Final = frozenset("general accounts members customers".split())


def asked(place: Place, row: Row, kind: str) -> str:
    """The clock; “slettes innen 30 dager fra forespørsel” is counted from being asked to."""
    near = place.found.words[slice(*row.clock_at)] if row.clock_at else []
    if kind == "newsletter" and any(word.startswith(_SUBSCRIBED) for word in near):
        return "withdrawn"  # who gives up the subscription wants no more
    if row.clock != "request_closed" or not near or kind not in _ONES:
        return row.clock
    return "withdrawn" if near[0].startswith(_ASKED) and len(near) == 1 else row.clock


def _by_clock(place: Place, row: Row) -> str:
    """Whose data it is, where only the clock tells: after the event it is the participants'."""
    if told := _told_by_clock(place, row):
        return told
    if row.clock in ("relation_ended", "withdrawn"):
        return _of_people(place, row)
    return "registrations" if row.clock == "event_ended" else "general"


def _told_by_clock(place: Place, row: Row) -> str:
    """“Etter utmelding” is the members', “så lenge avtalen løper” the customers'."""
    if row.clock_at is None:
        return ""
    start, end = row.clock_at
    if start and place.found.words[start] in _IS:
        start -= 1  # “så lenge kontoen er aktiv”
    near = place.found.words[start : end + 3]
    if row.clock == "relation_ended" and "ut" in near and any(w.startswith("meld") for w in near):
        return "members"
    for kind, beginnings in _TOLD_BY_CLOCK.items():
        if any(word.startswith(beginnings) for word in near):
            return kind
    return ""


_IS: Final = frozenset("er is are remains".split())
_TOLD_BY_CLOCK: Final = {
    "members": ("utmeld", "medlem", "member"),
    "customers": (
        "kunde",
        "customer",
        "avtale",
        "leieforhold",
        "leigeforhold",
        "abonnement",
        "subscription",
    ),
    "staff": ("arbeidsforhold", "ansettelsesforhold", "tilsetting", "arbeidstilh", "employment"),
    "accounts": ("konto", "brukerkonto", "account"),
    "suppliers": ("leverand", "supplier"),
    "newsletter": ("avmeld", "unsubscrib"),
    "recruitment": ("stilling", "rekrutter", "ansettelsesprosess", "søknadsdato", "recruit"),
    "enquiries": ("henvendelse", "enquir", "inquir"),
    "cases": ("sak", "oppdrag", "prosjekt", "case", "project"),
}


_GETS: Final = frozenset("motta få receive".split())


def _of_people(place: Place, row: Row) -> str:
    """Whose relation ends, where not even the clock tells it: those the statement is for."""
    marked = place.marked
    near = place.found.words[slice(*row.clock_at)] if row.clock_at else ()
    if row.clock == "withdrawn":
        more = place.found.words[row.clock_at[0] : row.clock_at[1] + 4] if row.clock_at else ()
        return "newsletter" if {"av", "off"} & set(near) or _GETS & set(more) else "general"
    for kind, names in (
        ("members", ("data_members",)),
        ("customers", ("data_customers",)),
        ("members", ("club_word",)),
    ):
        if any(marked.found(one).has(*names) for one in marked.sentences[:40]):
            return kind
    return "general"


def general_or(place: Place, at: int) -> str:
    """A criterion (``at``: where it begins) that names only “personal data” is about all of it."""
    marked = place.marked
    if nearby.says_the_rest(place.found, (0, len(place.words))):
        return "general"
    if any(kind == "general" for _span, kind in data.kinds_in(place.found)):
        said = place.told.get(place.sentence.number)
        # What the law says of vouchers after it is not of all.
        if said and (data.RANK[said] or has(place.found, (0, at), "while", "when")):
            return said  # “… så lenge du er ansatt, og deretter så lenge det er nødvendig”
        under = place.sentence.headings[1:]
        kinds = data.headed(marked, under[-1]) if under else []
        return kinds[0] if len(kinds) == 1 else "general"
    return topics.kind_of(marked, place.sentence, place.told)


def listed(place: Place) -> list[tuple[Sentence, str]]:
    """“Dette slettes når du melder deg ut:” and the items under it, with what each is of; empty
    where an item tells its own end."""
    sentences, found = place.marked.sentences, []
    if not place.sentence.text.endswith(":"):
        return []
    for one in sentences[place.sentence.number + 1 :]:
        if one.kind != "item" or one.lead is not place.sentence:
            break
        words = place.marked.found(one)
        if in_sentence(one) or words.has("when", "while", "criterion"):
            return []
        named = data.subjects(words, (0, len(words.words)))
        found.append((one, named[0] if named else "other"))
    return found
