"""Automated decisions, security, the rules, and the statement itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.kernel import law
from tillit.privacy.statement import probes, wording
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.compose.others import day_in_words
from tillit.privacy.statement.structure import Link, Section, Sentence


def automated(material: Material) -> Section:
    """That no machine decides anything of weight (articles 13(2)(f), 22)."""
    del material
    return Section(
        "automated",
        _("Decisions by a machine"),
        (
            Sentence(
                "automated.none",
                _(
                    "No machine decides anything about you on its own, and we make no profile "
                    "of you."
                ),
                "activities",
                terms=("automated",),
            ),
        ),
    )


def security(material: Material) -> Section:
    """The measures on the register (article 32)."""
    return Section(
        "security",
        _("How we look after the data"),
        tuple(
            Sentence(
                f"measures.{measure.key}",
                text,
                f"measures.{measure.key}",
                probes.MEASURES.get(measure.key, ()),
                kind="item",
            )
            for measure in material.register.measures
            if (text := material.say(measure.text))
        ),
    )


def rules(material: Material) -> Section:
    """The laws that apply, each with its date and where to read it (promise C27)."""
    language = wording.language()
    laws = {rule.law.key: rule.law for rule in law.in_force(material.on) if rule.law.url}
    opening = Sentence(
        "rules.opening",
        _("Norwegian law applies to what we do with personal data."),
        "controller.country",
        link=Link(_("Each rule we follow, with its source and date"), "view:site:rules"),
    )
    return Section(
        "rules",
        _("The rules we follow"),
        (
            opening,
            *(
                Sentence(
                    f"rules.{known.key}",
                    _("in force since %(day)s") % {"day": day_in_words(known.in_force_from)},
                    "controller.country",
                    kind="item",
                    lead=wording.capital(known.name[language]),
                    link=Link(wording.capital(known.name[language]), known.url),
                )
                for known in laws.values()
            ),
        ),
    )


def itself(material: Material) -> Section:
    """Where the statement comes from, its history, its evidence, the source of the program."""
    del material
    return Section(
        "about",
        _("About this statement"),
        (
            Sentence(
                "about.made",
                _(
                    "This statement is made from our register of what we do with personal data. "
                    "The same register steers the software, so the two cannot differ."
                ),
                "controller",
                (probes.STATEMENT,),
            ),
            Sentence(
                "about.history",
                _("We keep every version we have published, with its date and what changed."),
                "controller",
                link=Link(_("Earlier versions"), "view:site:statement_history"),
            ),
            Sentence(
                "about.evidence",
                _("You can see for yourself whether we keep our word."),
                "controller",
                (probes.LEDGER,),
                link=Link(_("The evidence"), "view:site:evidence"),
            ),
            Sentence(
                "about.source",
                _("The source code of the member register is open, and anyone can read it."),
                "controller",
                link=Link(_("Source code of the running version"), "source"),
            ),
        ),
    )
