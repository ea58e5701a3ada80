"""Scorecard -> frozen view objects, ready to show: all that a page may ask for. One module a page."""
