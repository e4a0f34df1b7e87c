"""Declare: how a module states which personal data it holds, for what, and until when."""

from tillit.privacy.declare.model import (
    ActivityType,
    Datum,
    EntryType,
    Files,
    Follows,
    Holding,
    MessageKind,
    Purpose,
    RetentionRule,
    Subject,
    Tally,
    gdpr,
)
from tillit.privacy.declare.registry import DeclarationError, Declarations, declarations, load
from tillit.privacy.declare.vocabulary import (
    Basis,
    Category,
    Clock,
    DataClass,
    End,
    SpecialBasis,
    SubjectKind,
)

__all__ = [
    "ActivityType",
    "Basis",
    "Category",
    "Clock",
    "DataClass",
    "Datum",
    "DeclarationError",
    "Declarations",
    "End",
    "EntryType",
    "Files",
    "Follows",
    "Holding",
    "MessageKind",
    "Purpose",
    "RetentionRule",
    "SpecialBasis",
    "Subject",
    "SubjectKind",
    "Tally",
    "declarations",
    "gdpr",
    "load",
]
