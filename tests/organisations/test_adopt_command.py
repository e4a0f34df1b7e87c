"""``tillit adopt`` on the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests import factories
from tillit.config.management.commands.adopt import Command
from tillit.organisations.models import Organisation, Role
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import draft as drafted
from tillit.privacy.reader.adopt import named
from tillit.privacy.register import toml
from tillit.privacy.register.points.queries import points_of
from tillit.privacy.register.queries import draft

TEXT = """# Personvernerklæring for Lysbrua Forum

Behandlingsansvarlig er Lysbrua Forum. Skriv til hei@lysbrua.example om personopplysninger.

## Medlemmer

Alle medlemmer må oppgi navn og e-post. Medlemmer slettes ett år etter utmelding. Du har rett til
innsyn i hvilke personopplysninger vi har om deg, og kan be om at de rettes eller slettes.

## Arrangementer

Når du melder deg på et arrangement, lagrer vi navn og e-post. Påmeldinger slettes 45 dager etter
arrangementet.
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "personvern.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments, **options):
    out = StringIO()
    call_command("adopt", *map(str, arguments), stdout=out, no_color=True, **options)
    return out.getvalue()


def test_what_was_taken_is_told_with_its_sentence(file) -> None:
    said = run(file, language="en")

    assert "activities.events = " in said
    assert "Not in the statement" in said


def test_the_draft_is_written_with_the_sentences_as_comments(file, tmp_path) -> None:
    to = tmp_path / "draft.toml"

    run(file, kind="federation", name="Lysbrua", to=to, language="en")

    text = to.read_text(encoding="utf-8")
    register = toml.read(text)
    assert (register.controller.name, register.controller.kind) == ("Lysbrua", "federation")
    assert "melder deg på et arrangement" in text


@pytest.mark.django_db
def test_an_organisation_is_founded_on_it(file) -> None:
    user = factories.staff_user()

    said = run(file, by=user.email, name="Lysbrua Forum", slug="lysbrua")

    made = Organisation.objects.get(slug="lysbrua")
    assert made.name == "Lysbrua Forum"
    assert Role.objects.filter(organisation=made, user=user).count() == 2
    assert draft(made) is not None
    assert points_of(made).filter(kind="origin").exists()
    assert "tillit register check lysbrua" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"by": "nobody@nowhere.example", "name": "Lysbrua"}, "No account"),
        ({"slug": "Lys Brua", "name": "Lysbrua"}, "cannot be a web address"),
        ({"slug": "taken", "name": "Lysbrua"}, "lives at"),
    ],
)
def test_it_refuses_with_a_reason(file, options, why) -> None:
    user = factories.staff_user()
    factories.organisation("taken", adopted=False)
    options.setdefault("by", user.email)

    with pytest.raises(CommandError, match=why):
        run(file, **options)
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"name": "N" * 201}, "--name: .*200"),
        ({"name": "\u202eLysbrua"}, "--name: .*ikke synes"),
        ({"name": "Lys\x1b[31mbrua"}, "--name: .*ikke synes"),
        ({"email": "not an email"}, "--email: .*e-postadresse"),
        ({"email": "kari@" + "a" * 250 + ".example"}, "--email: .*254"),
    ],
)  # fmt: skip
def test_what_is_given_is_held_to_what_its_page_takes(file, options, why) -> None:
    with pytest.raises(CommandError, match=why) as refusal:
        run(file, **options)

    assert refusal.value.returncode == 2


@pytest.mark.django_db
def test_a_name_in_the_statement_that_is_too_long_founds_nothing(tmp_path) -> None:
    path = tmp_path / "personvern.md"
    path.write_text(TEXT, encoding="utf-8")
    user = factories.staff_user()

    with pytest.raises(CommandError, match="200"):
        Command()._found(
            named(drafted(read(path.read_bytes(), "a.md")), name="N" * 201), user.email, ""
        )
    assert not Organisation.objects.exists()


def test_a_file_that_cannot_be_read_is_no_statement(tmp_path) -> None:
    recipe = tmp_path / "vaffel.txt"
    recipe.write_text("Bland mel, egg og melk. Stek vaflene i et varmt jern. " * 20)

    with pytest.raises(CommandError, match="vaffel") as refusal:
        run(recipe)
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError, match="finnes ikke"):
        run(tmp_path / "none.txt")


def test_the_statement_is_not_written_over(file) -> None:
    with pytest.raises(CommandError, match="selve erklæringen"):
        run(file, to=file)

    assert file.read_text(encoding="utf-8") == TEXT
