"""The form for one activity: a small form for each purpose, field, period, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from tillit.desk.register.forms.explanations import BASIS_NOTES
from tillit.desk.register.forms.words import PeriodField, WordsField, merged
from tillit.kernel import clock
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Clock,
    Datum,
    End,
    Purpose,
    RetentionRule,
    SpecialBasis,
)
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.schema import (
    ActivityEntry,
    BalancingTest,
    FieldEntry,
    Language,
    PurposeEntry,
    Register,
    RetentionEntry,
    words,
)

_TEST_TEXTS = {
    "interest": (_("What you want"), _("The interest you have, as concretely as you can.")),
    "necessity": (_("Why it takes this data"), _("And why it cannot be done with less.")),
    "balance": (_("What it means to the people"), _("What they expect, what they may dislike.")),
    "conclusion": (_("What you conclude"), _("The statement shows this.")),
}


class PurposeForm(forms.Form):
    """One purpose of the activity: whether you have it, its basis, and what the basis asks for."""

    def __init__(
        self,
        data: Any,
        declared: Purpose,
        now: PurposeEntry | None,
        languages: Sequence[Language],
    ) -> None:
        self.declared, self.now, self.languages = declared, now, languages
        super().__init__(data, prefix=f"purpose-{declared.key}")
        self.fields["used"] = forms.BooleanField(
            label=format_lazy(_("We use the data to {purpose}"), purpose=declared.sentence),
            required=False,
            initial=now is not None,
        )
        bases = [(basis.value, BASIS_NOTES[basis]) for basis in declared.bases]
        if now is not None and now.basis not in declared.bases:
            bases.append((now.basis.value, BASIS_NOTES[now.basis]))
        self.fields["basis"] = forms.ChoiceField(
            label=_("What makes it lawful"),
            choices=bases,
            widget=forms.RadioSelect,
            initial=(now.basis if now else declared.bases[0]).value,
            help_text=_("One basis for each purpose (article 6). It is not changed lightly."),
        )
        if declared.special_bases:
            self.fields["special_basis"] = forms.ChoiceField(
                label=_("What permits special categories of data"),
                required=False,
                choices=[("", "–"), *((b.value, b.label) for b in declared.special_bases)],
                initial=now.special_basis.value if now and now.special_basis else "",
                help_text=_("Article 9(2)."),
            )
        self._ask_what_the_bases_need()

    def _ask_what_the_bases_need(self) -> None:
        bases, now = set(self.declared.bases), self.now
        if bases & {Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK}:
            self.fields["law"] = WordsField(
                self.languages,
                label=_("Which law"),
                lines=1,
                initial=(now.law if now else None) or dict(self.declared.law),
            )
        if Basis.CONSENT in bases or SpecialBasis.EXPLICIT_CONSENT in self.declared.special_bases:
            self.fields["consent"] = WordsField(
                self.languages,
                label=_("What people say yes to"),
                initial=now.consent if now else None,
                help_text=_("The words beside the box to tick. They are kept with each consent."),
            )
        if Basis.LEGITIMATE_INTEREST in bases:
            test = now.balancing_test if now else None
            for name, (label, help_text) in _TEST_TEXTS.items():
                self.fields[name] = WordsField(
                    self.languages,
                    label=label,
                    help_text=help_text,
                    initial=getattr(test, name) if test else None,
                )
            self.fields["author"] = forms.CharField(
                label=_("Weighed by"),
                max_length=200,
                required=False,
                initial=test.author if test else "",
            )
            self.fields["decided_on"] = forms.DateField(
                label=_("Weighed on"),
                required=False,
                initial=test.decided_on if test and test.author else clock.today(),
            )

        for name in ("law", "consent", *_TEST_TEXTS, "author", "decided_on"):
            if name in self.fields:
                # Needed as soon as the basis it belongs to is chosen.
                self.fields[name].asked = True  # type: ignore[attr-defined]

    @property
    def about(self) -> Any:
        """What the form is about, in the summary of its errors."""
        return self.declared.name

    @property
    def needs(self) -> list[tuple[Any, bool, list[Any]]]:
        """What each basis needs: heading, whether it is the chosen one, its fields."""
        chosen = self["basis"].value()
        groups = (
            (_("For consent: the wording"), ("consent",), (Basis.CONSENT,)),
            (_("For a legal obligation: the law"), ("law",),
             (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK)),
            (_("For a legitimate interest: the balancing test"),
             (*_TEST_TEXTS, "author", "decided_on"), (Basis.LEGITIMATE_INTEREST,)),
        )  # fmt: skip
        found = []
        for heading, names, bases in groups:
            present = [self[name] for name in names if name in self.fields]
            wrong = any(field.errors for field in present)
            if present:
                found.append((heading, wrong or chosen in [b.value for b in bases], present))
        return found

    def entry(self) -> PurposeEntry | None:
        """The purpose as the form has it; None when it is not had."""
        given = self.cleaned_data
        if not given["used"]:
            return None
        basis = Basis(given["basis"])
        now, special = self.now, given.get("special_basis")
        law = merged(now.law if now else None, given.get("law", {}), self.languages)
        consent = merged(now.consent if now else None, given.get("consent", {}), self.languages)
        return PurposeEntry(
            purpose=self.declared.key,
            basis=basis,
            special_basis=SpecialBasis(special) if special else None,
            law=law if basis in (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK) else {},
            consent=consent or None,
            balancing_test=self._balancing_test(),
        )

    def _balancing_test(self) -> BalancingTest | None:
        given, before = self.cleaned_data, self.now and self.now.balancing_test
        texts = {
            name: merged(getattr(before, name, None), given.get(name, {}), self.languages)
            for name in _TEST_TEXTS
        }
        if not any(texts.values()):
            return None
        return BalancingTest(
            **texts, author=given["author"], decided_on=given["decided_on"] or clock.today()
        )


class FieldForm(forms.Form):
    """One field that the activity's forms can ask for."""

    CHOICES = [("no", _("Not asked")), ("optional", _("May be given")), ("required", _("Required"))]

    def __init__(
        self,
        data: Any,
        key: str,
        datum: Datum,
        now: FieldEntry | None,
        languages: Sequence[Language],
    ) -> None:
        self.key, self.now, self.languages = key, now, languages
        self.title = datum.label
        super().__init__(data, prefix=f"field-{key}")
        asked = "no" if now is None else "required" if now.required else "optional"
        self.fields["asked"] = forms.ChoiceField(
            label=datum.label,  # type: ignore[arg-type]
            choices=self.CHOICES,
            initial=asked,
        )
        self.fields["need"] = WordsField(
            languages,
            label=_("What it is needed for"),
            lines=1,
            initial=now.need if now else None,
        )

    @property
    def about(self) -> Any:
        """What the form is about, in the summary of its errors."""
        return self.title

    def entry(self) -> FieldEntry | None:
        """The field as the form has it; None when it is not asked for."""
        given = self.cleaned_data
        if given["asked"] == "no":
            return None
        need = merged(self.now.need if self.now else None, given["need"], self.languages)
        return FieldEntry(field=self.key, required=given["asked"] == "required", need=need)


