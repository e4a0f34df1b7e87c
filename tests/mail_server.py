"""A real mail server on this machine, for as long as a test needs it."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

# It tells each step of each conversation, also after the test's output has been closed.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Mailbox:
    """What the server was given, in order; ``on_mail`` is called before it answers."""

    def __init__(self, on_mail: Callable[[int], None] | None = None) -> None:
        self.to: list[list[str]] = []
        self.received: list[EmailMessage] = []
        self.port = 0
        self._on_mail = on_mail

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.to.append(list(envelope.rcpt_tos))
        self.received.append(message)
        if self._on_mail:
            self._on_mail(len(self.received))
        return "250 OK"


class _Server(Controller):
    def cancel_tasks(self, stop_loop: bool = True) -> None:
        """The loop stops when every conversation has ended, not before."""
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        ended = asyncio.gather(*tasks, return_exceptions=True)
        if stop_loop:
            ended.add_done_callback(lambda _: self.loop.stop())


@contextmanager
def mail_server(on_mail: Callable[[int], None] | None = None) -> Iterator[Mailbox]:
    """Listens on a free port of the loopback address; says which in the mailbox's ``port``."""
    box = Mailbox(on_mail)
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        box.port = trial.getsockname()[1]
    server = _Server(box, hostname="127.0.0.1", port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()
