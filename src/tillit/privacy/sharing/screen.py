"""The one screen by which a list leaves the product: it asks why and for whom, and notes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tillit.privacy.register.queries import NotAdopted
from tillit.privacy.sharing.actions import Given, disclose
from tillit.privacy.sharing.forms import ExportForm
from tillit.privacy.sharing.writers import Row, answer

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User


@dataclass(frozen=True)
class Listed:
    """A list that can be taken out.

    ``activity`` says whose recipients may have it. ``columns``: (field, heading). ``rows`` makes
    the rows with just the fields chosen, ``subjects`` names each person in them; both are asked
    only once a reason is given.
    """

    name: str
    title: str
    activity: str
    columns: Sequence[tuple[str, str | Promise]]
    rows: Callable[[list[str]], Iterable[Row]]
    subjects: Callable[[], Iterable[Given]]
    count: int
    back: str
    back_label: str


def take_out(request: HttpRequest, organisation: Organisation, listed: Listed) -> HttpResponseBase:
    """GET asks; POST notes it for each person and hands over the file (GDPR article 5(1)(b), (2)).

    The caller has seen to it that the one who asks may have the list.
    """
    try:
        form = ExportForm(
            request.POST or None,
            organisation=organisation,
            activity=listed.activity,
            columns=listed.columns,
        )
    except NotAdopted:
        messages.error(request, _("Adopt the register first. Then lists can be taken out."))
        return redirect(listed.back)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            disclose(
                organisation,
                recipient=form.cleaned_data["recipient"],
                activity=listed.activity,
                purpose=form.cleaned_data["purpose"],
                fields=chosen,
                subjects=listed.subjects(),
                by=cast("User", request.user),
            )
        except ValidationError as refused:
            form.add_error("recipient", refused)
        else:
            headings = dict(listed.columns)
            return answer(
                form.cleaned_data["form"],
                listed.name,
                [headings[name] for name in chosen],
                listed.rows(chosen),
            )
    return render(
        request,
        "privacy/sharing/export.html",
        {
            "form": form,
            "title": listed.title,
            "back": listed.back,
            "back_label": listed.back_label,
            "count": listed.count,
        },
        status=422 if form.is_bound else 200,
    )