class RetentionForm(forms.Form):
    """How long one kind of data is kept, from when, and what happens then."""

    def __init__(
        self,
        data: Any,
        rule: RetentionRule,
        now: RetentionEntry | None,
        languages: Sequence[Language],
    ) -> None:
        self.rule, self.now, self.languages = rule, now, languages
        super().__init__(data, prefix=f"retention-{rule.key}")
        cap = format_lazy(_("At most {cap}."), cap=in_words(rule.cap))
        self.fields["period"] = PeriodField(
            now.period if now else rule.default,
            label=_("Keep for"),
            help_text=format_lazy("{} {}", cap, rule.why_cap) if rule.why_cap else cap,
        )
        if len(rule.clocks) > 1:
            self.fields["clocks"] = forms.MultipleChoiceField(
                label=_("Counted from when"),
                widget=forms.CheckboxSelectMultiple,
                choices=[(clock.value, clock.label) for clock in rule.clocks],
                initial=[c.value for c in (now.clocks if now else []) or rule.clocks],
                help_text=_("If several, the first that happens."),
            )
        if len(rule.ends) > 1:
            self.fields["end"] = forms.ChoiceField(
                label=_("Then it is"),
                choices=[(end.value, end.label) for end in rule.ends],
                initial=(now.end if now else rule.ends[0]).value,
            )
        self.fields["why"] = WordsField(
            languages, label=_("Why so long"), lines=1, initial=now.why if now else None
        )

    @property
    def about(self) -> Any:
        """What the form is about, in the summary of its errors."""
        return self.rule.covers

    def clean_period(self) -> Any:
        period = self.cleaned_data["period"]
        if period is not None and period.exceeds(self.rule.cap):
            raise ValidationError(
                _("Write at most %(cap)s (article 5(1)(e))."),
                params={"cap": in_words(self.rule.cap)},
            )
        return period

    @property
    def from_when(self) -> Any:
        """The clock when there is but one, in words; and what happens then."""
        parts = []
        if len(self.rule.clocks) == 1:
            parts.append(
                format_lazy(_("Counted from when {clock}."), clock=self.rule.clocks[0].label)
            )
        if len(self.rule.ends) == 1:
            parts.append(format_lazy(_("Then it is {end}."), end=self.rule.ends[0].label))
        return format_lazy(" ".join("{}" for _part in parts), *parts)

    def entry(self) -> RetentionEntry:
        """The period as the form has it."""
        given = self.cleaned_data
        before = self.now.clocks if self.now else []
        chosen = [Clock(value) for value in given.get("clocks", before)]
        same = set(chosen or self.rule.clocks) == set(before or self.rule.clocks)
        return RetentionEntry(
            period=given["period"],
            end=End(given.get("end") or self.rule.ends[0].value),
            clocks=before if same else chosen,
            why=merged(self.now.why if self.now else None, given["why"], self.languages),
        )


