"""What a reader sees when there is nothing at an address, or something went wrong."""

from __future__ import annotations

from dash import html

from dashboard.pages.page import Page

TITLES = {400: "That address cannot be used", 404: "Page not found"}
FAULT = "Sorry, there is a problem"


def problem(status: int, message: str) -> Page:
    """A page with the message and a way back."""
    title = TITLES.get(status, FAULT)
    body = (html.H1(title), html.P(message, className="lead"), html.P(html.A("Go to the scorecard", href="/")))
    return Page(title, body, status=status)
