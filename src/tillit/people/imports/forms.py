"""What is asked along an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people import queries, rules
from tillit.people.imports.actions import targets_of
from tillit.people.imports.errors import MESSAGES
from tillit.people.imports.extensions import extensions_of
from tillit.people.models import Import
from tillit.people.values import refuse_day_ahead, validate_free_text
from tillit.privacy.register.queries import in_force

ON_MATCH = [
    ("update", gettext_lazy("Update the card")),
    ("new", gettext_lazy("Make a new card all the same")),
    ("skip", gettext_lazy("Leave the row out")),
]
ON_REPEAT = [
    ("skip", gettext_lazy("The same person")),
    ("new", gettext_lazy("Someone else")),
]
COLUMN = "column_"
EXTRA = "extra_"


class UploadForm(forms.Form):
    """The file, and what the people in it are to us."""

    kind = forms.ChoiceField(label=gettext_lazy("Who are they?"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, at most 40 MB. You see everything before it is used."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Not larger than what is taken in."""
        upload = self.cleaned_data["file"]
        if upload.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(MESSAGES["too_large"])
        return upload


class MappingForm(forms.Form):
    """Which column goes where, where the data comes from, what to do with those known already."""

    # Most columns need not be in the file: the few that must are marked.
    marks_required = True

    source = forms.ChoiceField(label=gettext_lazy("Where does this come from?"))
    detail = forms.CharField(
        label=gettext_lazy("Who or where, more precisely"),
        help_text=gettext_lazy("For example: the old member register, exported in March"),
        max_length=200,
        validators=[validate_free_text],
    )
    started_on = forms.DateField(
        label=gettext_lazy("Since when, where the file does not say?"),
        initial=clock.today,
        validators=[refuse_day_ahead],
    )
    on_match = forms.ChoiceField(
        label=gettext_lazy("When someone is registered already"),
        choices=ON_MATCH,
        widget=forms.RadioSelect,
        initial="update",
    )

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = in_force(run.organisation)
        sources = queries.sources_for(register, [run.relation_kind], get_language() or "nb")
        self.fields["source"].choices = [("", _("Choose")), *sources]  # type: ignore[attr-defined]
        self.targets = targets_of(run)
        names = [
            (str(place), name or _("Column %(number)d") % {"number": place + 1})
            for place, name in enumerate(run.plan["columns"])
        ]
        guess = run.plan.get("mapping", run.plan.get("guess", {}))
        asked = rules.fields_required(register, [run.relation_kind])
        for target in self.targets:
            label = str(target.label)
            self.fields[COLUMN + target.key] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=[("", _("Not in the file")), *names],
                required=False,
                initial=str(guess.get(target.key, "")),
            )
            self.fields[COLUMN + target.key].asked = target.key in asked  # type: ignore[attr-defined]
        self.options = [
            option
            for extension in extensions_of(run.relation_kind)
            for option in extension.options(run.organisation)
        ]
        for option in self.options:
            self.fields[EXTRA + option.key] = forms.ChoiceField(
                label=option.label,  # type: ignore[arg-type]
                choices=list(option.choices),
            )
        columns = [COLUMN + target.key for target in self.targets]
        self.order_fields([*columns, *(EXTRA + option.key for option in self.options)])

    def mapping(self) -> dict[str, int]:
        """{target: column} as chosen."""
        return {
            target.key: int(chosen)
            for target in self.targets
            if (chosen := self.cleaned_data[COLUMN + target.key])
        }

    def extra(self) -> dict[str, str]:
        """What was answered to the modules' own questions."""
        return {option.key: self.cleaned_data[EXTRA + option.key] for option in self.options}
