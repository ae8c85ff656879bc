"""A bucket of an S3-compatible store: objects put and verified, fetched in pieces."""

import base64
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage import Stored

PIECE = 2**20
CONNECT_SECONDS = 5
READ_SECONDS = 30
TRIES = 3
ABSENT = frozenset({"404", "NoSuchKey"})
MADE_BEFORE = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


@dataclass(frozen=True)
class Address:
    """Where the bucket is; what is "" is told by the usual AWS variables and files."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = ""


class Bucket:
    """Objects by key, below the address' prefix. Safe for threads, and for a fork."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._session = boto3.session.Session(
            aws_access_key_id=address.access_key or None,
            aws_secret_access_key=address.secret_key or None,
            region_name=address.region or None,
        )
        # Made once here: what it loads, every child then has.
        self._made, self._made_by = self._connected(), os.getpid()

    def put(self, key: str, stored: Stored, source: Path) -> None:
        """Returns when the bucket is known to hold these bytes; raises Unavailable."""
        if self.holds(key, stored):
            return
        with trouble(), source.open("rb") as body:
            self._client.put_object(
                **self._object(key),
                Body=body,
                ContentLength=stored.size,
                ChecksumAlgorithm="SHA256",
                ChecksumSHA256=as_base64(stored.sha256),
            )
        if not self.holds(key, stored):
            raise Unavailable("the file store: it holds other bytes than it was sent")

    def holds(self, key: str, stored: Stored) -> bool:
        """By the hash that the store tells; where it tells none, by reading all of it."""
        try:
            with trouble():
                told = self._client.head_object(**self._object(key), ChecksumMode="ENABLED")
        except NotFound:
            return False
        if told["ContentLength"] != stored.size:
            return False
        if "ChecksumSHA256" in told:
            return bool(told["ChecksumSHA256"] == as_base64(stored.sha256))
        seen = hashlib.sha256()
        self.fetch(key, seen.update)
        return seen.hexdigest() == stored.sha256

    def fetch(self, key: str, write: Callable[[bytes], object]) -> None:
        """Gives the object's bytes to ``write``, in pieces; raises NotFound, Unavailable."""
        with trouble():
            body = self._client.get_object(**self._object(key))["Body"]
            for piece in body.iter_chunks(PIECE):
                write(piece)

    def has(self, key: str) -> bool:
        try:
            with trouble():
                self._client.head_object(**self._object(key))
        except NotFound:
            return False
        return True

    def remove(self, key: str) -> None:
        """Whether it was there or not; raises Unavailable."""
        with trouble():
            self._client.delete_object(**self._object(key))

    def listed(self) -> Iterator[str]:
        """Of all objects below the prefix; raises Unavailable."""
        below = self._object("")["Key"]
        with trouble():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._address.bucket, Prefix=below):
                for told in page.get("Contents", ()):
                    yield told["Key"].removeprefix(below)

    def ping(self) -> None:
        """Raises Unavailable when the bucket does not answer, or not to us."""
        try:
            with trouble():
                self._client.head_bucket(Bucket=self._address.bucket)
        except NotFound:
            raise Unavailable("the file store: there is no such bucket") from None

    def make(self) -> None:
        """Makes the bucket unless it is there; raises Unavailable."""
        with trouble():
            try:
                self._client.create_bucket(Bucket=self._address.bucket, **self._where())
            except ClientError as refused:
                if code_of(refused) not in MADE_BEFORE:
                    raise

    @property
    def _client(self) -> Any:
        """One for each process: after a fork two would speak on one connection."""
        if self._made_by != os.getpid():
            self._made, self._made_by = self._connected(), os.getpid()
        return self._made

    def _connected(self) -> Any:
        endpoint = self._address.endpoint
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            # Hosts of one's own seldom have a name for each bucket.
            s3={"addressing_style": "path" if endpoint else "auto"},
        )
        return self._session.client("s3", endpoint_url=endpoint or None, config=config)

    def _where(self) -> dict[str, Any]:
        """Amazon asks for the region unless it is the first one, and refuses that one."""
        region = self._client.meta.region_name
        if self._address.endpoint or region in (None, "us-east-1", "aws-global"):
            return {}
        return {"CreateBucketConfiguration": {"LocationConstraint": region}}

    def _object(self, key: str) -> dict[str, str]:
        prefix = self._address.prefix
        return {"Bucket": self._address.bucket, "Key": f"{prefix}/{key}" if prefix else key}


def as_base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def code_of(refused: ClientError) -> str:
    return str(refused.response.get("Error", {}).get("Code", ""))


@contextmanager
def trouble() -> Iterator[None]:
    """Whatever keeps us from the bucket is Unavailable; only an object may be NotFound."""
    try:
        yield
    except ClientError as refused:
        if code_of(refused) in ABSENT:
            raise NotFound("no such object in the file store") from refused
        raise Unavailable(f"the file store: {code_of(refused)}") from refused
    except BotoCoreError as lost:
        raise Unavailable(f"the file store: {type(lost).__name__}") from lost
