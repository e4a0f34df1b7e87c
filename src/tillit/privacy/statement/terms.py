"""The words of data protection, explained where a statement uses them (promise F03)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

TERMS: Final = {
    "personal_data": (
        _("personal data"),
        _(
            "Personal data is all that can be tied to a person: a name, an e-mail address, a "
            "picture, or that you came to a meeting."
        ),
    ),
    "controller": (
        _("controller"),
        _(
            "The controller decides why and how personal data is used, and answers for it. "
            "Here, that is us."
        ),
    ),
    "processing": (
        _("processing"),
        _("Processing is all one can do with data: collect, store, read, send, delete."),
    ),
    "purpose": (
        _("purpose"),
        _("The purpose is what we need the data for. We use it for nothing else."),
    ),
    "basis": (
        _("legal basis"),
        _(
            "No one may use personal data without a reason the law accepts. "
            "That is the legal basis."
        ),
    ),
    "consent": (
        _("consent"),
        _("Consent is a yes you give freely, and can take back whenever you want."),
    ),
    "legitimate_interest": (
        _("legitimate interest"),
        _(
            "We may use data when we have a good reason that weighs more than the "
            "disadvantage to you. We must weigh the two and write down how."
        ),
    ),
    "special": (
        _("special categories"),
        _("Some data needs extra care, such as data on health, faith, politics or trade unions."),
    ),
    "recipient": (
        _("recipient"),
        _("A recipient gets data from us and uses it for a task of their own."),
    ),
    "processor": (
        _("processor"),
        _("A processor handles data for us, does as we say, and has signed an agreement on it."),
    ),
    "sub_processor": (
        _("sub-processor"),
        _("A sub-processor is a supplier that one of our processors uses."),
    ),
    "transfer": (
        _("transfer"),
        _(
            "The EU/EEA has the same rules for personal data everywhere. To send data to a country "
            "outside it, we need something that protects the data there as well."
        ),
    ),
    "retention": (
        _("retention period"),
        _("The retention period is how long we keep data before we delete it."),
    ),
    "officer": (
        _("data protection officer"),
        _("A data protection officer watches over how we treat personal data, and helps you."),
    ),
    "automated": (
        _("automated decision"),
        _("An automated decision is made by a machine, with no human in it."),
    ),
}
