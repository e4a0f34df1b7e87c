"""Addresses shown so that their owner knows them and nobody else learns them (promise R21)."""

from __future__ import annotations

_DOTS = "•••"


def mask_email(address: str) -> str:
    """kari@example.no is shown as k•••@example.no."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}{_DOTS}@{domain}" if at else _DOTS


def mask_phone(number: str) -> str:
    """A number's last two digits stay: +4741234567 is shown as •• •• •• 67."""
    digits = [char for char in number if char.isdigit()]
    return "•• •• •• " + "".join(digits[-2:]) if len(digits) >= 5 else _DOTS
