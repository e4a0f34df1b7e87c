"""What can be done with events and registrations: one transaction each, with its ledger entry."""

from tillit.events.actions.organise import (
    EventDetails,
    cancel_event,
    change_event,
    copy_event,
    create_event,
    delete_draft,
    is_prolonged_afterwards,
    publish_event,
)
from tillit.events.actions.take_part import (
    Outcome,
    cancel_registration,
    correct_registration,
    register_for,
)
from tillit.events.actions.tell import TooLateError, message_participants, tell_of_change

__all__ = [
    "EventDetails",
    "Outcome",
    "TooLateError",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "copy_event",
    "correct_registration",
    "create_event",
    "delete_draft",
    "is_prolonged_afterwards",
    "message_participants",
    "publish_event",
    "register_for",
    "tell_of_change",
]
