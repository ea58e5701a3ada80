"""Disclosure control: what public papers must hide so that no child can be recognised from a small number.

Method: `docs/decisions/0013-disclosure.md`.
"""

from indicators.disclosure.protection import SAFE, UNSAFE, Protection, audit, protect, protection

__all__ = ["SAFE", "UNSAFE", "Protection", "audit", "protect", "protection"]
