"""The texts of points: for each code what there is to say, and what to do."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare.model import Label

_NO_PLACE = _(
    "The register has no place for this yet, so the new statement will not say it. Keep the "
    "sentence in mind: as long as you do it, people must be told elsewhere."
)

TEXTS: Final[dict[str, tuple[Label, Label]]] = {
    # Values that were taken.
    "taken": (_("From your statement:"), ""),
    "read_as": (_("We think your statement says this:"), _("Check that it is so.")),
    "language": (
        _("Your statement is in this language."),
        _("Choose more, if you want the new statement in others as well."),
    ),
    "catalogue": (
        _("From our list of suppliers, not from your statement."),
        _("Check it against your agreement with them."),
    ),
    "catalogue_own": (
        _("From our list of suppliers, not from your statement."),
        _("Check it against their terms."),
    ),
    "catalogue_ask": (
        _("From our list of suppliers, where nobody has confirmed it. Check with the supplier."),
        _("Ask them, and write what is so."),
    ),
    "answers": (
        _(
            "They answer for the data themselves, as is generally held, so there is no processing "
            "agreement to sign. This is from our list, not from your statement."
        ),
        _("Read their terms. Who only does as you say, belongs among those who process for you."),
    ),
    "answers_said": (
        _("Your statement says that they answer for the data themselves:"),
        _("Then there is no processing agreement to sign. Check that it is so."),
    ),
    "answers_jointly": (
        _(
            "They answer for the data themselves, as is generally held, and for a part of it "
            "together with you. This is from our list, not from your statement."
        ),
        _("Read their terms, where it should say who of you does what (article 26)."),
    ),
    "answers_perhaps": (
        _("By the name, they answer for the data themselves, and do not process it for you."),
        _("Check that it is so. Who only does as you say, belongs among those who process."),
    ),
    "kind_guess": (
        _("The kind of organisation is a guess, from what your statement speaks of, as here:"),
        _("Choose the kind that is most like you."),
    ),
    "kind_unsaid": (
        _("Nothing in your statement says what kind of organisation you are. This is a guess."),
        _("Choose the kind that is most like you."),
    ),
    "basis_guess": (
        _(
            "Your statement does not speak of this purpose. We guess that it rests on what it says "
            "of the activity:"
        ),
        _("Check that it is so, or take the purpose away."),
    ),
    "law_month": (
        _("Your statement promises what the law demands, an answer within a month:"),
        _("Promise fewer days if you wish."),
    ),
    # What the statement does not say.
    "no_name": (_("The statement does not say who is responsible."), _("Write the name.")),
    "no_email": (_("The statement has no e-mail address."), _("Write one that someone reads.")),
    "no_address": (
        _("The statement has no postal address."),
        _("Write the address, if you have one."),
    ),
    "no_organisation_number": (
        _("The statement has no organisation number."),
        _("Write the number, if you have one."),
    ),
    "no_contact_email": (
        _("The statement does not say where to write about personal data."),
        _("Give an e-mail address."),
    ),
    "nothing_known": (
        _("The statement does not say what you do with people."),
        _("The draft is the ready register as it is. Take away what you do not do."),
    ),
    "period_unsaid": (
        _("The statement does not say how long you keep {data}."),
        _("The draft says {kept}, as others of your kind do. Choose what you need."),
    ),
    "clock_unsaid": (
        _("The statement does not say from when the time for {data} is counted."),
        _("The draft counts from: {clocks}. Check that it is so."),
    ),
    "basis_unsaid": (
        _("The statement does not say what “{purpose}” rests on."),
        _("The draft says {basis}. Check that it is so."),
    ),
    "purpose_unsaid": (
        _("The statement does not speak of this purpose: {purpose}."),
        _("Others of your kind have it. Take it away if you do not."),
    ),
    "fields_unsaid": (
        _("The statement does not say what you ask people for: {activity}."),
        _("The draft asks for what others of your kind do. Take away what you do not need."),
    ),
    "field_needed": (
        _("The statement does not name this field: {field}."),
        _("The draft asks for it, so that people can be reached and can prove who they are."),
    ),
    "field_need": (
        _("Nothing says what this field is needed for: {field}."),
        _("Say why, or take it away."),
    ),
    "sources_unsaid": (
        _("The statement does not say where the data comes from: {activity}."),
        _("The draft says what others of your kind do. Check that it is so."),
    ),
    "recipient_where": (
        _("The statement does not say what {name} gets data from."),
        _("Choose the activities they get data from, or take them away."),
    ),
    "supplier_where": (
        _("The statement does not say what {name} has a part in."),
        _("Choose the activities whose data they handle."),
    ),
    "agreement": (
        _("When the processing agreement with {name} was signed cannot be read in a statement."),
        _("Register the agreement. Without one, nothing may go there."),
    ),
    "countries": (
        _("Where {name} keeps the data is not said, and they are not on our list."),
        _("Write the countries."),
    ),
    "passes_on": (
        _("{name} gets the data within the EEA, and may itself pass it on to {country}."),
        _("That is theirs to answer for. Check their terms, and add the country if you send it."),
    ),
    "transfer": (
        _("{name} has data in {country}, and nothing says what the transfer rests on."),
        _("Choose what it rests on, or use someone within the EEA."),
    ),
    "transfer_ask": (
        _("{name} may have data in {country}, but that is not confirmed. Check with the supplier."),
        _("Ask them where the data is. If it is there, choose what the transfer rests on."),
    ),
    "balancing_test": (
        _("“{purpose}” rests on a legitimate interest, which only people can weigh."),
        _("Read the balancing test in the draft, put it right, and sign it."),
    ),
    "consent_wording": (
        _("“{purpose}” rests on consent, and nothing says what people say yes to."),
        _("Write what they say yes to."),
    ),
    # What cannot stand as it is said.
    "period_capped": (
        _("The statement keeps {data} for {said}: longer than the program lets it."),
        _("The draft says {kept}. Shorten it further, if you need less."),
    ),
    "two_periods": (
        _("The statement has more than one period for {data}; {said} is another."),
        _("The draft says {kept}. Choose one."),
    ),
    "exception": (
        _("The statement has an exception for {data}: {said}."),
        _("The register has one period for all of them. Choose one that covers both."),
    ),
    "criterion": (
        _("The statement says only that {data} are kept as long as needed."),
        _("The register needs a time. The draft says {kept}: choose what you need."),
    ),
    "day_unread": (
        _("The statement says when {data} are deleted, but not plainly how long that is after."),
        _("The register needs a time. The draft says {kept}: choose what the statement means."),
    ),
    "clock_unknown": (
        _("The statement counts the time for {data} from another day: {clock}."),
        _("The program counts from: {clocks}. Choose a period that fits."),
    ),
    "two_bases": (
        _("The statement has another basis for “{purpose}” as well: {basis}."),
        _("A purpose has one. The draft says {kept}. Choose the right one."),
    ),
    "basis_not_allowed": (
        _("The statement says that “{purpose}” rests on {basis}, which it cannot."),
        _("The draft says {kept}. Decide whether that is right."),
    ),
    "no_balancing_test": (
        _("“{purpose}” rests on a legitimate interest, and no balancing test was found."),
        _("Write one, or choose another basis."),
    ),
    "own_software": (
        _("{name} is read as a program on a server of your own, so its maker gets no data by it."),
        _("No agreement with its maker is needed. One who runs the server for you is a supplier."),
    ),
    "void_transfer": (
        _("The statement rests transfers to {name} on what no longer holds."),
        _("Choose what the transfer rests on today."),
    ),
    "outside": (
        _("The statement says that data stays within the EEA; {name} has it in {country} too."),
        _("Ask them, and write what is so."),
    ),
    "outside_ask": (
        _("The statement says that data stays within the EEA; {name} may have it in {country}."),
        _("Check with the supplier, and write what is so."),
    ),
    "called_processor": (
        _("The statement calls {name} your processor. They answer for the data themselves."),
        _(
            "The draft has them among those who get data. If you do have a processing agreement "
            "with them, move them."
        ),
    ),
    "answer_too_long": (
        _("The statement takes {said} to answer. The law gives a month."),
        _("The draft promises what the law demands. Promise less if you wish."),
    ),
    "sharing_denied": (
        _("The statement says that nothing is shared, and yet names those who get data: {names}."),
        _("Decide which is so, and take away the other."),
    ),
    "source_unnamed": (
        _("The statement has data from others, and the draft has no name for them."),
        _("The draft says “others”. Name them among the sources, and choose where they are one."),
    ),
    "bad_number": (
        _("“{said}” is not an organisation number: its check digit is wrong."),
        _("Look it up in Brønnøysund, and write it."),
    ),
    "bad_address": (
        _("“{said}” is not an address one can write to or call."),
        _("Correct it, or leave it out."),
    ),
    # What has no place.
    "newsletter": (_("Newsletter"), _NO_PLACE),
    "mailboxes": (_("E-mail boxes and letters"), _NO_PLACE),
    "chat": (_("Chat and meeting places online"), _NO_PLACE),
    "enquiries": (_("Enquiries and forms"), _NO_PLACE),
    "cases": (_("Advice, projects and cases"), _NO_PLACE),
    "web": (_("Cookies, logs and statistics of the website"), _NO_PLACE),
    "money": (_("Invoices, payments and accounts"), _NO_PLACE),
    "pictures": (_("Pictures and video"), _NO_PLACE),
    "needs": (_("Allergies, health and other needs"), _NO_PLACE),
    "children": (_("Children and their guardians"), _NO_PLACE),
    "recruitment": (_("Job applications"), _NO_PLACE),
    "accounts": (_("Log-ins for others than those who work for you"), _NO_PLACE),
    "backups": (_("Backup copies"), _NO_PLACE),
    "surveys": (_("Surveys"), _NO_PLACE),
    "staff": (_("Your own employees"), _NO_PLACE),
    "districts": (_("What you do on behalf of districts or branches"), _NO_PLACE),
    "profiling": (_("Profiles and personal content"), _NO_PLACE),
    "unsubscribe": (_("A time within which people are unsubscribed"), _NO_PLACE),
    "breach": (_("A time within which breaches are reported"), _NO_PLACE),
    "change_notice": (_("A time in which changes are told of"), _NO_PLACE),
    "deadline": (_("A time within which you act"), _NO_PLACE),
    "source": (_("A source of data: {said}"), _NO_PLACE),
    "field": (_("A field that {activity} cannot ask for: {field}"), _NO_PLACE),
    "period": (_("A period for what is not in the draft"), _NO_PLACE),
    "kept": (_("What is said not to be deleted"), _NO_PLACE),
    "data": (_("Kinds of data that no form asks for: {said}"), _NO_PLACE),
    "purpose": (_("A purpose that none of the activities in the draft has: {said}"), _NO_PLACE),
    "basis": (_("A legal basis that no purpose in the draft rests on: {basis}"), _NO_PLACE),
    "recipient": (_("Someone who gets data: {said}"), _NO_PLACE),
    "published": (_("What is shown in public, and the draft does not show"), _NO_PLACE),
    "transfer_said": (_("What is said of transfers out of the EEA"), _NO_PLACE),
    "other": (_("Something else"), _NO_PLACE),
}
