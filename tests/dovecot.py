"""A private IMAP server: Debian's dovecot, as whoever runs the tests, in a folder of its own."""

import grp
import os
import pwd
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import trustme
from imapclient import IMAPClient

from benchmarks import servers
from ocr_service.cli.up import free_port
from ocr_service.courier.mailbox import Place
from tests.workers.service import eventually

DOVECOT = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
HOST, PASSWORD = "127.0.0.1", "only-for-this-very-test"
CONFIG = """
protocols = imap
listen = {host}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {stranger}
first_valid_uid = 0
auth_failure_delay = 0
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
namespace inbox {{
  inbox = yes
  prefix = INBOX.
  separator = .
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class MailServer:
    place: Place
    authority: Path  # trust in its certificate

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """The mailbox as its owner sees it."""
        trust = ssl.create_default_context(cafile=str(self.authority))
        with IMAPClient(HOST, self.place.port, ssl_context=trust) as client:
            client.login(self.place.user, PASSWORD)
            yield client

    def of(self, user: str) -> "MailServer":
        return replace(self, place=replace(self.place, user=user))

    def deliver(self, *letters: EmailMessage | bytes) -> None:
        with self.client() as client:
            for letter in letters:
                client.append("INBOX", bytes(letter))

    def lying(self, folder: str) -> Sequence[tuple[str, bool]]:
        """The subjects of the letters there, and whether they count as read."""
        with self.client() as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            told = client.fetch(client.search(), ["ENVELOPE", "FLAGS"])
            return [
                (it[b"ENVELOPE"].subject.decode(), b"\\Seen" in it[b"FLAGS"])
                for _, it in sorted(told.items())
            ]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """All its folders lie below INBOX, as with some they must; any user has a mailbox."""
    port = free_port(HOST)
    with servers.short_folder("ocrm-") as folder:
        config = folder / "dovecot.conf"
        config.write_text(CONFIG.format(folder=folder, host=HOST, port=port, **users(folder)))
        authority = certified(folder)
        with (folder / "out.log").open("wb") as out:
            server = subprocess.Popen([str(DOVECOT), "-F", "-c", config], stdout=out, stderr=out)
        try:
            eventually(lambda: answers(port) or server.poll() is not None)
            assert server.poll() is None, (folder / "out.log").read_text()
            yield MailServer(Place(HOST, port, "somebody", PASSWORD), authority)
        finally:
            server.terminate()
            server.wait(20)


def certified(folder: Path) -> Path:
    """Certificate and key are made there; the authority that vouches for them."""
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for pem in certificate.cert_chain_pems:
        pem.write_to_path(folder / "cert.pem", append=True)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder / "authority.pem"


def users(folder: Path) -> dict[str, str | int]:
    """Whoever runs the tests; root is let in nowhere, so Debian's own users stand in for it."""
    root = os.geteuid() == 0
    me = pwd.getpwnam("dovecot") if root else pwd.getpwuid(os.geteuid())
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
        os.chown(folder / name, me.pw_uid, me.pw_gid)
    group = grp.getgrgid(me.pw_gid).gr_name
    stranger = "dovenull" if root else me.pw_name
    return {
        "user": me.pw_name, "group": group, "stranger": stranger,
        "uid": me.pw_uid, "gid": me.pw_gid, "password": PASSWORD,
    }  # fmt: skip


def answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), 1):
            return True
    except OSError:
        return False
