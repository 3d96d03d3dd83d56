"""The closed list of rules that a procedure file may name (DECISIONS 16).

A rule that is not met stops the closing of an activity unless the person gives a
reason that stays on record (PROCEDURES 6); the few `insalvable` cannot be passed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.reglas_actos import REGLAS_DE_ACTOS
from cobro_desktop.domain.reglas_cartera import REGLAS_DE_CARTERA
from cobro_desktop.domain.reglas_saldos import REGLAS_DE_SALDOS
from cobro_desktop.domain.reglas_terminos import REGLAS_DE_TERMINOS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.regla import Regla

REGLAS: Mapping[str, Regla] = MappingProxyType(
    {
        regla.nombre: regla
        for regla in (
            *REGLAS_DE_ACTOS,
            *REGLAS_DE_SALDOS,
            *REGLAS_DE_TERMINOS,
            *REGLAS_DE_CARTERA,
        )
    }
)


def regla(nombre: str) -> Regla:
    """Return a rule of the list.

    Raises:
        NotFoundError: no rule has that name.
    """
    if found := REGLAS.get(nombre):
        return found
    mensaje = f"No existe la regla «{nombre}». Las que hay son: {', '.join(REGLAS)}."
    raise NotFoundError(mensaje, {"regla": nombre})
