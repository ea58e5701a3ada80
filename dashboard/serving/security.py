"""What every answer of the server says about itself (what the browser may load, keep and tell others), the guard
against forms that other sites send in a reader's name, and which addresses only this machine can reach."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

FOR_EVER = "public, max-age=31536000, immutable"
NOT_WITHOUT_ASKING = "private, no-cache"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

READS = ("GET", "HEAD", "OPTIONS")
DASH = "/_dash-update-component"  # asks for a part of a page and changes nothing
FOREIGN = "This was sent from another site, so nothing was done. Open the page here and try again."


def is_own(headers: Mapping[str, str], host: str) -> bool:
    """Whether a request that changes something comes from a page of this very server, as browsers say by themselves and
    no page can make them say falsely. A request that says nothing of where it comes from is not."""
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = headers.get("Origin")
    return urlsplit(origin).netloc == host if origin else "Sec-Fetch-Site" in headers


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def content_policy(hashes: Sequence[str]) -> str:
    """The content security policy: everything from this server, and Dash's own inline scripts by their hash.
    Styles may stand inline, since Plotly writes them."""
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' {' '.join(hashes)}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    ))  # fmt: skip


def protect(server: Flask, hashes: Callable[[], Sequence[str]]) -> None:
    """Add the headers to every answer, and refuse what other sites send. `hashes` is asked once, at the first answer,
    when every callback is known."""
    known: list[str] = []

    @server.before_request
    def refuse_foreign() -> None:
        if request.method not in READS and request.path != DASH and not is_own(request.headers, request.host):
            abort(403, FOREIGN)

    @server.after_request
    def add(response: Response) -> Response:
        if not known:
            known.append(content_policy(hashes()))
        response.headers["Content-Security-Policy"] = known[0]
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/assets/") and "m" in request.args and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER  # the address changes with the file
        else:
            response.headers.setdefault("Cache-Control", NOT_WITHOUT_ASKING)
        return response
