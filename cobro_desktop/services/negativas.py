"""How a command refuses what a person asked."""

from __future__ import annotations

from typing import NoReturn

from cobro_desktop.domain.errors import InvalidDataError


def rehusar(problema: str) -> NoReturn:
    """Say what is wrong, and that nothing was recorded.

    Raises:
        InvalidDataError: always.
    """
    message = f"{problema} No se registró nada."
    raise InvalidDataError(message)
