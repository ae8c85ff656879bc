"""`python -m benchmarks.storm`: 500 dossiers through a storm; prints what was struck and lost."""

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.storm.blows import Storm
from benchmarks.storm.machine import Machine, machine
from benchmarks.storm.papers import PAGES, Parcel, parcel
from benchmarks.storm.senders import Ledger, ask, client_of, end_of, send_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=500)
    parser.add_argument("--scanned", type=int, default=50, help="of these, read by the real engine")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--senders", type=int, default=6)
    parser.add_argument("--pauses", type=float, nargs=2, default=(2.0, 8.0), help="between blows")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with machine(on_postgres=not chosen.sqlite, OCR_MIN_FREE_MB="20") as struck:
        found = weathered(
            struck,
            chosen.dossiers,
            chosen.scanned,
            seed=chosen.seed,
            senders=chosen.senders,
            pauses=tuple(chosen.pauses),
        )
    print(json.dumps(found, indent=2))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def weathered(
    struck: Machine,
    dossiers: int,
    scanned: int,
    *,
    seed: int,
    senders: int,
    pauses: tuple[float, float],
    rounds: int = 0,
) -> dict[str, Any]:
    """Sends all while it storms, then looks at each; the storm goes on until the last has ended."""
    step = max(1, dossiers // scanned) if scanned else dossiers + 1
    numbers = range(dossiers)
    ledger, storm = Ledger(), Storm(struck, seed, pauses, rounds)
    seconds, ends = through(
        storm, struck, ledger, (parcel(it, it % step == 0) for it in numbers), senders
    )
    return {
        "dossiers": dossiers,
        "pages": dossiers * PAGES,
        "scanned": sum(it % step == 0 for it in numbers),
        **seconds,
        "struck": dict(sorted(storm.struck.items())),
        **told(ledger),
        **judged(struck, ledger, (parcel(it, it % step == 0) for it in numbers), ends),
    }


def through(
    storm: Storm, struck: Machine, ledger: Ledger, parcels: Iterable[Parcel], senders: int
) -> tuple[dict[str, float], dict[str, dict[str, Any]]]:
    """How long it took, and how each dossier ended."""
    begun = time.monotonic()
    with storm.raging():
        send_all(struck, ledger, parcels, senders)
        sent = time.monotonic() - begun
        ends = ends_of(struck, ledger)
    seconds = {"seconds_to_send": sent, "seconds_to_settle": time.monotonic() - begun}
    return {name: round(it, 1) for name, it in seconds.items()}, ends


def told(ledger: Ledger) -> dict[str, Any]:
    return {
        "answers": dict(sorted(ledger.answers.items())),
        "until_202_median_s": round(statistics.median(ledger.waits), 2),
        "until_202_longest_s": round(max(ledger.waits), 2),
        "read_again_by_hand": dict(ledger.retried),
    }


def ends_of(struck: Machine, ledger: Ledger) -> dict[str, dict[str, Any]]:
    with client_of(struck) as client:
        return {
            dossier_id: end_of(client, ledger, dossier_id)
            for ids in ledger.taken.values()
            for dossier_id in ids
        }


def judged(
    struck: Machine, ledger: Ledger, parcels: Iterable[Parcel], ends: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Each parcel answered 202 must be one dossier, with its own pages, in order, each once."""
    lost, twice, wrong = [], [], []
    with client_of(struck) as client:
        for sent in parcels:
            ids = ledger.taken.get(sent.number, set())
            query = {"dossier_code": sent.code}
            kept = ask(client, Ledger(), "GET", "dossiers", params=query).json()["items"]
            if len(ids) > 1 or len(kept) > 1:
                twice.append(sent.number)
            elif not ids or {it["id"] for it in kept} != ids:
                lost.append(sent.number)
            elif faults := faults_of(ends[next(iter(ids))], sent):
                wrong.append([sent.number, faults])
    return {"lost": lost, "twice": twice, "wrong": wrong}


def faults_of(dossier: dict[str, Any], sent: Parcel) -> Sequence[str]:
    faults = []
    texts = [page["text"] for page in dossier["pages"]]
    if len(texts) != PAGES or any(
        words not in text for words, text in zip(sent.words, texts, strict=False)
    ):
        faults.append(f"pages: {texts}")
    papers = sorted(page for paper in dossier["documents"] for page in paper["pages"])
    if papers != list(range(1, PAGES + 1)):
        faults.append(f"pages of documents: {papers}")
    if [file["filename"] for file in dossier["files"]] != [name for name, _ in sent.files]:
        faults.append("files")
    return faults


if __name__ == "__main__":
    main()
