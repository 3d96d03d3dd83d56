"""What a suspension may be: its days, what it stops, and no two for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.cuenta import ANIOS
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.negativas import rehusar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.suspensiones import AbrirSuspension
    from cobro_desktop.storage.queries.novedades import Suspension

DETIENE: Final = {
    "terminos": "los términos",
    "prescripcion": "la prescripción",
    "intereses": "los intereses",
}


def revisar(command: AbrirSuspension, hoy: dt.date) -> None:
    """Refuse one that cannot be.

    Raises:
        InvalidDataError: no cause, it stops nothing, or its dates cannot be.
    """
    if not command.causa.strip():
        rehusar("Escriba la causa de la suspensión.")
    if not command.detiene:
        rehusar(
            "Diga qué detiene la suspensión: los términos, la prescripción o los "
            "intereses; al menos uno."
        )
    if command.desde > hoy:
        rehusar(
            f"La suspensión no puede empezar después de hoy, {fecha_larga(hoy)}. "
            "Regístrela cuando empiece."
        )
    for day in (command.desde, command.hasta):
        if day is not None and day.year not in ANIOS:
            rehusar(f"La fecha {day.isoformat()} no puede ser.")
    if command.hasta is not None and command.hasta < command.desde:
        rehusar(
            f"La suspensión termina el {fecha_larga(command.hasta)}, antes de "
            f"empezar, el {fecha_larga(command.desde)}. Revise las dos fechas."
        )


def revisar_cruces(found: Sequence[Suspension], row_id: int) -> None:
    """Refuse two of a case that stop the same on the same day.

    Raises:
        InvalidDataError: the one of `row_id` overlaps another.
    """
    mine = next(s for s in found if s.id == row_id)
    for other in found:
        same = [text for name, text in DETIENE.items() if _both(name, mine, other)]
        if other.id == mine.id or not same:
            continue
        apart = (mine.hasta is not None and mine.hasta < other.desde) or (
            other.hasta is not None and other.hasta < mine.desde
        )
        if not apart:
            until = f"hasta el {fecha_larga(other.hasta)}" if other.hasta else "abierta"
            rehusar(
                f"Se cruza con otra suspensión que ya detiene {_lista(same)}: "
                f"«{other.causa}», desde el {fecha_larga(other.desde)}, {until}. "
                "Levántela primero o revise las fechas."
            )


def texto_de(command: AbrirSuspension) -> str:
    """Say in a sentence what a suspension does."""
    until = f" hasta el {fecha_larga(command.hasta)}" if command.hasta else ""
    norm = f" ({command.norma.strip()})" if command.norma.strip() else ""
    stopped = _lista([DETIENE[name] for name in command.detiene])
    return (
        f"Suspensión de {stopped} desde el {fecha_larga(command.desde)}{until}: "
        f"{command.causa.strip()}{norm}."
    )


def _both(name: str, one: Suspension, other: Suspension) -> bool:
    return bool(getattr(one, name) and getattr(other, name))


def _lista(parts: Sequence[str]) -> str:
    return " y ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
