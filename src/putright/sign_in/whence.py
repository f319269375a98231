"""Where a request comes from: the address behind the proxies we know of, said roughly, and which browser it seems to be."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

__all__ = ["address_of", "browser_of", "place_of"]


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks. PUTRIGHT_PROXIES says how many of our own proxies stand before us.

    Each proxy adds the address it saw at the end, so only the last ones are ours to believe: whatever stands before them
    anybody can write.
    """
    proxies: int = settings.PROXIES
    if proxies:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(seen) >= proxies:
            return _checked(seen[-proxies])
    return _checked(request.META.get("REMOTE_ADDR", ""))


def _checked(text: str) -> str:
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        return ""


def place_of(address: str) -> str:
    """The network, not the machine in it: enough to see that it was not the office."""
    if not address:
        return "not known"
    found = ip_address(address)
    if found.is_loopback:
        return "this machine"
    wide = 48 if isinstance(found, IPv6Address) else 24
    return str(ip_network(f"{address}/{wide}", strict=False))


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(request: HttpRequest) -> str:
    """Such as "Firefox on Windows": what the browser says of itself, which proves nothing."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in said), "another program")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    return f"{browser} on {system}" if system else browser
