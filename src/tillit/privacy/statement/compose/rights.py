"""The person's rights, how they are used, and where to complain (articles 7(3), 12, 15–22, 77)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.kernel import law
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.privacy.declare import Basis
from tillit.privacy.statement import probes, wording
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.structure import Link, Section, Sentence


def section(material: Material) -> Section:
    """Every right by name, in plain words, with its article."""
    point = material.register.privacy_contact()
    entry = f"contact_points.{point.role}" if point else "controller"
    rights = [
        ("access", _("Access"), _("See what we hold about you, and get a copy."), "15"),
        ("rectification", _("Rectification"), _("Have what is wrong corrected."), "16"),
        ("erasure", _("Erasure"), _("Have data deleted that we no longer need."), "17"),
        (
            "restriction",
            _("Restriction"),
            _("Have us store data but not use it, while something is unclear."),
            "18",
        ),
        (
            "portability",
            _("Portability"),
            _("Take with you what you gave us, in a file a computer can read."),
            "20",
        ),
        ("objection", _("Objection"), _("Object to how we use data about you."), "21"),
    ]
    if material.rests_on(Basis.CONSENT):
        rights.append(
            (
                "withdrawal",
                _("Taking back consent"),
                _("Take back your consent, as easily as you gave it."),
                "7(3)",
            )
        )
    use = Sentence(
        "rights.use",
        _("You have these rights. Use them yourself on My page, or write to us."),
        entry,
        link=Link(_("Go to My page"), "view:portal:front"),
    )
    return Section(
        "rights",
        _("Your rights in full"),
        (
            use,
            *(
                Sentence(
                    f"rights.{key}",
                    f"{text.rstrip('.')} ({_cite(place)}).",
                    entry,
                    kind="item",
                    lead=lead,
                )
                for key, lead, text, place in rights
            ),
        ),
    )


def objection(material: Material) -> Section:
    """The right to object, apart from all else (article 21(4))."""
    entry = "contact_points"
    sentences = [
        Sentence(
            "objection.right",
            _(
                "You can object at any time to how we use data about you. Tell us why in your "
                "situation. We then stop, unless we have grounds that weigh more."
            ),
            entry,
            terms=("legitimate_interest",),
            kind="warn",
            link=Link(_("Object on My page"), "view:portal:front"),
        ),
        Sentence(
            "objection.marketing",
            _("If you object to marketing, we always stop."),
            entry,
            kind="warn",
        ),
    ]
    open_to_it = [
        (declared, purpose)
        for declared, purpose in material.purposes()
        if purpose.basis in (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC_TASK)
    ]
    if open_to_it:
        sentences.append(Sentence("objection.list", _("You can object to this:"), "activities"))
    sentences += [
        Sentence(
            f"objection.{declared.key}.{purpose.purpose}",
            str(declared.purpose(purpose.purpose).name),
            f"activities.{declared.key}.purposes.{purpose.purpose}",
            kind="item",
            lead=str(declared.name),
            link=Link(str(declared.name), f"#{declared.key}"),
        )
        for declared, purpose in open_to_it
    ]
    return Section("objection", _("You can object"), tuple(sentences))


def answers(material: Material) -> Section:
    """How soon we answer, that it is free, and where to complain (articles 12(3)–(5), 77).

    Who has promised an answer within so many days does not take the law's two months more.
    """
    days = material.register.promised_answer_days
    probe = (probes.REQUESTS,)
    if days:
        text = ngettext(
            "We answer within %(days)d day, and never later than one month.",
            "We answer within %(days)d days, and never later than one month.",
            days,
        ) % {"days": days}
    else:
        text = _("We answer within one month.")
    longer = _(
        "If a case is hard, we can take two months more. You are then told why "
        "within the first month (%(article)s)."
    ) % {"article": _cite("12(3)")}
    return Section(
        "answers",
        _("Our answer, and where to complain"),
        (
            Sentence("answers.time", text, "promised_answer_days", probe),
            Sentence("answers.free", _("It costs you nothing."), "promised_answer_days", probe),
            *(
                [Sentence("answers.longer", longer, "promised_answer_days", probe)]
                if days is None
                else []
            ),
            Sentence(
                "answers.contact",
                _("Are you not content with what we do? Write to us first."),
                "contact_points",
                link=Link(_("Write to us"), "#short-contact"),
            ),
            Sentence(
                "answers.complaint",
                _(
                    "You can always complain to Datatilsynet, the Norwegian data protection "
                    "authority (%(article)s)."
                )
                % {"article": _cite("77")},
                "controller.country",
                link=Link(_("How to complain to Datatilsynet"), COMPLAINT_URL),
            ),
        ),
    )


def _cite(place: str) -> str:
    return law.cited_articles(place)[wording.language()]
