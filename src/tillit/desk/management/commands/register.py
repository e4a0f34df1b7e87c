import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.organisations.management.naming import add_organisation, given
from tillit.organisations.models import Organisation
from tillit.privacy.declare import declarations
from tillit.privacy.register import actions, profiles, queries, toml
from tillit.privacy.register.complete import complete
from tillit.privacy.register.difference import changes
from tillit.privacy.register.imported import as_own
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.rules import findings
from tillit.privacy.register.schema import Register


class Command(BaseCommand):
    help = "Read, write, check and adopt an organisation's register of processing"
    group = "register"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="WHAT")
        export = verbs.add_parser("export", help="write the register as TOML")
        add_organisation(export)
        which = export.add_mutually_exclusive_group()
        which.add_argument("--draft", action="store_true", help="the draft, not what is in force")
        which.add_argument("--number", type=int, help="an earlier version")
        export.add_argument("--to", type=Path, help="a file; otherwise the screen")
        read = verbs.add_parser("import", help="read TOML into the draft")
        add_organisation(read)
        read.add_argument("file", help="a TOML file, or - for what is piped in")
        check = verbs.add_parser("check", help="say what is wrong; exit code 1 when something is")
        check.add_argument("what", nargs="?", help="an organisation's web address, or a TOML file")
        check.add_argument("--organisation", dest="named", metavar="SLUG", help="an organisation")
        adopt = verbs.add_parser("adopt", help="put the draft in force")
        add_organisation(adopt)
        profile = verbs.add_parser("profile", help="write a ready register as TOML")
        profile.add_argument("kind", choices=list(profiles.KINDS))

    def handle(self, *, verb: str, **options: Any) -> None:
        if "organisation" in options:
            options["organisation"] = given(options)
            if options["organisation"] is None:
                raise CommandError(_("Say which organisation, such as our-club."))
        getattr(self, f"_{verb}")(**options)

    def _export(
        self, *, organisation: str, draft: bool, number: int | None, to: Path | None, **_rest: Any
    ) -> None:
        found = _organisation(organisation)
        versions = RegisterVersion.objects.filter(organisation=found)
        if number is not None:
            row = versions.filter(number=number).first()
        else:
            row = versions.filter(state="draft" if draft else "in_force").first()
        if row is None:
            raise CommandError(_("There is no such version. Nothing was written."))
        text = toml.write(Register.model_validate(row.document))
        if to is None:
            self.stdout.write(text, ending="")
        else:
            to.write_text(text, encoding="utf-8")
            self._line(_("Written to %(file)s.") % {"file": to})

    def _import(self, *, organisation: str, file: str, **_rest: Any) -> None:
        found = _organisation(organisation)
        register, other = as_own(found, complete(_read(file), declarations))
        actions.save_draft(found, register, None)
        self._line(_("Read into the draft. What is in force has not changed."))
        if other:
            self.stdout.write(self.style.WARNING(f"  {_of_another(found, register, other)}"))
        is_broken = self._say(register)
        self._say_changes(found, register)
        if is_broken:
            self._line(_("It cannot be put in force before the errors above are mended."))
        else:
            self._line(
                _("Put it in force with:  %(command)s")
                % {"command": f"tillit register adopt {organisation}"}
            )

    def _check(self, *, what: str | None, named: str | None, **_rest: Any) -> None:
        what = what or named
        if what is None:
            raise CommandError(_("Say what to check: an organisation or a TOML file."))
        if named is None and (Path(what).is_file() or "/" in what or what.endswith(".toml")):
            register = complete(_read(what), declarations)
        else:
            found = _organisation(what)
            row = queries.draft(found) or queries.version_in_force(found)
            if row is None:
                raise CommandError(
                    _("%(name)s has neither a draft nor a register in force.") % {"name": what}
                )
            register = Register.model_validate(row.document)
        if self._say(register):
            raise CommandError(_("It cannot be adopted as it stands."))

    def _adopt(self, *, organisation: str, **_rest: Any) -> None:
        found = _organisation(organisation)
        try:
            version = actions.adopt(found, None)
        except actions.NothingToAdopt:
            raise CommandError(_("There is no draft that differs from what is in force.")) from None
        except actions.Refused as refusal:
            self._list(refusal.findings)
            raise CommandError(_("It cannot be adopted as it stands.")) from None
        self._line(
            _("Version %(number)s of the register is in force.") % {"number": version.number}
        )

    def _profile(self, *, kind: str, **_rest: Any) -> None:
        self.stdout.write(toml.write(profiles.load(kind)), ending="")

    def _line(self, text: str) -> None:
        self.stdout.write(f"  {text}")

    def _say(self, register: Register) -> bool:
        """Lists the findings; True when some stand in the way."""
        found = findings(register, declarations, clock.today())
        self._list(found)
        if not found:
            self._line(_("Nothing to say against it."))
        return any(finding.is_error for finding in found)

    def _list(self, found: Any) -> None:
        for finding in found:
            mark = self.style.ERROR(_("ERROR")) if finding.is_error else _("WARNING")
            self.stdout.write(f"  {mark} {finding.where}")
            cited = finding.cite((get_language() or "nb")[:2])
            self.stdout.write(f"          {finding.message} ({cited})")

    def _say_changes(self, organisation: Organisation, register: Register) -> None:
        try:
            before = queries.in_force(organisation)
        except queries.NotAdopted:
            return
        for change in changes(before, register):
            self.stdout.write(f"  {change.kind.label}: {change.text}")


def _of_another(organisation: Organisation, register: Register, other: str) -> str:
    name = register.controller.name
    if name == other:
        return (
            f"The controller in the file is “{other}”, and the organisation is called "
            f"“{organisation.name}”. The statement will speak as “{other}”. Correct the controller "
            "before you adopt it, if that is another."
        )
    return (
        f"The file is the register of “{other}”. Name, number, addresses and contact points of "
        f"“{name}” have been kept. Agreements and balancing tests are those of “{other}”: look "
        "through them before you adopt it."
    )


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organisation.objects.values_list("slug", flat=True)[:10]) or "none"
        raise CommandError(
            _("No organisation lives at “%(slug)s”. Known: %(known)s.")
            % {"slug": slug, "known": known}
        )
    return found


def _read(file: str) -> Register:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return toml.read(content)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise CommandError(_("There is no file “%(file)s”.") % {"file": file}) from None
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": error.strerror}
        ) from None
    except toml.NotReadable as problem:
        raise CommandError("\n".join(problem.problems)) from None
