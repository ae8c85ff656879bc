"""Uploads at a fixed rate, whether or not those before were answered (an open loop)."""

import asyncio
import hashlib
import json
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from benchmarks.rate.door import Door

SIZE = 200_000
PATIENCE = 20.0  # seconds; who is not answered by then was left hanging
NUMBERS = count(1)
NOISE = os.urandom(SIZE)


@dataclass
class Seen:
    """``waits``: seconds from the moment that each upload was due to its answer, by status."""

    seconds: float
    answers: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)  # the hash of the file, by dossier

    def note(self, answer: str, waited: float) -> None:
        self.answers[answer] += 1
        self.waits.setdefault(answer, []).append(waited)

    def quantile(self, answer: str, share: float) -> float:
        ordered = sorted(self.waits.get(answer, [0.0]))
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def sent(door: Door, rate: float, seconds: float) -> Seen:
    return asyncio.run(send_all(door, rate, seconds))


async def send_all(door: Door, rate: float, seconds: float) -> Seen:
    seen, begun, tasks = Seen(seconds), time.monotonic(), []
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        tasks.append(asyncio.create_task(send(door, seen, due)))
    await asyncio.gather(*tasks)
    return seen


async def send(door: Door, seen: Seen, due: float) -> None:
    content = b"%%PDF-1.7\n%d\n" % next(NUMBERS) + NOISE
    try:
        async with asyncio.timeout(PATIENCE):
            status, body = await post(door, content)
    except TimeoutError:
        seen.note("none", time.monotonic() - due)
        return
    except (OSError, asyncio.IncompleteReadError, IndexError):
        seen.note("broken off", time.monotonic() - due)
        return
    seen.note(status, time.monotonic() - due)
    if status == "202":
        seen.taken[json.loads(body)["id"]] = hashlib.sha256(content).hexdigest()


async def post(door: Door, content: bytes) -> tuple[str, bytes]:
    """The status, with a mark if a refusal lacks its Retry-After, and the body."""
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    body = form + content + b"\r\n--x--\r\n"
    head = (
        f"POST /api/v1/dossiers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: Bearer {door.key}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    ).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    try:
        writer.write(head + body)
        answer = await reader.read()
    finally:
        writer.close()
    told, _, said = answer.partition(b"\r\n\r\n")
    status = told.split()[1].decode()
    if status == "503" and b"retry-after:" not in told.lower():
        status = "503 without Retry-After"
    return status, said
