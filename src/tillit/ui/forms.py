"""Every form in Designsystemet's markup: label, description, field, error, in that order.

Nothing is asked of a form: ``{{ form }}`` gives the error summary and all fields, and
``{{ form.name.as_field_group }}`` one of them. Dates and times get the browser's own pickers. A
form about its reader says so with ``about_the_reader = True`` and gets ``autocomplete`` (WCAG
1.3.5). A field with a ``why`` (text) tells its reader what it is needed for.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

# What the browser may fill in (WCAG 2.1, 1.3.5), by the names our forms give their fields.
AUTOCOMPLETE = {
    "name": "name",
    "full_name": "name",
    "given_name": "given-name",
    "first_name": "given-name",
    "family_name": "family-name",
    "surname": "family-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "mobile": "tel",
    "address": "street-address",
    "street": "street-address",
    "postal_code": "postal-code",
    "postcode": "postal-code",
    "city": "address-level2",
    "place": "address-level2",
    "country": "country-name",
    "workplace": "organization",
    "employer": "organization",
    "company": "organization",
    "position": "organization-title",
    "job_title": "organization-title",
    "birth_date": "bday",
    "born_on": "bday",
    "code": "one-time-code",
}


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time picker, in minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of day and time, in minutes."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Switch(forms.CheckboxInput):
    """A choice that is on or off, and looks like it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"role": "switch", **(attrs or {})})


class PhoneInput(forms.TextInput):
    """A field that brings up the number keys on a phone."""

    input_type = "tel"


# Django's own widgets that are text fields, and what a browser can do better.
_NATIVE: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: DateInput,
    forms.TimeInput: TimeInput,
    forms.DateTimeInput: DateTimeInput,
}


class BoundField(forms.BoundField):
    """A field in its form, with the markup's classes and what its template asks."""

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> Any:
        """The input itself; a plain date or time field as the browser's own picker."""
        widget = widget or self.field.widget
        if (native := _NATIVE.get(type(widget))) is not None:
            widget = native(widget.attrs)
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class, what may be filled in, and the description's and error's ids."""
        widget = widget or self.field.widget
        built = dict(super().build_widget_attrs(attrs, widget))
        if widget.is_hidden:
            return built
        classes = ("ds-input", attrs.get("class", ""), widget.attrs.get("class", ""))
        built["class"] = " ".join(filter(None, classes))
        fills_in = AUTOCOMPLETE.get(self.name)
        if fills_in and getattr(self.form, "about_the_reader", False):
            built.setdefault("autocomplete", widget.attrs.get("autocomplete", fills_in))
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") in ("10", 10):
            # Django's own default: a phone's whole screen.
            built["rows"] = "5"
        if self.name in ("phone", "mobile"):
            built.setdefault("inputmode", "tel")
        return built

    @property
    def is_toggle(self) -> bool:
        """A single box to tick: its label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, forms.FileInput)

    @property
    def is_optional(self) -> bool:
        """Optional fields are the ones marked; boxes to tick are optional by their nature."""
        boxes = isinstance(self.field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
        return (
            not self.field.required
            and not boxes
            and not self.field.disabled
            and not self._marks_required
            and not getattr(self.field, "asked", False)
        )

    @property
    def is_marked_required(self) -> bool:
        """Where most may be left out (``marks_required = True``), what is needed is marked instead.

        A field that can be sent empty and is needed all the same says ``asked = True``.
        """
        return self._marks_required and (
            self.field.required or bool(getattr(self.field, "asked", False))
        )

    @property
    def _marks_required(self) -> bool:
        return bool(getattr(self.form, "marks_required", False))

    @property
    def why(self) -> str:
        """What this is needed for and what happens without it, when the field says so."""
        return getattr(self.field, "why", "")

    @property
    def summary_target(self) -> str:
        """The id of the element that the error summary's link moves to."""
        if not self.auto_id:
            return ""
        if self.use_fieldset:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    """Renders Django's forms with the templates in ``ui/form``; named in the settings."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = BoundField
