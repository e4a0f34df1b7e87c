"""Codes in the rows of the privacy machinery are told in words."""

from __future__ import annotations

from django.utils import translation

from tillit.privacy.gate.models import Delivery
from tillit.privacy.rights import told


def test_what_a_message_was_about_is_told_in_words_and_not_as_a_key() -> None:
    row = Delivery(reference="registration:196a4674-e73e-4428-a88d-0cf79a5c6c88")

    with translation.override("en"):
        assert str(told.about(row)) == "Registrations for events"


def test_a_message_about_no_row_says_nothing() -> None:
    assert told.about(Delivery(reference="")) == ""
    assert told.about(Delivery(reference="nothing:1")) == ""
