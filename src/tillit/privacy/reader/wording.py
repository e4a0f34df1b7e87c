"""The reader's words: the items a statement must have, what to write, and why one was not read.

Names, reasons and advice are in the language that is active; :func:`what_to_write` is in the
statement's, since it is meant to be pasted there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from tillit.privacy.reader.reading import ITEMS, Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, slots=True)
class Item:
    """One thing articles 13, 14 and 26 ask a statement to say.

    ``law``: keys of :mod:`tillit.kernel.law`, the place first. The texts are made when
    asked for.
    """

    law: tuple[str, ...]
    name: Callable[[], str]
    why: Callable[[], str]
    instead: Callable[[], str]


ITEM: Final[dict[str, Item]] = {
    "CONTROLLER": Item(
        ("gdpr-13-1-a",),
        lambda: _("Who is responsible"),
        lambda: _("The reader must know who to hold responsible, and how to reach them."),
        lambda: _(
            "[The organisation's full name], organisation number [number], is the controller for "
            "the processing described here. You reach us at [e-mail address], [telephone] or "
            "[postal address]."
        ),
    ),
    "DPO": Item(
        ("gdpr-13-1-b",),
        lambda: _("Data protection officer"),
        lambda: _("Whoever has an officer must say how the officer is reached."),
        lambda: _("Our data protection officer is reached at [e-mail address]."),
    ),
    "PURPOSE": Item(
        ("gdpr-13-1-c",),
        lambda: _("What the data is used for"),
        lambda: _("Data may only be used for purposes that were told when it was collected."),
        lambda: _(
            "We use your personal data to [keep the member register, hold events, send the "
            "newsletter, answer enquiries]."
        ),
    ),
    "BASIS": Item(
        ("gdpr-13-1-c",),
        lambda: _("The legal basis"),
        lambda: _("Each purpose needs a basis in article 6, and the reader must be told which."),
        lambda: _(
            "The legal basis for [the member register] is the agreement with you, GDPR article "
            "6(1)(b). The basis for [the newsletter] is your consent, article 6(1)(a). The basis "
            "for [bookkeeping] is a legal obligation, article 6(1)(c)."
        ),
    ),
    "LEG_INT": Item(
        ("gdpr-13-1-d", "gdpr-6-1-f"),
        lambda: _("The legitimate interest"),
        lambda: _("Whoever relies on a legitimate interest must say which interest it is."),
        lambda: _(
            "We process [which data] on the basis of a legitimate interest, GDPR article 6(1)(f). "
            "Our interest is [what you gain, such as keeping the website secure]."
        ),
    ),
    "CATEGORIES": Item(
        ("gdpr-14-1-d",),
        lambda: _("Which kinds of data"),
        lambda: _("Without the kinds of data, nobody can tell what the statement is about."),
        lambda: _("We process these kinds of data: [name, e-mail address, telephone, membership]."),
    ),
    "RECIPIENTS": Item(
        ("gdpr-13-1-e",),
        lambda: _("Who gets the data"),
        lambda: _("The reader must know who else gets the data, suppliers among them."),
        lambda: _(
            "We share personal data with the suppliers that process it for us: [name of the "
            "supplier and what it does]. [We do not give it to others]."
        ),
    ),
    "TRANSFER": Item(
        ("gdpr-13-1-f", "gdpr-44"),
        lambda: _("Transfer out of the EEA"),
        lambda: _(
            "A supplier outside the EEA is named. The reader must be told of the transfer and of "
            "what protects the data."
        ),
        lambda: _(
            "Personal data is transferred out of the EEA, to [country], when we use [supplier]. "
            "The basis for the transfer is [the European Commission's adequacy decision for the "
            "country | the EU's standard contractual clauses]. A copy can be had from us at "
            "[e-mail address]."
        ),
    ),
    "STORAGE": Item(
        ("gdpr-13-2-a",),
        lambda: _("How long the data is kept"),
        lambda: _("The reader must know when the data is gone, or what decides it."),
        lambda: _(
            "We delete [data on members] at the latest [time, such as one year] after [what "
            "starts the period, such as the membership ended]. [Vouchers are kept five years after "
            "the end of the accounting year, as the Bookkeeping Act requires]."
        ),
    ),
    "R_ACCESS": Item(
        ("gdpr-13-2-b", "gdpr-15"),
        lambda: _("The right of access"),
        lambda: _("Access is how people find out what is held on them, and who got it."),
        lambda: _(
            "You have the right of access: to know what personal data we hold on you, and to get "
            "a copy. Write to [e-mail address], and you have an answer within a month."
        ),
    ),
    "R_RECT": Item(
        ("gdpr-13-2-b", "gdpr-16"),
        lambda: _("The right to rectification"),
        lambda: _("Wrong data follows people until they know that they can have it corrected."),
        lambda: _("You have the right to have personal data on you that is wrong corrected."),
    ),
    "R_ERASE": Item(
        ("gdpr-13-2-b", "gdpr-17"),
        lambda: _("The right to erasure"),
        lambda: _("The reader must know that data can be erased before its time has run out."),
        lambda: _(
            "You have the right to have personal data on you erased when we no longer have a "
            "reason to keep it."
        ),
    ),
    "R_RESTRICT": Item(
        ("gdpr-13-2-b", "gdpr-18"),
        lambda: _("The right to restriction"),
        lambda: _("Who disputes the data can have it left alone until that is settled."),
        lambda: _(
            "You have the right to ask for restriction of processing: that we only store the data "
            "and do not use it, for example while we find out whether it is correct."
        ),
    ),
    "R_OBJECT": Item(
        ("gdpr-13-2-b", "gdpr-21-1", "gdpr-21-4"),
        lambda: _("The right to object"),
        lambda: _(
            "The right to object is to be told clearly and apart from the rest, at the latest at "
            "first contact."
        ),
        lambda: _(
            "You have the right to object to processing that rests on a legitimate interest, and "
            "you can always object to direct marketing. Then we stop it."
        ),
    ),
    "R_PORT": Item(
        ("gdpr-13-2-b", "gdpr-20"),
        lambda: _("The right to data portability"),
        lambda: _("Who leaves for another may take along what they gave."),
        lambda: _(
            "You have the right to data portability: to get what you gave us by consent or "
            "agreement in a common machine-readable format, or to have it sent to another."
        ),
    ),
    "WITHDRAW": Item(
        ("gdpr-13-2-c", "gdpr-7-3"),
        lambda: _("Withdrawing consent"),
        lambda: _("Consent is a basis here, and it must be said that it can be withdrawn."),
        lambda: _(
            "You can withdraw your consent at any time, by [how, such as the link in each "
            "newsletter]. That does not make what we did before unlawful."
        ),
    ),
    "COMPLAINT": Item(
        ("gdpr-13-2-d", "gdpr-77"),
        lambda: _("Complaint to the supervisory authority"),
        lambda: _("Who is not heard by you must know where else to turn."),
        lambda: _(
            "If you think that we process personal data in breach of the rules, you can complain "
            "to the Norwegian Data Protection Authority (Datatilsynet), datatilsynet.no."
        ),
    ),
    "OBLIGED": Item(
        ("gdpr-13-2-e",),
        lambda: _("Whether one must give the data"),
        lambda: _("The reader must know what can be left out, and what happens then."),
        lambda: _(
            "It is [voluntary | required by the agreement | required by law] to give us [which "
            "data]. Without it we cannot [register you as a member]."
        ),
    ),
    "ADM": Item(
        ("gdpr-13-2-f", "gdpr-22"),
        lambda: _("Automated decisions"),
        lambda: _("Decisions taken by a machine alone must be told of, with how they are made."),
        lambda: _("[We make no automated decisions, and we do no profiling]."),
    ),
    "SOURCE": Item(
        ("gdpr-14-2-f",),
        lambda: _("Where the data comes from"),
        lambda: _("Data is had from others than the person, who must be told from whom."),
        lambda: _("We get [which data] from [whom, such as a public register or your employer]."),
    ),
    "JOINT": Item(
        ("gdpr-26-2",),
        lambda: _("Joint controllers"),
        lambda: _("Where several decide together, the reader must know who answers for what."),
        lambda: _(
            "We are joint controllers with [the other organisation] for [what]. [Who] answers "
            "requests; you can turn to either of us."
        ),
    ),
}
assert tuple(ITEM) == ITEMS

# What the law asks of every statement; the others depend on what the organisation does.
ALWAYS: Final = frozenset(
    "CONTROLLER PURPOSE BASIS STORAGE R_ACCESS R_RECT R_ERASE R_RESTRICT R_OBJECT R_PORT COMPLAINT "
    "OBLIGED".split()
)


_WHY_OF_RULE: Final[dict[str, Callable[[], str]]] = {
    "transfer-without-ground": lambda: _(
        "It says that a supplier is outside the EEA, but not what protects the data there, nor how "
        "one gets a copy of it."
    ),
    "consent-in-other-words": lambda: _(
        "People are asked first, or sign up themselves. That is consent, and it must be said that "
        "it can be withdrawn."
    ),
    "may-not-apply-r_object": lambda: _(
        "The right is for data that rests on a legitimate interest or a public task, and for "
        "direct marketing. The statement tells of neither. Leave it out if that is so."
    ),
    "may-not-apply-r_port": lambda: _(
        "The right is for data that rests on consent or an agreement, and the statement names "
        "neither. Leave it out if that is so."
    ),
}


def why(verdict: Verdict) -> str:
    """Why a statement must have the item; of a supplier nobody has looked up, what to ask."""
    if "outside-unconfirmed" in verdict.rules:
        return _(
            "A supplier is named that may have data outside the EEA, but that is not confirmed. "
            "Check with the supplier. If it is so, the reader must be told of the transfer and of "
            "what protects the data."
        )
    if told := _WHY_OF_RULE.get(verdict.rules[0] if verdict.rules else ""):
        return told()
    if "no-contact" in verdict.rules and verdict.because:
        return _("It says who is responsible, but not how to reach them.")
    return ITEM[verdict.item].why()


def present_but(verdict: Verdict) -> str:
    """What to do though the item is there; empty for nothing."""
    if "in-footer" in verdict.rules:
        return _(
            "It stands only in the page's footer. Say it in the statement as well, and that you "
            "are the controller."
        )
    return ""


def what_to_write(item: str, language: str) -> str:
    """A sentence to paste into a statement in that language; [brackets] where only they know."""
    with override(language):
        return ITEM[item].instead()


def language_name(code: str) -> str:
    """The language of a statement."""
    return {"nb": _("bokmål"), "nn": _("nynorsk"), "en": pgettext("a text in", "English")}[code]


def not_applicable(item: str) -> str:
    """Why an item is not asked of a statement that does not have it."""
    return {
        "DPO": _("No officer is mentioned. Not every organisation must have one."),
        "LEG_INT": _("Nothing is said to rest on a legitimate interest."),
        "TRANSFER": _(
            "No supplier is named that our list has outside the EEA. Ask those you use where the "
            "data is."
        ),
        "WITHDRAW": _("Nothing is said to rest on consent."),
        "ADM": _("No automated decisions are mentioned."),
        "SOURCE": _("Nothing is said of data from others than the person."),
        "JOINT": _("No joint controllers are mentioned."),
    }.get(item, _("It does not apply to what the statement says."))


REASONS: Final[dict[str, tuple[StrPromise, StrPromise]]] = {
    "empty": (
        gettext_lazy("There is no text in it."),
        gettext_lazy("Check that it is the right file, and that the page was saved whole."),
    ),
    "too_large": (
        gettext_lazy("It is larger than the reader takes."),
        gettext_lazy("Save only the page with the statement, or copy its text into a text file."),
    ),
    "no_text": (
        gettext_lazy("The PDF has pictures of pages and no text, as when paper is scanned."),
        gettext_lazy(
            "Use the document it was printed from, or run text recognition (OCR) on it first."
        ),
    ),
    "locked": (
        gettext_lazy("The file is locked with a password."),
        gettext_lazy("Save a copy without a password, and read that."),
    ),
    "broken": (
        gettext_lazy("The file is damaged or not whole, and cannot be opened."),
        gettext_lazy("Fetch it anew, or open it in the program that made it and save it again."),
    ),
    "unknown": (
        gettext_lazy("It is not a kind of file the reader knows."),
        gettext_lazy("It reads web pages (HTML), Markdown, plain text, PDF and Word (DOCX)."),
    ),
    "torn": (
        gettext_lazy("Letters are lost in the text: æ, ø and å have become other signs."),
        gettext_lazy("Copy the text from the page where it stands, or save it anew as UTF-8."),
    ),
    "other_language": (
        gettext_lazy("The text is not in bokmål, nynorsk or English."),
        gettext_lazy("Use the Norwegian or the English version. Nothing was judged."),
    ),
    "not_a_statement": (
        gettext_lazy("The text does not look like a privacy statement."),
        gettext_lazy(
            "Use the page that tells people what you do with their data. Nothing was judged."
        ),
    ),
    "frame_only": (
        gettext_lazy(
            "The page has no text of its own: the statement comes from another page or is made by "
            "a script."
        ),
        gettext_lazy(
            "Open the page in a browser, mark the statement, copy it, and have that text read. "
            "Nothing was judged."
        ),
    ),
}
"""Of a NotReadable's ``reason``: what happened to the file, and what to do about it."""
