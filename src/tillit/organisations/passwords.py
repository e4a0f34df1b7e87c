"""What a password may not be, said as one says it."""

from __future__ import annotations

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class NotLikeOneself(UserAttributeSimilarityValidator):
    """The password is not one's own name or address, or nearly so."""

    def get_error_message(self) -> str:
        return _("The password is too much like your name or your e-mail address.")
