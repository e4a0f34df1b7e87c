"""Many visitors at once, from a process of their own, as light as can be: a spec on standard input.

Spec: port, connections, and visits: for each connection a list of visits, one after the other. A
visit is ["GET", path]; or ["SIGN_UP", path, [{field: value}, …]]: for each set of values the form
is opened and posted, as people do; or ["POST", …]: it is opened once and posted for each. Answers
with seconds, visits, and times in milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from typing import Any
from urllib.parse import urlencode

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie:\s*(csrftoken=[^;]+)", re.IGNORECASE)


class Visitor:
    """One connection that is kept open."""

    def __init__(self, port: int, number: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.place = f"10.{number % 200}"
        self.asked = 0
        self.times: list[float] = []

    async def go(self, visits: list[Any]) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        for visit in visits:
            if visit[0] == "GET":
                status, _head, _body = await self.ask("GET", visit[1])
                assert status == 200, (visit, status)
            else:
                await self.sign_up(visit[1], visit[2], opened_each_time=visit[0] == "SIGN_UP")
        self.writer.close()

    async def ask(
        self, method: str, path: str, body: bytes = b"", counted: bool = True
    ) -> tuple[int, bytes, bytes]:
        self.asked += 1
        # Each request from a place of its own, as the product lets few come from the same.
        place = f"{self.place}.{self.asked // 250 % 250}.{self.asked % 250}"
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
            f"X-Forwarded-For: {place}\r\nCookie: {self.cookie}\r\n"
        )
        if body:
            head += (
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n"
            )
        began = time.perf_counter()
        self.writer.write(head.encode() + b"\r\n" + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(answer)
        content = await self.reader.readexactly(int(length[1])) if length else b""
        if counted:
            self.times.append(time.perf_counter() - began)
        return int(answer[9:12]), answer, content

    async def sign_up(
        self, path: str, forms: list[dict[str, str]], *, opened_each_time: bool
    ) -> None:
        token = ""
        for form in forms:
            if opened_each_time or not token:
                token = await self.open(path)
            body = urlencode({**form, "csrfmiddlewaretoken": token}).encode()
            status, _head, page = await self.ask("POST", path, body)
            assert status == 302, (status, page[:3000])

    async def open(self, path: str) -> str:
        """The form is on the screen; gives the token in it."""
        status, head, page = await self.ask("GET", path, counted=False)
        token, cookie = _TOKEN.search(page), _COOKIE.search(head)
        assert status == 200, status
        assert token, page
        if cookie:
            self.cookie = cookie[1].decode()
        return token[1].decode()


async def play(spec: dict[str, Any]) -> dict[str, Any]:
    """All of them at once."""
    visitors = [
        Visitor(spec["port"], number, spec.get("cookie", ""))
        for number in range(len(spec["visits"]))
    ]
    began, cpu_before = time.perf_counter(), time.process_time()
    await asyncio.gather(
        *(visitor.go(visits) for visitor, visits in zip(visitors, spec["visits"], strict=True))
    )
    seconds = time.perf_counter() - began
    times = sorted(took for visitor in visitors for took in visitor.times)
    return {
        "seconds": seconds,
        "visits": len(times),
        "own_cpu": time.process_time() - cpu_before,
        "median_ms": times[len(times) // 2] * 1000,
        "p95_ms": times[int(len(times) * 0.95)] * 1000,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(play(json.load(sys.stdin)))))
