"""The page on which anyone has a statement read, and the start of an organisation from one.

Reading keeps nothing and changes nothing, so its form carries no token against forged requests:
the page then needs no cookie. What founds an organisation does carry one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tillit.organisations.limits import limited
from tillit.organisations.reading import reports
from tillit.organisations.reading.carried import with_part
from tillit.organisations.reading.forms import StatementForm
from tillit.organisations.reading.given import reading_of, text_of, why_not
from tillit.organisations.reading.problems import Problem, problem
from tillit.organisations.reading.ready import get_ready
from tillit.organisations.reading.turns import Busy, a_turn
from tillit.organisations.reading.uploads import is_too_large, keep_in_memory
from tillit.privacy.reader import report
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.sources import NotReadable

RATE = "120/h"


class NoReading(Exception):
    """There is nothing to show but the box, and why."""

    def __init__(self, why: Problem, text: str = "") -> None:
        super().__init__(why.title)
        self.why, self.text = why, text


def too_often(request: HttpRequest) -> HttpResponse:
    """The page for who sends in more than there is room for, with what they wrote."""
    text = ""
    if not is_too_large(request):
        keep_in_memory(request)
        try:
            text = request.POST.get("text", "")
        except RequestDataTooBig:
            pass
    return page(request, text=text, why=problem("too_often"))


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
@limited("read", RATE, refused=too_often)
def read(request: HttpRequest) -> HttpResponse:
    """A statement is read, and its report shown or handed over; nothing of it is kept."""
    if request.method != "POST":
        get_ready()
        return page(request)
    try:
        with given(request) as (text, reading):
            return _report(request, text, reading)
    except NoReading as none:
        return page(request, text=none.text, why=none.why)


def _report(request: HttpRequest, text: str, reading: Reading) -> HttpResponse:
    form = reports.FORMS.get(request.POST.get("as", ""))
    if form is not None:
        return HttpResponse(
            form.write(reading, get_language() or "nb", text.encode()),
            content_type=form.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{form.file}"',
                "Cache-Control": "no-store, private",
            },
        )
    return page(request, text=text, reading=reading)


@contextmanager
def given(request: HttpRequest) -> Iterator[tuple[str, Reading]]:
    """What was sent in, as text, and what it says; within, it is this request's turn.

    Before anything else has asked for the request's form: files are then kept in memory. Raises
    NoReading.
    """
    text, file, is_pasted = "", None, False
    with ExitStack() as turn:
        try:
            if is_too_large(request):
                raise NotReadable("too_large")
            handler = keep_in_memory(request)
            form = StatementForm(request.POST, request.FILES)
            text = request.POST.get("text", "")
            _speak(request)
            if handler.too_large:
                raise NotReadable("too_large")
            form.full_clean()
            file = form.cleaned_data.get("file")
            is_pasted = not file
            if is_pasted and not text.strip():
                raise NoReading(problem("nothing"))
            turn.enter_context(a_turn())
            text = text_of(file) if file else text
            if (part := request.POST.get("part", "")) in dict(settings.LANGUAGES):
                text = with_part(text, part)
            reading = reading_of(text)
        except RequestDataTooBig:
            raise NoReading(problem("too_long")) from None
        except NotReadable as refusal:
            reason = why_not(refusal, file) if file else refusal.reason
            if reason == "too_large" and is_pasted:  # then nobody is told to copy and paste it
                reason = "too_long"
            raise NoReading(problem(reason), text) from None
        except Busy:
            raise NoReading(problem("busy"), text) from None
        yield text, reading


def _speak(request: HttpRequest) -> None:
    """In the language asked for with the text, now or before: to choose it by a cookie would lose
    the text."""
    asked = request.POST.get("language") or request.POST.get("spoken")
    if asked in dict(settings.LANGUAGES):
        translation.activate(asked)
        request.spoken = request.LANGUAGE_CODE = asked  # type: ignore[attr-defined]


def page(
    request: HttpRequest,
    *,
    text: str = "",
    reading: Reading | None = None,
    why: Problem | None = None,
) -> HttpResponse:
    """The page: the box, and under it the report, or why there is none, or what it is for."""
    context: dict[str, Any] = {
        "form": StatementForm(initial={"text": text}),
        "text": text,
        "why": why,
        "reading": reading,
        "shown": (
            report.fragment(reading, get_language() or "nb", form="carried") if reading else ""
        ),
        "forms": reports.FORMS.items(),
    }
    response = render(
        request, "organisations/reading/read.html", context, status=why.status if why else 200
    )
    if why and why.retry_after:
        response.headers["Retry-After"] = str(why.retry_after)
    if request.method == "POST":  # someone's text is on the page
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Content-Language"] = get_language() or "nb"
    return response
