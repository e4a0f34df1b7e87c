"""The legal bases in plain words, for those who must choose one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import Basis
from tillit.privacy.declare.model import Label

BASIS_NOTES: dict[Basis, Label] = {
    Basis.CONSENT: _(
        "Consent: the person says yes, freely and to something definite, and can take it back."
    ),
    Basis.CONTRACT: _(
        "Agreement: you cannot keep an agreement with the person without the data. A membership "
        "is an agreement."
    ),
    Basis.LEGAL_OBLIGATION: _("Legal obligation: a law says that you must."),
    Basis.VITAL_INTERESTS: _("Vital interests: someone’s life or health is at stake."),
    Basis.PUBLIC_TASK: _("Public task: a law gives you a task in the public interest."),
    Basis.LEGITIMATE_INTEREST: _(
        "Legitimate interest: you need it, it weighs more than what it means to the person, and "
        "you have written down why. The person can object."
    ),
}
