"""The rights one can use on My page, each with what it is for and what happens."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel.law import cited_articles
from tillit.privacy.rights.models import Request

Text = str | Promise


@dataclass(frozen=True)
class Right:
    """One right: its article, what it is, what we do, what one must tell us."""

    kind: str
    article: str
    name: Text
    what: Text
    happens: Text
    asks: Text
    needs_words: bool = False

    @property
    def cited(self) -> str:
        """The article, as it is cited in the reader's language."""
        return cited_articles(self.article)[(get_language() or "nb").split("-")[0]]


_ALL = (
    Right(
        Request.Kind.ACCESS,
        "15",
        _("See your data"),
        _("You see everything we hold on this address here, and can download it at once."),
        _("Ask us when you believe that we hold more than you see here. We look for it by hand."),
        _("Tell us what you are looking for, if you know."),
    ),
    Right(
        Request.Kind.RECTIFICATION,
        "16",
        _("Have data corrected"),
        _("You can correct your own card and your registrations here yourself."),
        _("Ask us for the rest. We correct it, and tell those who have received it from us."),
        _("Tell us what is wrong, and what it should say."),
        needs_words=True,
    ),
    Right(
        Request.Kind.ERASURE,
        "17",
        _("Have data deleted"),
        _("We delete what no law requires us to keep, and tell those who have received it."),
        _(
            "We check the request, delete, and send you a receipt: what is gone, and what is "
            "kept, why and until when."
        ),
        _("Is there something we should know?"),
    ),
    Right(
        Request.Kind.RESTRICTION,
        "18",
        _("Have the use limited"),
        _(
            "We keep the data but do not use it, while we find out whether it is right or may "
            "be used."
        ),
        _("We decide whether the conditions are met, and tell you what we no longer do."),
        _("Tell us which data, and why its use should be limited."),
        needs_words=True,
    ),
    Right(
        Request.Kind.OBJECTION,
        "21",
        _("Object"),
        _("You can object to use that rests on our interests. Direct marketing stops at once."),
        _("We stop, unless we have reasons that weigh more than yours; then we tell you which."),
        _(
            "Tell us what you object to, and why it matters to you. For direct marketing you "
            "need give no reason."
        ),
        needs_words=True,
    ),
    Right(
        Request.Kind.PORTABILITY,
        "20",
        _("Take your data with you"),
        _("You can download everything as a file for machines (JSON) here, at once."),
        _("Ask us when we should send it to another for you. We do so where it can be done."),
        _("Tell us to whom, and how."),
        needs_words=True,
    ),
)
RIGHTS: dict[str, Right] = {str(right.kind): right for right in _ALL}
