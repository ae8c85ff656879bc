"""Nobody who subscribes can make us call what lies inside our own walls."""

import socket
from collections.abc import Sequence
from ipaddress import ip_network

import pytest

from ocr_service.config import Settings
from ocr_service.courier import ForbiddenAddress
from ocr_service.courier.addresses import Resolve, admit


def names(**known: str | Sequence[str]) -> Resolve:
    """A name service that knows these names only; numbers it leaves to the machine."""
    table = {
        name.replace("_", "."): [to] if isinstance(to, str) else to for name, to in known.items()
    }

    def resolve(host: str, port: int) -> Sequence[str]:
        if host not in table:
            raise socket.gaierror(f"no such name: {host}")
        return table[host]

    return resolve


def code_of(url: str, private: Sequence[str] = (), resolve: Resolve | None = None) -> str:
    """ "" when we would post there."""
    networks = [ip_network(network) for network in private]
    try:
        if resolve:
            admit(url, networks, resolve)
        else:
            admit(url, networks)
    except ForbiddenAddress as forbidden:
        return forbidden.complaint.code
    return ""


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "127.0.0.1.",
        "localhost",
        "LOCALHOST",
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "2852039166",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fec0::1]",
        "[fe80::1]",
        "[ff02::1]",
        "[100::1]",
        "[5f00::1]",
    ],
)
def test_no_address_that_leads_inwards(host: str) -> None:
    assert code_of(f"https://{host}/ocr") == "forbidden_address"
    assert code_of(f"https://{host}:8443/ocr") == "forbidden_address"


@pytest.mark.parametrize(
    "to",
    [
        "127.0.0.1",
        "10.20.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1%2",
        ["8.8.8.8", "127.0.0.1"],
        ["2606:4700::1111", "::ffff:10.0.0.1"],
    ],
)
def test_no_name_that_leads_there_even_as_one_of_several(to: str | list[str]) -> None:
    assert code_of("https://evil.example/", resolve=names(evil_example=to)) == "forbidden_address"


@pytest.mark.parametrize("to", ["8.8.8.8", "2606:4700::1111", ["8.8.8.8", "2606:4700::1111"]])
def test_public_addresses_by_https_only(to: str | list[str]) -> None:
    known = names(good_example=to)
    assert code_of("https://good.example/ocr?x=1", resolve=known) == ""
    assert code_of("https://good.example.:8443/", resolve=known) == ""
    assert code_of("http://good.example/", resolve=known) == "forbidden_address"


def test_the_address_checked_is_the_address_handed_on() -> None:
    found = admit("https://good.example/", resolve=names(good_example=["8.8.8.8", "1.1.1.1"]))
    assert found.addresses == ("8.8.8.8", "1.1.1.1")
    mapped = admit("https://good.example/", resolve=names(good_example="::ffff:8.8.8.8"))
    assert mapped.addresses == ("8.8.8.8",)


def test_names_are_looked_up_as_certificates_say_them() -> None:
    known = names(**{"xn--mtca-5y5a8e_vn": "8.8.8.8"})
    assert code_of("https://MỘTCửa.vn/", resolve=known) == ""
    assert code_of("https://GOOD.example/", resolve=names(good_example="8.8.8.8")) == ""


def test_private_networks_are_opened_one_by_one_by_a_setting() -> None:
    opened = ["10.20.0.0/16", "fd00:1::/32"]
    assert code_of("https://10.20.3.4/", opened) == ""
    assert code_of("http://10.20.3.4:8080/", opened) == ""
    assert code_of("http://[::ffff:10.20.3.4]/", opened) == ""
    assert code_of("http://[fd00:1::7]/", opened) == ""
    for other in ("10.21.0.1", "127.0.0.1", "[fd00:2::7]", "169.254.169.254"):
        assert code_of(f"https://{other}/", opened) == "forbidden_address"
    both = names(both_example=["10.20.0.1", "10.21.0.1"])
    assert code_of("https://both.example/", opened, both) == "forbidden_address"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ocr",
        "https://",
        "https:///ocr",
        "ftp://good.example/",
        "file:///etc/passwd",
        "gopher://good.example/",
        "https://user:secret@good.example/",
        "https://good.example@127.0.0.1/",
        "https://good.example/#fragment",
        "https://good.example:0/",
        "https://good.example:99999/",
        "https://0177.0.0.1/",
        "https://good.example:x/",
        "https://good.example/\r\nX: y",
        "https://[::1/",
        "https://\ud800/",
        "https://good.example/" + "x" * 2000,
    ],
)
def test_what_is_no_url_of_a_receiver(url: str) -> None:
    assert code_of(url, resolve=names(good_example="8.8.8.8")) == "bad_url"


@pytest.mark.parametrize("url", ["https://nowhere.example/", "https://a..b/", "https://-/"])
def test_a_name_that_nobody_knows(url: str) -> None:
    assert code_of(url, resolve=names()) in ("unknown_host", "bad_url")
    assert code_of("https://empty.example/", resolve=names(empty_example=[])) == "unknown_host"


def test_the_setting_is_a_list_of_networks() -> None:
    given = {"OCR_WEBHOOK_PRIVATE": "10.20.0.0/16, fd00:1::/32"}
    settings = Settings.from_environment(given)
    assert settings.webhook_private == (ip_network("10.20.0.0/16"), ip_network("fd00:1::/32"))
    assert settings.shown()["OCR_WEBHOOK_PRIVATE"] == "10.20.0.0/16,fd00:1::/32"
    assert Settings.from_environment({}).webhook_private == ()
    with pytest.raises(ValueError, match="webhook_private"):
        Settings.from_environment({"OCR_WEBHOOK_PRIVATE": "10.20.0.1/16"})
