"""What every answer of the server says about itself: what the browser may load, keep and tell others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, Response, request

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


def content_policy(hashes: Sequence[str]) -> str:
    """The content security policy: everything from this server, and Dash's own inline scripts by their hash.
    Styles may stand inline, since Plotly writes them."""
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' {' '.join(hashes)}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    ))  # fmt: skip


def protect(server: Flask, hashes: Callable[[], Sequence[str]]) -> None:
    """Add the headers to every answer. `hashes` is asked once, at the first answer, when every callback is known."""
    known: list[str] = []

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
