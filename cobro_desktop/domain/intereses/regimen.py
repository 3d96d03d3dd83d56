"""The regimes of default interest by name, and how each is set up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses import cco884, et635, ley68, ley80
from cobro_desktop.domain.intereses.cco884 import Cco884, Conversion, TasaComercial
from cobro_desktop.domain.intereses.dias import BaseDias
from cobro_desktop.domain.intereses.et635 import Divisor, Et635, ModoTasa
from cobro_desktop.domain.intereses.ley68 import Ley68
from cobro_desktop.domain.intereses.ley80 import Ley80, Segmento

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.intereses.periodo import Causador
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia


class Regimen(StrEnum):
    """Which law gives the default interest of an obligation."""

    LEY68 = "ley68"
    ET635 = "et635"
    LEY80 = "ley80"
    CCO884 = "cco884"
    DISCIPLINARIO = "disciplinario"


@dataclass(frozen=True, slots=True)
class FichaRegimen:
    """How a regime is told to a person."""

    nombre: str
    norma: str
    opciones: tuple[str, ...]
    """The switches that its interest depends on."""


FICHAS: Final = {
    Regimen.LEY68: FichaRegimen(
        "Interés del 12 % anual simple",
        ley68.NORMA,
        ("ley68.base", "ley68.incluye_inicio"),
    ),
    Regimen.ET635: FichaRegimen(
        "Interés moratorio tributario", et635.NORMA, ("et635.rate", "et635.divisor")
    ),
    Regimen.LEY80: FichaRegimen(
        "Interés del 12 % anual sobre el valor histórico actualizado",
        ley80.NORMA,
        ("ley80.segment",),
    ),
    Regimen.CCO884: FichaRegimen(
        "Interés moratorio comercial", cco884.NORMA, ("cco884.conv",)
    ),
    Regimen.DISCIPLINARIO: FichaRegimen(
        "Intereses comerciales de multa disciplinaria",
        f"Ley 734 de 2002, art. 173; Ley 1952 de 2019, art. 237; {cco884.NORMA}",
        ("cco884.conv", "disciplinario.rate"),
    ),
}


def leer_regimen(texto: str) -> Regimen:
    """Return the regime that a person named.

    Raises:
        InvalidDataError: there is no such regime; lists them.
    """
    try:
        return Regimen(texto.strip().casefold())
    except ValueError:
        known = ", ".join(Regimen)
        msg = f"No existe el régimen de intereses «{texto}». Use uno de estos: {known}."
        raise InvalidDataError(msg, {"regimen": texto}) from None


def al_pago(rate: Causador, fecha: date) -> Causador:
    """Return the regime as it reckons the days before a payment or cut on `fecha`."""
    return rate.al_pago(fecha) if isinstance(rate, Et635) else rate


def causador(
    regimen: Regimen, exigible: date, opciones: Opciones, referencia: Referencia
) -> Causador:
    """Set a regime up with the tables and the readings in force."""
    if regimen is Regimen.LEY68:
        return Ley68(BaseDias(opciones["ley68.base"]))
    if regimen is Regimen.ET635:
        return Et635(
            referencia.tasas,
            ModoTasa(opciones["et635.rate"]),
            Divisor(opciones["et635.divisor"]),
        )
    if regimen is Regimen.LEY80:
        return Ley80(referencia.ipc, exigible, Segmento(opciones["ley80.segment"]))
    tasa = TasaComercial.USURA
    if regimen is Regimen.DISCIPLINARIO:
        tasa = TasaComercial(opciones["disciplinario.rate"])
    return Cco884(referencia.tasas, Conversion(opciones["cco884.conv"]), tasa)
