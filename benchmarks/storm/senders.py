"""One-stop systems in the storm: they send again until they are answered 202, then wait."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from benchmarks.storm.machine import Machine
from benchmarks.storm.papers import Parcel

PATIENCE = 30.0  # for one answer
LONGEST_PAUSE = 3.0
GIVES_UP = 240.0  # seconds without any answer but of an outage: nothing heals any more
LOST_ANSWERS = 0.1  # the share of answers that the sender did not get to see
SETTLED = ("needs_review", "accepted")
OUTAGES = (409, 429, 503)  # said on purpose: send again


@dataclass
class Ledger:
    """What became of it all. ``taken``: the ids answered 202, by the parcel's number."""

    answers: Counter[str] = field(default_factory=Counter)
    taken: dict[int, set[str]] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    retried: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, answer: str) -> None:
        with self.lock:
            self.answers[answer] += 1

    def note_taken(self, parcel: Parcel, dossier_id: str, waited: float) -> None:
        with self.lock:
            self.taken.setdefault(parcel.number, set()).add(dossier_id)
            self.waits.append(waited)


def client_of(machine: Machine) -> httpx.Client:
    headers = {"Authorization": f"Bearer {machine.key}"}
    return httpx.Client(base_url=f"{machine.url}/api/v1/", headers=headers, timeout=PATIENCE)


def ask(
    client: httpx.Client, ledger: Ledger, method: str, path: str, **more: Any
) -> httpx.Response:
    """Asks until there is an answer that is none of an outage; raises TimeoutError."""
    until, said = time.monotonic() + GIVES_UP, ""
    while time.monotonic() < until:
        try:
            answer = client.request(method, path, **more)
        except httpx.TimeoutException:
            ledger.note("no answer in time")
            continue
        except httpx.TransportError:
            ledger.note("no connection, or broken off")
            time.sleep(0.3)
            continue
        ledger.note(f"{method} {answer.status_code}")
        if answer.status_code not in OUTAGES:
            return answer
        if answer.status_code != httpx.codes.CONFLICT and "Retry-After" not in answer.headers:
            ledger.note("an outage without Retry-After")
        said = answer.text
        time.sleep(min(float(answer.headers.get("Retry-After", 1)), LONGEST_PAUSE))
    raise TimeoutError(f"{method} {path}: {said}")


def send(client: httpx.Client, ledger: Ledger, parcel: Parcel, dice: random.Random) -> None:
    """Until 202; sometimes once more under the same key, as if the answer had been lost."""
    headers = {"Idempotency-Key": str(uuid4())}
    fields = {"dossier_code": parcel.code, "agency_code": parcel.agency}
    fields["priority"] = parcel.priority
    files = [("files", file) for file in parcel.files]
    for _ in range(2 if dice.random() < LOST_ANSWERS else 1):
        begun = time.monotonic()
        answer = ask(client, ledger, "POST", "dossiers", headers=headers, data=fields, files=files)
        if answer.status_code != httpx.codes.ACCEPTED:
            raise RuntimeError(f"refused: {answer.status_code} {answer.text}")
        ledger.note_taken(parcel, answer.json()["id"], time.monotonic() - begun)


def send_all(machine: Machine, ledger: Ledger, parcels: Iterable[Parcel], senders: int) -> None:
    """Drawn as they are sent; raises what went wrong with the first that could not be sent."""
    drawn, lock, dice = iter(parcels), threading.Lock(), random.Random(senders)

    def sender() -> None:
        with client_of(machine) as client:
            while True:
                with lock:
                    parcel = next(drawn, None)
                if parcel is None:
                    return
                send(client, ledger, parcel, dice)

    with ThreadPoolExecutor(senders) as pool:
        for ended in [pool.submit(sender) for _ in range(senders)]:
            ended.result()


def end_of(client: httpx.Client, ledger: Ledger, dossier_id: str) -> dict[str, Any]:
    """The dossier once it has settled; what has failed is read again, as its remedy says."""
    while True:
        path = f"dossiers/{dossier_id}"
        dossier: dict[str, Any] = ask(client, ledger, "GET", path, params={"wait": 10}).json()
        failed = [file["problem"]["code"] for file in dossier["files"] if file["problem"]]
        if dossier["status"] == "failed" or (failed and dossier["status"] in SETTLED):
            code = (dossier["problem"] or {"code": failed[0]})["code"]
            ledger.retried[code] += 1
            ask(client, ledger, "POST", f"{path}/retry", params={"force": "true"})
        elif dossier["status"] in SETTLED:
            return dossier
