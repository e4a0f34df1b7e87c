"""Files that are sent in to be read stay in memory, and never more of them than may be read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from tillit.privacy.reader.sources import LARGEST

# Form fields and boundaries around the file itself, and a text pasted beside it.
ENVELOPE = 64 * 1024


def is_too_large(request: HttpRequest) -> bool:
    """What is sent says itself that it is more than can be read; then none of it is."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) > LARGEST + ENVELOPE if length.isascii() and length.isdigit() else True


class InMemory(FileUploadHandler):
    """Takes a file in without ever writing it to a disk, unlike Django's own for larger ones.

    Nothing more is taken in when it grows beyond what can be read; ``too_large`` says so.
    """

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.taken_in = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some of it has come."""
        if start + len(raw_data) > LARGEST:
            self.too_large = True
            self.taken_in = BytesIO()
            raise StopUpload(connection_reset=False)
        self.taken_in.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """All of it has come."""
        self.taken_in.seek(0)
        return InMemoryUploadedFile(
            self.taken_in, self.field_name, self.file_name, self.content_type or "", file_size,
            self.charset, self.content_type_extra,
        )  # fmt: skip


def keep_in_memory(request: HttpRequest) -> InMemory:
    """This request's files are taken in so. Before anything asks for its form."""
    handler = InMemory(request)
    request.upload_handlers = [handler]
    return handler
