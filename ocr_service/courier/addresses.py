"""Where we may post to: the public internet, and those private networks that a setting names.

Whoever subscribes could else make us call our own database, or the cloud's metadata (SSRF).
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from ocr_service.courier import ForbiddenAddress
from ocr_service.domain.errors import Complaint
from ocr_service.setting_kinds import Network

Resolve = Callable[[str, int], Sequence[str]]

LONGEST_URL = 2000
PORTS = {"https": 443, "http": 80}
PORT_NUMBERS = range(1, 2**16)
PUBLIC_V6 = IPv6Network("2000::/3")  # all that IANA has given out; leaves NAT64 outside
# What Python may count as global though it leads inwards: protocol assignments, 6to4 and Teredo
# (they wrap an IPv4 address), documentation, and Azure's metadata service.
INWARD = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
BAD_URL = Complaint(
    "bad_url",
    "Địa chỉ nhận thông báo không đúng dạng.",
    "Hãy gửi một địa chỉ https:// đầy đủ, không kèm tên đăng nhập và phần sau dấu #.",
)
UNKNOWN_HOST = Complaint(
    "unknown_host",
    "Không tìm thấy máy chủ của địa chỉ này.",
    "Hãy kiểm tra lại tên miền, hoặc hỏi người quản trị mạng.",
)
FORBIDDEN = Complaint(
    "forbidden_address",
    "Không được gửi thông báo đến địa chỉ này.",
    "Hãy dùng địa chỉ https:// công khai; nếu là mạng nội bộ, nhờ người quản trị khai báo mạng đó"
    " trong OCR_WEBHOOK_PRIVATE.",
)


@dataclass(frozen=True, slots=True)
class Destination:
    """A URL and the addresses that were checked: whoever posts there connects to these only."""

    url: httpx.URL
    addresses: tuple[str, ...]


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host as this machine would connect to it, decimal forms included."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def admit(url: str, private: Sequence[Network] = (), resolve: Resolve = look_up) -> Destination:
    """The place behind a URL, if all its addresses are allowed; raises ForbiddenAddress."""
    parsed = parse(url)
    try:
        found = resolve(host_of(parsed), parsed.port or PORTS[parsed.scheme])
        addresses = [unwrapped(address) for address in found]
    except (OSError, ValueError) as unknown:
        raise ForbiddenAddress(UNKNOWN_HOST) from unknown
    if not addresses:
        raise ForbiddenAddress(UNKNOWN_HOST)
    for address in addresses:
        inside = any(address in network for network in private)
        # In the clear only where somebody has vouched for the wire.
        if not inside and (parsed.scheme == "http" or not public(address)):
            raise ForbiddenAddress(FORBIDDEN)
    return Destination(parsed, tuple(str(address) for address in addresses))


def parse(url: str) -> httpx.URL:
    """The one reading of a URL, for the check and for the post; raises ForbiddenAddress."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as wrong:
        raise ForbiddenAddress(BAD_URL) from wrong
    placed = parsed.raw_host and (parsed.port is None or parsed.port in PORT_NUMBERS)
    if parsed.scheme not in PORTS or not placed:
        raise ForbiddenAddress(BAD_URL)
    if parsed.userinfo or parsed.fragment or len(url) > LONGEST_URL:
        raise ForbiddenAddress(BAD_URL)
    return parsed


def host_of(url: httpx.URL) -> str:
    """The name in ASCII (IDNA), as certificates say it."""
    return url.raw_host.decode("ascii").rstrip(".")


def unwrapped(address: str) -> IPv4Address | IPv6Address:
    """An IPv4 address that came dressed as one of IPv6 (::ffff:127.0.0.1) is what it is."""
    found = ip_address(address)
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def public(address: IPv4Address | IPv6Address) -> bool:
    if address.version == 6 and address not in PUBLIC_V6:
        return False
    inward = any(address in network for network in INWARD)
    return address.is_global and not address.is_multicast and not inward
