"""A Population over HTTP: asks whether there is somebody of that number, name and day of birth.

The real protocol of the population database could not be had: it is told to those who are connected
to it, through the province's own platform (LGSP) or the national one (NDXP). So this speaks the
smallest one that would do, that of `samples/simulators/population.py`: an office puts its own
platform's service behind OCR_POPULATION_URL that answers so, or another class behind the contract.

POST, JSON: {"number", "name", "date_of_birth"}, the last two null where they are not known, with
`Authorization: Bearer KEY`; the answer {"answer": "matches" | "differs" | "not_found"}.
"""

import asyncio
import json
import time
from datetime import date

import httpx

from ocr_service.courier import ForbiddenAddress
from ocr_service.courier.dialling import Line, Message, admitted, new_client, post
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.population import Answer

REST_SECONDS = 30.0  # that it is left alone after it did not answer
LONGEST = 1000  # bytes of an answer
ANSWERS = {it.value: it for it in (Answer.MATCHES, Answer.DIFFERS, Answer.NOT_FOUND)}


class HttpPopulation(Line):
    """A Population."""

    patience = 3.0  # for all of one question: somebody waits at the counter
    _rests_until = 0.0

    def look_up(self, number: str, name: str, date_of_birth: date | None) -> Answer:
        if time.monotonic() < self._rests_until:
            raise Unavailable("the population database did not answer just now")
        day = date_of_birth.isoformat() if date_of_birth else None
        asked = {"number": number, "name": name or None, "date_of_birth": day}
        try:
            return asyncio.run(self._ask(json.dumps(asked).encode()))
        except (ForbiddenAddress, TimeoutError, httpx.HTTPError, OSError, ValueError) as lost:
            self._rests_until = time.monotonic() + REST_SECONDS
            # Neither the words of the question nor of the answer: logs are for anybody.
            raise Unavailable(f"the population database: {type(lost).__name__}") from None

    async def _ask(self, body: bytes) -> Answer:
        """Raises ForbiddenAddress, and what comes of a network and of an answer that is none."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
        async with asyncio.timeout(self._seconds), new_client(self._trust, self._seconds) as client:
            place = await admitted(self._url, self._private, self._resolve)
            answer = await post(client, Message(body, headers), place)
            try:
                answer.raise_for_status()
                return answer_in(await beginning(answer))
            finally:
                await answer.aclose()


async def beginning(answer: httpx.Response) -> bytes:
    """Raises ValueError for more than an answer can be."""
    read = b""
    async for piece in answer.aiter_bytes():
        read += piece
        if len(read) > LONGEST:
            raise ValueError("too long")
    return read


def answer_in(body: bytes) -> Answer:
    """Raises ValueError for what is no answer."""
    told = json.loads(body)
    word = told.get("answer") if isinstance(told, dict) else None
    if word not in ANSWERS:
        raise ValueError("no answer")
    return ANSWERS[word]
