"""Pictures that people send: only what is truly a picture, made anew without what hides in it."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
SIDE: Final = 800
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")


def read(file: BinaryIO, size: int) -> bytes:
    """The picture as a new JPEG of at most 800 pixels a side, turned the right way up.

    Drawn anew, so that place, time and camera (EXIF) and anything appended are gone. Raises
    ValidationError for what is too large or no picture, whatever its name says.
    """
    if size > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 8 MB. Choose a smaller one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ValidationError(
                        _("The picture has too many pixels. Choose a smaller one.")
                    )
                image.draft("RGB", (SIDE, SIDE))
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((SIDE, SIDE))
                return _jpeg(upright)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):  # fmt: skip
        raise ValidationError(
            _("This is not a picture we can read. Choose a JPEG, PNG, WebP or GIF file.")
        ) from None


def _jpeg(image: Image.Image) -> bytes:
    plain = Image.new("RGB", image.size, "white")
    flat = image.convert("RGBA")
    plain.paste(flat, mask=flat.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
