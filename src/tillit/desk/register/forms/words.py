"""Fields for texts in several languages, and for periods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.kernel.period import Period
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.rules.texts import LANGUAGE_NAMES
from tillit.privacy.register.schema import LANGUAGES, Language

LONGEST = 2000


class WordsWidget(forms.MultiWidget):
    """An input for each published language, each with its name."""

    template_name = "desk/register/words_widget.html"

    def __init__(self, languages: Sequence[Language], *, lines: int) -> None:
        self.languages = languages
        one: forms.Widget = forms.Textarea({"rows": str(lines)}) if lines > 1 else forms.TextInput()
        # Named by language, so that a change of languages does not shift texts.
        super().__init__(dict.fromkeys(languages, one))

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(language, "") for language in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for language, part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            part["language"], part["label"] = language, LANGUAGE_NAMES[language]
            part["attrs"]["lang"] = language
        return context


class WordsField(forms.MultiValueField):
    """A text in the register's languages; gives a dict of those that are filled in."""

    widget: WordsWidget

    def __init__(
        self,
        languages: Sequence[Language],
        *,
        lines: int = 2,
        required: bool = False,
        **options: Any,
    ) -> None:
        self.languages = languages
        super().__init__(
            fields=[forms.CharField(required=False, max_length=LONGEST) for _each in languages],
            widget=WordsWidget(languages, lines=lines),
            required=required,
            require_all_fields=False,
            **options,
        )

    def compress(self, values: list[str]) -> dict[Language, str]:
        pairs = zip(self.languages, values or [], strict=False)
        return {language: text for language, text in pairs if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.widget.decompress(initial), data)


def merged(
    old: dict[Language, str] | None, new: dict[Language, str], languages: Sequence[Language]
) -> dict[Language, str]:
    """The new texts, with those in languages that are not published left as they were."""
    kept = {key: text for key, text in (old or {}).items() if key not in languages and text}
    both = kept | new
    return {language: both[language] for language in LANGUAGES if language in both}


class PeriodWidget(forms.MultiWidget):
    """A number and a unit."""

    template_name = "desk/register/period_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("Number"), _("Days, months or years"))
        for label, part in zip(labels, context["widget"]["subwidgets"], strict=True):
            part["attrs"]["aria-label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        return list(_number_and_unit(value)) if isinstance(value, Period) else [None, "days"]


class PeriodField(forms.MultiValueField):
    """How long: a number of days, months or years."""

    def __init__(self, now: Period, **options: Any) -> None:
        units: list[tuple[str, Any]] = [
            ("days", _("days")), ("months", _("months")), ("years", _("years")),
        ]  # fmt: skip
        if _number_and_unit(now)[1] not in dict(units):
            units.append((str(now), in_words(now)))
        number = forms.IntegerField(min_value=0, max_value=36500, required=False)
        super().__init__(
            fields=[number, forms.ChoiceField(choices=units, required=False)],
            widget=PeriodWidget({"number": number.widget, "unit": forms.Select(choices=units)}),
            require_all_fields=False,
            initial=now,
            **options,
        )

    def compress(self, values: list[Any]) -> Period:
        number, unit = (values or [None, ""])[:2]
        if unit not in ("days", "months", "years"):
            return Period.parse(unit)
        if number is None:
            raise ValidationError(_("Write a whole number, such as 60."))
        try:
            return Period(**{unit: number})
        except ValueError as error:
            raise ValidationError(str(error)) from None


def _number_and_unit(period: Period) -> tuple[int | None, str]:
    """The period as one number and a unit; a mixed one keeps its own writing as unit."""
    parts = period.as_parts()
    if len(parts) == 1:
        return parts[0]
    if not period.days:
        return period.years * 12 + period.months, "months"
    return None, str(period)
