"""``tillit``: the one entry for those who run an installation.

A thin shell over Django's management commands: ``tillit sweep`` runs the command ``sweep`` of
whichever package has it. A command says in ``help`` what it does, in one line, and in ``group``
under which heading it is listed. Django's own commands (``migrate``, ``shell`` …) work as well.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from io import TextIOWrapper

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.utils import translation

# The headings, in the order in which someone meets them; a command without one comes last.
# They answer readers, each in their own language, and mail in that of who gets it.
SERVING = ("up", "web", "worker")
GROUPS = {
    "run": "Run Tillit",
    "keep": "Keep the promises",
    "register": "The register and what is made from it",
    "try": "Try it out",
    "": "Other",
}

# Encodings that have every sign.
_WHOLE = ("utf-8", "utf8", "utf-16", "utf-32")
OWN_LANGUAGE = frozenset({"adopt", "read", "statement"})


def own_commands() -> dict[str, BaseCommand]:
    """The product's commands by name, Django's and other packages' left out."""
    return {
        name: load_command_class(app, name)
        for name, app in sorted(get_commands().items())
        if isinstance(app, str) and app.startswith("tillit.")
    }


def overview() -> str:
    """All commands, with what each does."""
    commands = own_commands()
    lines = ["tillit COMMAND [OPTION …]", ""]
    for group, heading in GROUPS.items():
        listed = {
            name: command
            for name, command in commands.items()
            if getattr(command, "group", "") == group
        }
        if listed:
            lines.append(heading)
            for name, command in listed.items():
                lines.append(f"  {name.replace('_', '-'):<14} {command.help}")
            lines.append("")
    lines.append("More on one of them:     tillit COMMAND --help")
    lines.append("In Norwegian:            tillit COMMAND --language nb, or LANG=nb_NO")
    lines.append("Django's own commands:   tillit help --commands")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Run the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")
    os.umask(0o077)  # what it writes, people's data among it, is for this account alone
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and (stream.encoding or "").lower() not in _WHOLE:
            stream.reconfigure(errors="replace")  # a sign the terminal has not is a “?”
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["read"] and not any(one.startswith("--a") for one in given):
        keep_nothing()
    try:
        assert settings.SECRET_KEY
    except (ImproperlyConfigured, OSError) as error:
        print(f"  {error}", file=sys.stderr)
        sys.exit(2 if given[:1] in (["read"], ["adopt"]) else 1)
    if given in ([], ["--help"], ["-h"], ["help"]):
        import django

        django.setup()
        print(overview())
        return
    if given == ["--version"]:
        from tillit import __version__

        print(f"Tillit {__version__}")
        return
    given, language = spoken(given)
    try:
        if given[0] not in SERVING:
            import django

            django.setup()
            translation.activate(language)
        execute_from_command_line(["tillit", given[0].replace("-", "_"), *given[1:]])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along, such as head, has seen enough; the interpreter shall not try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    except KeyboardInterrupt:
        sys.exit("\n  Stopped before it was done. Run the same command again to finish.")
    except Exception as error:
        if words := in_words(error):
            sys.exit(f"  {words}")
        raise


def keep_nothing() -> None:
    """A statement is read without an installation: no folder for data is made where one stands."""
    room = tempfile.mkdtemp(prefix="tillit-")
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    os.environ["TILLIT_DATA"] = room


def spoken(given: list[str]) -> tuple[list[str], str]:
    """The command without ``--language``, and the language it answers in: the operator's.

    Those that write a document keep their ``--language``: there it is the document's.
    """
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    rest = list(given)
    if "--language" in rest[:-1] and rest[0] not in OWN_LANGUAGE:
        place = rest.index("--language")
        asked = rest[place + 1]
        del rest[place : place + 2]
    code = asked[:2].lower()
    return rest, {"no": "nb"}.get(code, code) if code in ("nb", "nn", "no") else "en"


def in_words(error: Exception) -> str:
    """What to do about a full disk or a database that is away; empty for any other fault."""
    from tillit.config.logs import redact
    from tillit.privacy.faults import is_disk_full, is_out_of_reach

    if is_disk_full(error):
        return (
            "The disk is full. What was not finished is undone. "
            "Make room and run the same command again; tillit doctor says how much there is."
        )
    if is_out_of_reach(error):
        return (
            f"The database does not answer, or refused: {redact(str(error)).strip()} "
            "Run the same command again when it does; tillit doctor says more."
        )
    return ""


if __name__ == "__main__":
    main()
