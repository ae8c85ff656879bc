"""A one-stop system in brief: hands a dossier in, uses what is held of the person, reads the rest.

python samples/clients/one_stop.py http://127.0.0.1:8080 KEY PERSONAL_ID PROCEDURE FILE…
"""

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx


def main(url: str, key: str, personal_id: str, procedure: str, *files: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=60) as service:
        dossier_id = hand_in(service, list(map(Path, files)), procedure_code=procedure)
        for record in held(service, procedure, personal_id):
            told = {"dossier_id": dossier_id, "purpose": procedure, "consent": "Đồng ý tại quầy"}
            service.post(f"records/{record['id']}/uses", json=told).raise_for_status()
            print(f"Dùng lại: {record['title']} số {record['number']}")
        for paper in settled(service, dossier_id)["documents"]:
            print(f"{paper['title'] or 'Chưa rõ loại'}: {paper['status']}")
            for field in paper["fields"]:
                print(f"  {field['label']}: {field['value']}")


def hand_in(service: httpx.Client, files: list[Path], **told: str) -> str:
    """The dossier's id. However often it is sent under one key, it is one dossier."""
    once = {"Idempotency-Key": str(uuid4())}
    content = [("files", (file.name, file.read_bytes())) for file in files]
    for pause in (0, 1, 5, 10, 30):
        time.sleep(pause)
        with suppress(httpx.TransportError):  # it may have been taken, and the answer lost
            answer = service.post("dossiers", data=told, files=content, headers=once)
            if answer.status_code not in (409, 429, 503):  # in progress, too often, no room
                return str(answer.raise_for_status().json()["id"])
    raise SystemExit("The service takes nothing just now.")


def settled(service: httpx.Client, dossier_id: str) -> dict[str, Any]:
    """The dossier as read. A question waits at the service; what is known is not sent again."""
    dossier, tag = {"status": "received"}, ""
    while dossier["status"] in ("received", "reading"):
        answer = service.get(f"dossiers/{dossier_id}?wait=30", headers={"If-None-Match": tag})
        if answer.status_code != httpx.codes.NOT_MODIFIED:
            dossier, tag = answer.raise_for_status().json(), answer.headers["ETag"]
    return dossier


def held(service: httpx.Client, procedure: str, personal_id: str) -> list[dict[str, Any]]:
    """Records that stand for papers of this procedure: nobody is asked for these again."""
    told = service.get(f"procedures/{procedure}/held?personal_id={personal_id}").raise_for_status()
    return [it["record"] for it in told.json()["papers"] if it["usable"] and it["record"]]


if __name__ == "__main__":
    main(*sys.argv[1:])
