"""What a system of the institution answers when our cases are registered in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion.externos import Estado
from cobro_desktop.services.importacion.filas import fecha

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.services.importacion.casos import Caso
    from cobro_desktop.services.importacion.filas import FilaAplicativo, FilaCope

REGISTRADO = "Registrado"
"""The state of what is registered and does not say it otherwise."""


@dataclass(frozen=True, slots=True)
class Sistema:
    """A system in which what is done here is registered too."""

    id: str
    """As `estado_externo` keeps it."""
    nombre: str
    """As a sentence begins with it."""
    referencia: str
    """Kind of the number that it gives to a case."""


def sin_llenar(numero: str | None, fila: FilaCope | FilaAplicativo) -> bool:
    """Tell whether the system has not answered on a row yet."""
    return not (numero or fila.fecha or fila.estado)


def estado_de(
    sistema: Sistema,
    fila: FilaCope | FilaAplicativo,
    caso: Caso,
    numeros: Mapping[str, str],
    hoy: dt.date,
) -> Estado:
    """Return what a row says; `numeros` are those that it gives, by kind."""
    day = fecha(fila.fecha)
    label = fila.estado or REGISTRADO
    number = numeros.get(sistema.referencia, "")
    known_as = f" con el número {number}" if number else ""
    what = f", actividad {fila.actividad}" if fila.actividad else ""
    others = "".join(
        f", radicado {kind} {value}"
        for kind, value in numeros.items()
        if kind != sistema.referencia
    )
    when = f" el {fecha_larga(day)}" if day else ""
    facts = {"actividad": fila.actividad or ""}
    if fila.saldo is not None:
        facts["saldo"] = str(en_pesos(fila.saldo))
    detail = " · ".join(p for p in (fila.actividad, fila.observaciones) if p)
    return Estado(
        fila=fila.fila,
        caso=caso,
        sistema=sistema.id,
        estado=label,
        etiqueta=label,
        fecha=day,
        consultado=day or hoy,
        referencia=number,
        detalle=detail,
        texto=f"{sistema.nombre} lo registró{known_as}{what}{others}{when}: «{label}».",
        numeros=numeros,
        datos=facts,
        sin_dia=day is None,
        de_registro=True,
    )
