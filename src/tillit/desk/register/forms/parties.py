"""Forms about those outside, where data comes from, and how it is looked after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.desk.register.forms.words import WordsField, merged
from tillit.kernel import clock
from tillit.kernel.countries import country_names, in_eea
from tillit.kernel.text import slugify
from tillit.privacy.declare.model import Label
from tillit.privacy.register.rules.parties import TRANSFER_NAMES
from tillit.privacy.register.schema import (
    Agreement,
    Language,
    Measure,
    Part,
    Processor,
    ProcessorRole,
    Recipient,
    Source,
    SubProcessor,
)

PROCESSOR_ROLES: dict[str, Label] = {
    "it_platform": _("IT platform and hosting"),
    "mail": _("E-mail"),
    "crm": _("Contacts and customers"),
    "marketing": _("Marketing"),
    "ticketing": _("Ticketing"),
    "invoicing": _("Invoicing and accounts"),
    "storage": _("Documents and storage"),
    "chat": _("Chat"),
    "statistics": _("Statistics"),
    "other": _("Other"),
}
assert set(PROCESSOR_ROLES) == set(get_args(ProcessorRole))


class PartForm(forms.Form):
    """A form for one part of a list; ``now`` is the part it changes, None for a new one."""

    def __init__(
        self,
        data: Any = None,
        *,
        languages: Sequence[Language],
        now: Any = None,
        taken: Sequence[str] = (),
        **options: Any,
    ) -> None:
        self.languages, self.now, self.taken = languages, now, taken
        options.setdefault("initial", self.initial_of(now) if now is not None else {})
        super().__init__(data, **options)
        self.add_fields()

    def add_fields(self) -> None:
        """Add the fields that depend on the languages or on the day."""

    @staticmethod
    def initial_of(part: Part) -> dict[str, Any]:
        return part.model_dump()

    def texts(self, name: str) -> dict[Language, str]:
        """What was written, with the texts in languages that are not published."""
        return merged(getattr(self.now, name, None), self.cleaned_data[name], self.languages)

    def key(self, name: str) -> str:
        """The key it has, or one made from its name that nothing else has."""
        if self.now is not None:
            return str(self.now.key)
        base = slugify(name, 40).replace("-", "_") or "part"
        number, key = 1, base
        while key in (*self.taken, "new"):
            number += 1
            key = f"{base}_{number}"
        return key


class _PartyForm(PartForm):
    """Someone outside with data in a country."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def add_place(self) -> None:
        self.fields["countries"] = CountriesField(
            label=_("Countries where the data is"),
            initial=["NO"],
            max_length=300,
            help_text=_("With commas between, such as Norway, Sweden."),
        )
        self.fields["transfer"] = forms.ChoiceField(
            label=_("Outside the EEA the transfer rests on"),
            required=False,
            choices=[("", "–"), *TRANSFER_NAMES.items()],
            help_text=_("Needed only for countries outside the EEA (article 44)."),
        )
        self.fields["transfer_document"] = forms.CharField(
            label=_("Where the clauses or the decision can be read"),
            max_length=300,
            required=False,
        )

    def clean_transfer(self) -> str | None:
        return self.cleaned_data["transfer"] or None