class ChosenForm(forms.Form):
    """What the activity shows in public, where its data comes from, who is involved."""

    def __init__(
        self,
        data: Any,
        declared: ActivityType,
        now: ActivityEntry,
        register: Register,
        language: str,
    ) -> None:
        self.now, self.languages = now, register.languages
        super().__init__(data, prefix="chosen")
        if declared.publishes:
            self._choice(
                "published",
                _("Shown in public, when the person wishes it"),
                [(key, declared.asks[key].label) for key in declared.publishes],
            )
        self._choice(
            "sources",
            _("Where the data comes from"),
            [
                (source.key, words(source.name, language) or source.key)
                for source in register.sources
            ]
            or [("self", _("the person"))],
        )
        self._choice(
            "recipients",
            _("Who gets it"),
            [(recipient.key, recipient.name) for recipient in register.recipients],
        )
        self._choice(
            "processors",
            _("Who processes it for you"),
            [(processor.key, processor.name) for processor in register.processors],
        )
        self._choice(
            "measures",
            _("How it is looked after"),
            [
                (measure.key, words(measure.text, language) or measure.key)
                for measure in register.measures
            ],
        )
        if declared.asks:
            self.fields["without"] = WordsField(
                register.languages,
                label=_("What happens when the data is not given"),
                initial=now.without,
                help_text=_("Say whether it is voluntary, and what cannot be done without it."),
            )
        self.fields["note"] = WordsField(
            register.languages, label=_("Anything else people should know"), initial=now.note
        )

    @property
    def about(self) -> Any:
        """The names of its fields say enough."""
        return ""

    def _choice(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        chosen: list[str] = getattr(self.now, name)
        known = {key for key, _label in choices}
        # What is chosen but no longer there stays to be seen, and to be taken out.
        gone = [(key, key) for key in chosen if key not in known]
        if choices or gone:
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                choices=[*choices, *gone],
                required=False,
                initial=chosen,
                widget=forms.CheckboxSelectMultiple,
            )

    def update(self) -> dict[str, Any]:
        """What of the entry the form decides."""
        given = self.cleaned_data
        lists = ("published", "sources", "recipients", "processors", "measures")
        found: dict[str, Any] = {
            name: _in_order(getattr(self.now, name), given[name]) for name in lists if name in given
        }
        for name in ("without", "note"):
            if name in given:
                found[name] = merged(getattr(self.now, name), given[name], self.languages)
        return found


