"""Each activity: why and on what basis, what data, where from, who gets it, how long."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tillit.privacy.declare import ActivityType, Basis, Clock
from tillit.privacy.register.schema import ActivityEntry, PurposeEntry, RetentionEntry
from tillit.privacy.statement import probes, wording
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.structure import Link, Section, Sentence

EVENT_PAIR = {Clock.EVENT_ENDED, Clock.EVENT_CANCELLED}


def section(material: Material) -> Section:
    """Everything the organisation does with personal data, activity by activity."""
    return Section(
        "activities",
        _("What we do with personal data"),
        sections=tuple(
            activity(material, declared, entry) for declared, entry in material.activities()
        ),
    )


def activity(material: Material, declared: ActivityType, entry: ActivityEntry) -> Section:
    """One activity in full."""
    key = declared.key
    parts = (
        Section(f"{key}-why", _("Why, and with what right"), tuple(why(material, declared, entry))),
        Section(f"{key}-data", _("What data"), tuple(data(material, declared, entry))),
        Section(f"{key}-others", _("Who gets it"), tuple(others(material, declared, entry))),
        Section(f"{key}-time", _("How long"), tuple(time(material, declared, entry))),
    )
    note = material.say(entry.note)
    return Section(
        key,
        str(declared.name),
        (
            Sentence(f"{key}.description", str(declared.description), f"activities.{key}"),
            Sentence(
                f"{key}.subjects",
                _("It concerns %(who)s.")
                % {"who": wording.listing(kind.label for kind in declared.subjects)},
                f"activities.{key}",
            ),
            *([Sentence(f"{key}.note", note, f"activities.{key}.note")] if note else ()),
        ),
        tuple(part for part in parts if part.sentences),
    )


def why(material: Material, declared: ActivityType, entry: ActivityEntry) -> Iterator[Sentence]:
    """Each purpose with its one basis (article 13(1)(c) and (d))."""
    for purpose in entry.purposes:
        yield from _purpose(material, declared, purpose)


def purpose_line(material: Material, declared: ActivityType, entry: PurposeEntry) -> Sentence:
    """What the data is used for, and the legal basis with its article."""
    known = declared.purpose(entry.purpose)
    values = {
        "what": str(known.sentence),
        "basis": wording.basis(entry.basis),
        "article": wording.article(entry.basis),
        "law": material.phrase(entry.law or dict(known.law)),  # type: ignore[arg-type]
    }
    text = _("We use the data to %(what)s. The legal basis is %(basis)s (%(article)s).")
    if values["law"] and entry.basis in (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK):
        text = _(
            "We use the data to %(what)s. The legal basis is %(basis)s: %(law)s (%(article)s)."
        )
    terms = ["purpose", "basis"]
    if entry.basis == Basis.LEGITIMATE_INTEREST:
        terms.append("legitimate_interest")
    if entry.basis == Basis.CONSENT:
        terms.append("consent")
    return Sentence(
        f"{declared.key}.purposes.{entry.purpose}",
        text % values,
        f"activities.{declared.key}.purposes.{entry.purpose}",
        terms=tuple(terms),
    )


def _purpose(material: Material, declared: ActivityType, entry: PurposeEntry) -> Iterator[Sentence]:
    line = purpose_line(material, declared, entry)
    yield line
    key, path = line.key, line.entry
    if entry.special_basis is not None:
        yield Sentence(
            f"{key}.special",
            _(
                "This also covers special categories of data. The law allows it because of "
                "%(basis)s (%(article)s)."
            )
            % {
                "basis": entry.special_basis.label,
                "article": wording.article(entry.special_basis),
            },
            f"{path}.special_basis",
            terms=("special",),
        )
    if entry.consent is not None:
        yield Sentence(
            f"{key}.consent",
            _("This is what you say yes to: “%(wording)s”")
            % {"wording": material.say(entry.consent)},
            f"{path}.consent",
            terms=("consent",),
        )
        yield Sentence(
            f"{key}.withdraw",
            _("You can take back your consent at any time. What we did before that stays lawful."),
            f"{path}.consent",
            link=Link(_("Take back a consent"), "view:portal:front"),
        )
    if entry.balancing_test is not None:
        test = entry.balancing_test
        for name, lead, words in (
            ("interest", _("Our interest"), test.interest),
            ("necessity", _("Why we need the data for it"), test.necessity),
            ("balance", _("What it means for you"), test.balance),
            ("conclusion", _("What we concluded"), test.conclusion),
        ):
            if text := material.say(words):
                yield Sentence(
                    f"{key}.{name}",
                    text,
                    f"{path}.balancing_test.{name}",
                    terms=("legitimate_interest",),
                    kind="item",
                    lead=lead,
                )


def data(material: Material, declared: ActivityType, entry: ActivityEntry) -> Iterator[Sentence]:
    """Categories, each field asked for with its need, and whether one must (13(2)(e), 14(1)(d))."""
    key = declared.key
    yield Sentence(
        f"{key}.categories",
        _("The data is of these kinds: %(kinds)s.")
        % {"kinds": wording.listing(categories(material, declared, entry))},
        f"activities.{key}.fields",
        (probes.CLOSED_WORLD,),
        terms=("special",) if declared.special else (),
    )
    for asked in entry.fields:
        if asked.field not in declared.asks:
            continue
        need = material.say(asked.need)
        text = _("needed. %(need)s") if asked.required else _("voluntary. %(need)s")
        yield Sentence(
            f"{key}.fields.{asked.field}",
            (text % {"need": need}).strip(),
            f"activities.{key}.fields.{asked.field}",
            kind="item",
            lead=wording.capital(str(declared.asks[asked.field].label)),
        )
    yield from source_lines(material, declared, entry)
    yield from voluntary(material, declared, entry)


def voluntary(
    material: Material, declared: ActivityType, entry: ActivityEntry
) -> Iterator[Sentence]:
    """Whether one must give the data, and what happens without (article 13(2)(e))."""
    path = f"activities.{declared.key}"
    if without := material.say(entry.without) or str(declared.without):
        yield Sentence(f"{declared.key}.without", without, f"{path}.without")
    elif any(asked.required for asked in entry.fields):
        text = _("You choose whether to give us the data. We need what is marked as needed.")
        yield Sentence(f"{declared.key}.voluntary", text, f"{path}.fields")
    elif entry.fields:
        text = _("You choose whether to give us the data.")
        yield Sentence(f"{declared.key}.voluntary", text, f"{path}.fields")


def categories(material: Material, declared: ActivityType, entry: ActivityEntry) -> Iterator[str]:
    """The kinds of data: of the fields asked for, and of what the activity itself records."""
    asked = set(entry.field_keys())
    for name, datum in declared.asks.items():
        if name in asked:
            yield str(datum.category.label)
    for holding in material.declarations.of_activity(declared.key):
        for name, datum in holding.fields.items():
            if name not in declared.asks and not datum.derived:
                yield str(datum.category.label)


def source_lines(
    material: Material, declared: ActivityType, entry: ActivityEntry
) -> Iterator[Sentence]:
    """Where the data comes from (article 14(2)(f))."""
    known = {source.key: source for source in material.register.sources}
    path = f"activities.{declared.key}.sources"
    others = [key for key in entry.sources if key != "self" and key in known]
    if "self" in entry.sources:
        own = _("The data comes from you.")
        yield Sentence(f"{declared.key}.sources.self", own, f"{path}.self")
    for key in others:
        values = {"source": material.phrase(known[key].name)}
        text = (
            _("Data can also come from this source, which is open to all: %(source)s.")
            if known[key].public
            else _("Data can also come from this source: %(source)s.")
        )
        if "self" not in entry.sources:
            text = (
                _("Data comes from this source, which is open to all: %(source)s.")
                if known[key].public
                else _("Data comes from this source: %(source)s.")
            )
        yield Sentence(f"{declared.key}.sources.{key}", text % values, f"{path}.{key}")
    if declared.also_from:
        text = _("Data can also come from this source: %(source)s.")
        values = {"source": str(declared.also_from)}
        yield Sentence(f"{declared.key}.sources.also", text % values, f"activities.{declared.key}")


def others(material: Material, declared: ActivityType, entry: ActivityEntry) -> Iterator[Sentence]:
    """Recipients, processors, and what is shown in public (article 13(1)(e))."""
    key = declared.key
    recipients = {part.key: part for part in material.register.recipients}
    processors = {part.key: part for part in material.register.processors}
    path = f"activities.{key}"
    mine = [recipients[name] for name in entry.recipients if name in recipients]
    helpers = [processors[name] for name in entry.processors if name in processors]
    text = (
        _("We give the data to these, for tasks of their own:")
        if mine
        else _("We do not give the data to anyone for tasks of their own.")
    )
    yield Sentence(f"{key}.recipients", text, f"{path}.recipients", terms=("recipient",))
    for part in mine:
        yield Sentence(
            f"{key}.recipients.{part.key}",
            material.say(part.what_for),
            f"{path}.recipients.{part.key}",
            kind="item",
            lead=part.name,
            link=Link(part.name, f"#recipient-{part.key}"),
        )
    if helpers:
        text = _("These handle the data for us:")
        yield Sentence(f"{key}.processors", text, f"{path}.processors", terms=("processor",))
    for helper in helpers:
        yield Sentence(
            f"{key}.processors.{helper.key}",
            material.say(helper.what_for),
            f"{path}.processors.{helper.key}",
            kind="item",
            lead=helper.name,
            link=Link(helper.name, f"#processor-{helper.key}"),
        )
    shown = [str(declared.asks[name].label) for name in entry.published if name in declared.asks]
    if shown:
        yield Sentence(
            f"{key}.published",
            _(
                "If you wish it, we show this about you in public: %(fields)s. You choose each of "
                "them, and can turn it off at any time."
            )
            % {"fields": wording.listing(shown)},
            f"activities.{key}.published",
            (probes.DIRECTORY,),
        )


def time(material: Material, declared: ActivityType, entry: ActivityEntry) -> Iterator[Sentence]:
    """How long each part is kept (article 13(2)(a))."""
    for rule in declared.rules:
        kept = entry.retention.get(rule.key)
        if kept is None:
            continue
        line = retention_line(declared, rule.key, kept)
        yield line
        clocks = kept.clocks or rule.clocks
        if len(clocks) > 1 and set(clocks) != EVENT_PAIR:
            yield Sentence(
                f"{line.key}.first", _("What happens first counts."), f"{line.entry}.clocks"
            )
        if reason := material.say(kept.why):
            yield Sentence(f"{line.key}.why", reason, f"{line.entry}.why")


def retention_line(declared: ActivityType, rule_key: str, kept: RetentionEntry) -> Sentence:
    """When one part of the activity's data goes, and how."""
    rule = declared.rule(rule_key)
    return Sentence(
        f"{declared.key}.retention.{rule_key}",
        wording.retention(
            str(rule.covers),
            kept.period,
            kept.end,
            wording.after(kept.clocks or rule.clocks, declared.subjects),
        ),
        f"activities.{declared.key}.retention.{rule_key}",
        (probes.retention(declared.key, rule_key),),
        terms=("retention",),
    )
