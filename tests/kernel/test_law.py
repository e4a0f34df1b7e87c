from __future__ import annotations

from datetime import date

import pytest

from tillit.kernel.law import SOURCES, Source, in_force, source
from tillit.kernel.law import rules as registry
from tillit.kernel.transfers import BASES

ALL = list(SOURCES.values())


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.key)
def test_every_rule_is_told_in_three_languages_with_its_dates(rule: Source) -> None:
    for texts in (rule.law.name, rule.text):
        assert set(texts) == {"nb", "nn", "en"}
        assert all(texts.values())
    assert set(rule.place) == {"nb", "nn", "en"}
    assert rule.law.in_force_from <= rule.in_force_from <= rule.checked_on
    assert rule.law.key == "own-promise" or rule.url.startswith("https://")


@pytest.mark.parametrize(
    ("key", "language", "cited"),
    [
        ("gdpr-12-3", "en", "GDPR article 12(3)"),
        ("gdpr-12-3", "nb", "personvernforordningen artikkel 12 nr. 3"),
        ("gdpr-46-2-c", "nn", "personvernforordninga artikkel 46 nr. 2 bokstav c"),
        ("gdpr-30", "nb", "personvernforordningen artikkel 30"),
        ("ekomloven-3-15", "nb", "ekomloven § 3-15"),
        ("personopplysningsloven-12", "nn", "personopplysningslova § 12"),
        ("reg-1182-71-3-4", "nb", "forordning 1182/71 om frister artikkel 3 nr. 4"),
        ("own-promise", "en", "the organisation's own promise"),
    ],
)
def test_a_rule_is_cited_as_people_cite_it(key: str, language: str, cited: str) -> None:
    assert source(key).cite(language) == cited


def test_no_two_rules_share_a_key() -> None:
    listed = [*registry._GDPR, *registry._NORWEGIAN, *registry._COUNTING]

    assert len(listed) == len(SOURCES)


def test_the_rules_on_cookies_came_with_the_year_2025() -> None:
    before = {rule.key for rule in in_force(date(2024, 12, 31))}
    after = {rule.key for rule in in_force(date(2025, 1, 1))}

    assert after - before == {"ekomloven-3-15"}


def test_every_transfer_basis_cites_a_rule() -> None:
    assert all(basis.rule in SOURCES for basis in BASES.values())


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(KeyError, match="gdpr-99"):
        source("gdpr-99")
