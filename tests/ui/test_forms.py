"""Forms as a reader and a screen reader meet them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django import forms
from django.utils import translation

from tests.ui.gallery import JoinForm
from tests.ui.test_pages import Page


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def tag_of(text: str, name: str) -> str:
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', text)
    assert found
    return found[0]


def test_a_field_has_its_label_its_class_and_its_description() -> None:
    text = str(JoinForm())

    assert '<label class="ds-label" for="id_email">E-mail</label>' in text
    assert 'class="ds-input"' in tag_of(text, "email")
    assert 'aria-describedby="id_email_helptext"' in tag_of(text, "email")
    assert 'id="id_email_helptext"' in text


def test_only_what_may_be_left_out_is_marked() -> None:
    text = str(JoinForm())

    assert text.count("(optional)") == 7
    assert "Full name</label>" in text
    assert 'Phone <span class="t-optional">(optional)</span>' in text


def test_an_error_is_told_at_its_field_and_in_the_summary_that_links_to_it() -> None:
    form = JoinForm({"name": "Kari", "email": "kari", "seats": "1", "starts": "18:00"})

    text = str(form)

    assert 'aria-invalid="true"' in tag_of(text, "email")
    assert 'aria-describedby="id_email_helptext id_email_error"' in tag_of(text, "email")
    assert 'id="id_email_error"' in text
    assert '<a class="ds-link" href="#id_email">E-mail: Enter a valid email address.</a>' in text
    assert 'href="#id_kind_0"' in text
    assert "Correct 3 things before you go on" in text
    assert 'aria-invalid="true"' not in tag_of(text, "name")


def test_all_ids_of_a_form_with_errors_are_there_once() -> None:
    page = Page(str(JoinForm({})))

    assert sorted(page.ids) == sorted(set(page.ids))
    assert page.refers <= set(page.ids)


def test_errors_of_the_whole_form_stand_in_the_summary() -> None:
    form = JoinForm({})
    form.add_error(None, "The event is full <now>")

    text = str(form)

    assert "<li>The event is full &lt;now&gt;</li>" in text


def test_dates_and_times_get_the_browsers_pickers_in_the_form_these_ask() -> None:
    form = JoinForm(
        initial={
            "born_on": dt.date(1990, 5, 17),
            "starts": dt.time(18, 0),
            "deadline": dt.datetime(2027, 5, 10, 10, 0, tzinfo=dt.UTC),
        }
    )

    text = str(form)

    assert 'type="date"' in tag_of(text, "born_on")
    assert 'value="1990-05-17"' in tag_of(text, "born_on")
    assert 'type="time"' in tag_of(text, "starts")
    assert 'value="18:00"' in tag_of(text, "starts")
    assert 'type="datetime-local"' in tag_of(text, "deadline")
    assert 'value="2027-05-10T12:00"' in tag_of(text, "deadline")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_the_pickers_send_is_understood_in_every_language(language: str) -> None:
    with translation.override(language):
        form = JoinForm(
            {
                "name": "Kari", "email": "kari@example.no", "seats": "1", "kind": "person",
                "rules": "on", "starts": "18:00", "born_on": "1990-05-17",
                "deadline": "2027-05-10T12:00",
            }
        )  # fmt: skip

        assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == dt.date(1990, 5, 17)
    assert form.cleaned_data["deadline"] == dt.datetime(2027, 5, 10, 10, 0, tzinfo=dt.UTC)


def test_a_form_about_its_reader_may_be_filled_in_by_the_browser() -> None:
    class AboutAnother(forms.Form):
        name = forms.CharField()

    assert 'autocomplete="name"' in tag_of(str(JoinForm()), "name")
    assert 'autocomplete="organization"' in tag_of(str(JoinForm()), "workplace")
    assert "autocomplete" not in tag_of(str(AboutAnother()), "name")


def test_a_field_says_why_it_is_asked_for() -> None:
    text = str(JoinForm())

    assert text.count("<details") == 1
    assert "Without it you get an e-mail only." in text


def test_choices_stand_in_a_group_with_its_name() -> None:
    text = str(JoinForm())

    assert '<legend class="ds-label">Type of membership</legend>' in text
    assert 'for="id_kind_1">Company</label>' in text
    assert text.count('type="radio"') == 3


def test_an_own_class_of_a_widget_is_kept() -> None:
    class Wide(forms.Form):
        name = forms.CharField(widget=forms.TextInput({"class": "t-wide"}))

    assert 'class="ds-input t-wide"' in str(Wide())


def test_a_description_from_an_organisation_cannot_carry_markup() -> None:
    class Asked(forms.Form):
        name = forms.CharField(help_text="<script>x</script>", label="<i>Name</i>")

    text = str(Asked())

    assert "<script>" not in text
    assert "<i>" not in text


def test_a_stored_file_is_named_and_never_linked() -> None:
    class Stored:
        url = "/files/secret.pdf"

        def __str__(self) -> str:
            return "agreement.pdf"

    class WithFile(forms.Form):
        paper = forms.FileField(required=False)

    text = str(WithFile(initial={"paper": Stored()}))

    assert "Now: agreement.pdf" in text
    assert "/files/secret.pdf" not in text
    assert "Delete this file" in text


def test_hidden_fields_are_sent_along_without_markup() -> None:
    class WithHidden(forms.Form):
        step = forms.CharField(widget=forms.HiddenInput, initial="2")
        name = forms.CharField()

    text = str(WithHidden())

    assert tag_of(text, "step").startswith('<input type="hidden"')
    assert "ds-input" not in tag_of(text, "step")
