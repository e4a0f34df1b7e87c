"""The short notice that every form carries."""

from __future__ import annotations

import pytest

from tillit.privacy.statement.notice import NotSwitchedOn, notice


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_notice_says_who_why_how_long_who_gets_it_and_whether_one_must(network, language):
    made = notice(network, "events", language)

    keys = [sentence.key for sentence in made.sentences]

    assert keys == [
        "notice.who", "events.purposes.run_event", "notice.recipients", "notice.processors",
        "events.retention.registrations", "events.without",
    ]  # fmt: skip
    assert network.controller.name in made.sentences[0].text
    assert "Seglet Kjøkken AS" in made.sentences[2].text
    assert made.anchor == "events"


def test_a_notice_where_consent_is_asked_says_it_can_be_taken_back(network):
    keys = [sentence.key for sentence in notice(network, "membership", "nb").sentences]

    assert "notice.withdraw" in keys


def test_a_notice_is_made_once_per_register(network):
    assert notice(network, "events", "nb") is notice(network, "events", "nb")
    assert notice(network, "events", "nn") is not notice(network, "events", "nb")


def test_there_is_no_notice_for_what_is_not_on_the_register(network):
    with pytest.raises(NotSwitchedOn):
        notice(network, "prospects", "nb")