def _joined(about: Any, label: Any) -> str:
    """“Applications for membership › Keep for”: several forms have a field of that name."""
    parts = dict.fromkeys(capfirst(str(part)) for part in (about, label) if part)
    return " › ".join(parts)


def _in_order(before: list[str], chosen: list[str]) -> list[str]:
    """What was there keeps its place, so that only what changed differs."""
    kept = [key for key in before if key in chosen]
    return kept + [key for key in chosen if key not in kept]


@dataclass(frozen=True)
class ActivityForms:
    """All the small forms of one activity."""

    declared: ActivityType
    now: ActivityEntry
    purposes: list[PurposeForm]
    fields: list[FieldForm]
    retention: list[RetentionForm]
    chosen: ChosenForm

    @classmethod
    def of(
        cls,
        declared: ActivityType,
        now: ActivityEntry,
        register: Register,
        language: str,
        data: Any = None,
    ) -> ActivityForms:
        """The forms with what the register says, or with what was sent."""
        languages = register.languages
        had = {purpose.purpose: purpose for purpose in now.purposes}
        asked = {field.field: field for field in now.fields}
        return cls(
            declared,
            now,
            [PurposeForm(data, each, had.get(each.key), languages) for each in declared.purposes],
            [
                FieldForm(data, key, datum, asked.get(key), languages)
                for key, datum in declared.asks.items()
            ],
            [
                RetentionForm(data, rule, now.retention.get(rule.key), languages)
                for rule in declared.rules
            ],
            ChosenForm(data, declared, now, register, language),
        )

    def __iter__(self) -> Iterator[forms.Form]:
        yield from (*self.purposes, *self.fields, *self.retention, self.chosen)

    def is_valid(self) -> bool:
        """All of them are, each with its errors."""
        invalid = [form for form in self if not form.is_valid()]
        return not invalid

    def problems(self) -> list[tuple[str, Any, Any]]:
        """Every error for the summary at the top: where, what it is about, what is wrong."""
        return [
            (field.summary_target, _joined(form.about, field.label), error)  # type: ignore[attr-defined]
            for form in self
            for field in form
            for error in field.errors
        ]

    def entry(self) -> ActivityEntry:
        """The activity as the forms have it; what the program does not know is kept."""
        rules = {form.rule.key: form.entry() for form in self.retention}
        return self.now.model_copy(
            update={
                "purposes": self._purposes(),
                "fields": self._fields(),
                "retention": {key: rules.pop(key, old) for key, old in self.now.retention.items()}
                | rules,
                **self.chosen.update(),
            }
        )

    def _purposes(self) -> list[PurposeEntry]:
        known = {form.declared.key for form in self.purposes}
        made = {each.purpose: each for each in self.now.purposes if each.purpose not in known}
        made |= {e.purpose: e for form in self.purposes if (e := form.entry()) is not None}
        order = _in_order([each.purpose for each in self.now.purposes], list(made))
        return [made[key] for key in order]

    def _fields(self) -> list[FieldEntry]:
        made = {form.key: entry for form in self.fields if (entry := form.entry()) is not None}
        order = _in_order(self.now.field_keys(), list(made))
        return [made[key] for key in order]
