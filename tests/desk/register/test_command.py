"""``tillit register``: out, in, check, adopt."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests import factories
from tillit.kernel.period import Period
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    DataClass,
    Datum,
    Purpose,
    RetentionRule,
    SpecialBasis,
    SubjectKind,
    declarations,
)
from tillit.privacy.register import profiles, queries, toml

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("register", *arguments, stdout=out)
    return out.getvalue()


def test_a_register_goes_out_is_changed_by_hand_and_comes_in_again(tmp_path: Path) -> None:
    organisation = factories.organisation(adopted=False)
    file = tmp_path / "register.toml"
    file.write_text(toml.write(profiles.load("business-network")), encoding="utf-8")
    run("import", organisation.slug, str(file))
    run("adopt", organisation.slug)
    run("export", organisation.slug, "--to", str(file))
    file.write_text(file.read_text("utf-8").replace('"P60D"', '"P45D"'), encoding="utf-8")

    said = run("import", organisation.slug, str(file))
    adopted = run("adopt", organisation.slug)

    assert "45" in said
    assert "2" in adopted
    entry = queries.in_force(organisation).retention("events", "registrations")
    assert entry is not None
    assert str(entry.period) == "P45D"


def test_anothers_register_does_not_make_the_organisation_speak_as_another(tmp_path: Path) -> None:
    organisation = factories.organisation()
    own = queries.in_force(organisation)
    file = tmp_path / "register.toml"
    file.write_text(run("profile", "federation"), encoding="utf-8")
    other = profiles.load("federation").controller.name

    said = run("import", organisation.slug, str(file))
    run("adopt", organisation.slug)

    register = queries.in_force(organisation)
    assert register.controller == own.controller
    assert register.contact_points == own.contact_points
    assert other in said
    assert own.controller.name in said


def test_a_new_name_with_the_same_number_is_the_same_organisation(tmp_path: Path) -> None:
    organisation = factories.organisation()
    file = tmp_path / "register.toml"
    own = queries.in_force(organisation)
    named = own.controller.model_copy(update={"name": "Lysbua forening"})
    renamed = own.model_copy(update={"controller": named})
    file.write_text(toml.write(renamed), encoding="utf-8")

    said = run("import", organisation.slug, str(file))
    run("adopt", organisation.slug)

    assert "look through them" not in said
    assert queries.in_force(organisation).controller.name == "Lysbua forening"


def test_the_first_register_of_one_with_another_name_says_as_whom_it_will_speak(
    tmp_path: Path,
) -> None:
    organisation = factories.organisation(adopted=False)
    file = tmp_path / "register.toml"
    file.write_text(run("profile", "federation"), encoding="utf-8")

    said = run("import", organisation.slug, str(file))

    assert f"The statement will speak as “{profiles.load('federation').controller.name}”" in said


def test_check_of_a_file_that_contradicts_itself_names_the_place_and_the_article(
    tmp_path: Path,
) -> None:
    file = tmp_path / "register.toml"
    text = toml.write(profiles.load("business-network"))
    file.write_text(text.replace('"P60D"', '"P9Y"'), encoding="utf-8")
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("register", "check", str(file), stdout=out)

    assert "activities › events › retention › registrations" in out.getvalue()
    assert "artikkel 5 nr. 1 bokstav e" in out.getvalue()


def test_check_of_a_profile_has_nothing_to_say(tmp_path: Path) -> None:
    file = tmp_path / "register.toml"
    file.write_text(run("profile", "federation"), encoding="utf-8")

    assert "FEIL" not in run("check", str(file))


def test_a_draft_that_cannot_be_lawful_is_not_adopted(tmp_path: Path) -> None:
    organisation = factories.organisation(adopted=False)
    file = tmp_path / "register.toml"
    text = toml.write(profiles.load("business-network"))
    file.write_text(text.replace('"P60D"', '"P9Y"'), encoding="utf-8")
    run("import", organisation.slug, str(file))

    with pytest.raises(CommandError):
        run("adopt", organisation.slug)
    with pytest.raises(queries.NotAdopted):
        queries.in_force(organisation)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "nobody"),
        ("import", "{slug}", "/nowhere/register.toml"),
        ("adopt", "{slug}"),
        ("export", "{slug}", "--number", "99"),
        ("export", "{slug}", "--draft"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(arguments: tuple[str, ...]) -> None:
    organisation = factories.organisation()

    with pytest.raises(CommandError):
        run(*(argument.format(slug=organisation.slug) for argument in arguments))


def _camp(*, protected: bool) -> ActivityType:
    return ActivityType(
        key="camp", name="Camp", description="A camp.", subjects=(SubjectKind.PARTICIPANT,),
        purposes=(
            Purpose(
                "arrange", "arrange", "arrange the camp", (Basis.CONTRACT,), "X",
                special_bases=(SpecialBasis.EXPLICIT_CONSENT,) if protected else (),
            ),
        ),
        rules=(
            RetentionRule("guests", "guests", (Clock.EVENT_ENDED,), Period(days=1),
                          Period(days=5)),
        ),
        asks={"allergies": Datum(Category.HEALTH, "allergies", klass=DataClass.SPECIAL)},
        special=protected,
    )  # fmt: skip


CAMP = """
[[activities]]
activity = "camp"
measures = ["access"]
[[activities.purposes]]
purpose = "arrange"
basis = "6(1)(b)"
{special}
[[activities.fields]]
field = "allergies"
need = "{need}"
[activities.retention.guests]
period = "P1D"
"""
WITH_BASIS = 'special_basis = "9(2)(a)"\nconsent = {nb = "Ja", nn = "Ja", en = "Yes"}'


@pytest.mark.promise("C16")
def test_a_special_category_is_refused_without_basis_and_protection_and_so_is_an_identity_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = factories.organisation(adopted=False)
    file = tmp_path / "register.toml"
    register = toml.write(profiles.load("business-network"))

    def adopted(*, protected: bool, special: str = "", need: str = "Vi lager mat.") -> bool:
        monkeypatch.setitem(declarations.activities, "camp", _camp(protected=protected))
        file.write_text(register + CAMP.format(special=special, need=need), encoding="utf-8")
        run("import", organisation.slug, str(file))
        try:
            run("adopt", organisation.slug)
        except CommandError:
            return False
        return True

    assert not adopted(protected=False)
    assert not adopted(protected=False, special=WITH_BASIS)
    assert not adopted(protected=True)
    assert not adopted(protected=True, special=WITH_BASIS, need="Kari 15108695088 tåler ikke egg.")
    assert adopted(protected=True, special=WITH_BASIS)


def test_the_organisation_is_named_by_its_place_or_as_an_option() -> None:
    organisation = factories.organisation()

    assert run("export", organisation.slug) == run("export", "--organisation", organisation.slug)
    assert run("check", organisation.slug) == run("check", "--organisation", organisation.slug)
    with pytest.raises(CommandError, match="Si hvilken organisasjon"):
        run("export")
    out = io.StringIO()
    call_command("statement", "history", organisation.slug, stdout=out)
    call_command("sweep", organisation.slug, "--dry-run", stdout=out)
    with suppress(SystemExit):  # promises that are not kept are told by the exit code
        call_command("evidence", organisation.slug, stdout=out)
    assert organisation.slug in out.getvalue()


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(CommandError, match="nofile"):
        run("check", "nofile.toml")


def test_a_broken_register_is_read_in_without_being_told_to_put_it_in_force(tmp_path: Path) -> None:
    organisation = factories.organisation()
    register = profiles.load("business-network").model_copy(update={"processors": []})
    file = tmp_path / "register.toml"
    file.write_text(toml.write(register), encoding="utf-8")

    said = run("import", organisation.slug, str(file))

    assert "FEIL" in said or "ERROR" in said
    assert "register adopt" not in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = [1", "Filen slutter midt i noe"),
        ("a = [1}\n", "er ikke TOML"),
    ],
)
def test_what_is_not_toml_is_said_in_the_readers_language(text: str, says: str) -> None:
    with translation.override("nb"), pytest.raises(toml.NotReadable) as refused:
        toml.read(text)

    assert says in refused.value.problems[0]
    assert "Expected" not in refused.value.problems[0]


def test_what_is_no_period_is_said_in_the_readers_language() -> None:
    text = toml.write(profiles.load("business-network")).replace('"P60D"', '"ninety"', 1)

    with translation.override("nb"), pytest.raises(toml.NotReadable) as refused:
        toml.read(text)

    assert "«ninety» er ikke et tidsrom" in refused.value.problems[0]


def test_the_command_says_all_of_it_in_one_language(tmp_path: Path) -> None:
    organisation = factories.organisation()
    register = profiles.load("business-network").model_copy(update={"processors": []})
    file = tmp_path / "register.toml"
    file.write_text(toml.write(register), encoding="utf-8")

    with translation.override("nb"):
        norwegian = run("import", organisation.slug, str(file))
    with translation.override("en"):
        english = run("import", organisation.slug, str(file))

    assert "Lest inn i utkastet" in norwegian
    assert "FEIL" in norwegian
    assert "Read into the draft" in english
    assert "ERROR" in english
    assert "article" in english