class CountriesField(forms.CharField):
    """Countries, written by name or code with commas between; gives their codes."""

    def prepare_value(self, value: Any) -> Any:
        """Codes as the names the reader knows; what was typed as it was."""
        if not isinstance(value, list):
            return value
        names = country_names(get_language() or "nb")
        return ", ".join(str(names.get(code, code)) for code in value)

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError that names what is no country."""
        known = {
            name.casefold(): code
            for language in ("en", "nn", "nb", get_language() or "nb")
            for code, name in country_names(language).items()
        } | {code.casefold(): code for code in country_names("en")}
        codes = []
        for word in (super().to_python(value) or "").split(","):
            if not word.strip():
                continue
            if (code := known.get(word.strip().casefold())) is None:
                raise ValidationError(
                    _("“%(word)s” is not a country. Write its name, or its code such as NO."),
                    params={"word": word.strip()},
                )
            codes.append(code)
        return list(dict.fromkeys(codes))


class RecipientForm(_PartyForm):
    """Someone who gets data."""

    def add_fields(self) -> None:
        self.fields["what_for"] = WordsField(
            self.languages, label=_("What they get the data for"), lines=1, required=True
        )
        self.fields["organisation_number"] = forms.CharField(
            label=_("Organisation number"), max_length=30, required=False
        )
        self.fields["kind"] = forms.CharField(
            label=_("Kind"),
            max_length=40,
            required=False,
            help_text=_("For example restaurant, organiser or landlord."),
        )
        self.fields["email"] = forms.EmailField(label=_("E-mail"), required=False)
        self.add_place()

    def part(self) -> Recipient:
        """The recipient the form tells of."""
        given = self.cleaned_data | {"key": self.key(self.cleaned_data["name"])}
        given["what_for"] = self.texts("what_for")
        return Recipient(**given)


class ProcessorForm(_PartyForm):
    """Someone who processes data for the organisation."""

    @staticmethod
    def initial_of(part: Part) -> dict[str, Any]:
        initial = part.model_dump()
        for name, value in (initial.pop("agreement") or {}).items():
            initial[name] = value
        return initial

    def add_fields(self) -> None:
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=list(PROCESSOR_ROLES.items()),
            help_text=_("The statement groups processors by role."),
        )
        self.fields["what_for"] = WordsField(
            self.languages, label=_("What they do for you"), lines=1, required=True
        )
        self.fields["organisation_number"] = forms.CharField(
            label=_("Organisation number"), max_length=30, required=False
        )
        self.fields["privacy_url"] = forms.URLField(
            label=_("Their privacy statement"),
            max_length=300,
            required=False,
            assume_scheme="https",
        )
        self.add_place()
        self.fields["signed_on"] = forms.DateField(
            label=_("Processing agreement signed on"),
            required=False,
            help_text=_("Without an agreement no data may go there (article 28(3))."),
        )
        self.fields["review_on"] = forms.DateField(
            label=_("To be gone through again on"), required=False
        )
        self.fields["document"] = forms.CharField(
            label=_("Where the agreement is kept"), max_length=300, required=False
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("signed_on") and (given.get("review_on") or given.get("document")):
            self.add_error("signed_on", ValidationError(_("Say when the agreement was signed.")))
        return given

    def part(self) -> Processor:
        """The processor the form tells of, with the sub-processors it had."""
        given = dict(self.cleaned_data)
        signed = {name: given.pop(name) for name in ("signed_on", "review_on", "document")}
        given["agreement"] = Agreement(**signed) if signed["signed_on"] else None
        given["what_for"] = self.texts("what_for")
        kept = self.now.sub_processors if self.now else []
        return Processor(**given, key=self.key(given["name"]), sub_processors=kept)


class SubProcessorForm(_PartyForm):
    """Someone a processor has to help."""

    def add_fields(self) -> None:
        self.fields["what_for"] = WordsField(self.languages, label=_("What they do"), lines=1)
        self.fields["url"] = forms.URLField(
            label=_("Their privacy statement"),
            max_length=300,
            required=False,
            assume_scheme="https",
        )
        self.add_place()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name in self.taken:
            raise ValidationError(_("This processor has a sub-processor of that name already."))
        return name

    def part(self) -> SubProcessor:
        """The sub-processor the form tells of."""
        given = dict(self.cleaned_data)
        given["what_for"] = self.texts("what_for")
        return SubProcessor(**given)


class SourceForm(PartForm):
    """Where data comes from."""

    def add_fields(self) -> None:
        self.fields["name"] = WordsField(
            self.languages,
            label=_("Where from"),
            lines=1,
            required=True,
            help_text=_("Completes “The data comes from …”."),
        )
        self.fields["public"] = forms.BooleanField(
            label=_("Anyone can read it there"), required=False
        )

    def part(self) -> Source:
        """The source the form tells of."""
        given = self.cleaned_data
        name = self.texts("name")
        key = self.key(next(iter(name.values()), ""))
        return Source(key=key, name=name, public=given["public"])


class MeasureForm(PartForm):
    """How data is looked after."""

    def add_fields(self) -> None:
        self.fields["text"] = WordsField(
            self.languages,
            label=_("What you do"),
            required=True,
            help_text=_("In a sentence that everyone understands (article 32)."),
        )

    def part(self) -> Measure:
        """The measure the form tells of."""
        text = self.texts("text")
        return Measure(key=self.key(next(iter(text.values()), "")[:30]), text=text)


def outside_note(code: str) -> Label:
    """A country, marked when it is outside the EEA."""
    name = country_names(get_language() or "nb").get(code, code)
    if in_eea(code, clock.today()):
        return name
    return format_lazy(_("{country} (outside the EEA)"), country=name)
