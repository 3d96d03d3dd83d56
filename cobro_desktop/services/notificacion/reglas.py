"""Reads how acts are notified: the shipped order, its conditions and the causes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.notificacion import (
    Calculo,
    Camino,
    CausaDevolucion,
    Citacion,
    Medio,
    PasoMedio,
    Regimen,
    ReglasNotificacion,
    Requisito,
    TerminoNotificado,
)
from cobro_desktop.domain.procedimiento import Unidad
from cobro_desktop.services.tabla_toml import Tabla

if TYPE_CHECKING:
    from cobro_desktop.services.lineas_toml import Ruta

ARCHIVO = "notificaciones.toml"
_DESDE = ("entrega", "envio")


@cache
def load_notificaciones(sigla: str) -> ReglasNotificacion:
    """Return the rules of an institution.

    Raises:
        InvalidDataError: the file is wrong; says every fault.
    """
    path = assets("resources") / "referencia" / ARCHIVO
    faults: list[tuple[Ruta, str]] = []
    root = Tabla(tomllib.loads(path.read_text(encoding="utf-8")), (), faults)
    causes = [_causa(tabla) for tabla in root.tablas("causa")]
    root.unicos("causa", causes, lambda cause: cause.id, "la causa")
    regimes = [_regimen(tabla) for tabla in root.tablas("regimen")]
    root.unicos("regimen", regimes, lambda regime: regime.id, "el régimen")
    if sum(not regime.documentos for regime in regimes) != 1:
        root.falla("debe haber un solo régimen sin documentos", "regimen")
    terms = [_termino(tabla) for tabla in root.tablas("termino")]
    root.unicos("termino", terms, lambda term: term.documento, "el documento")
    own = dict(_propia(tabla) for tabla in root.tablas("entidad"))
    root.cerrar()
    if faults:
        listed = "; ".join(
            f"{'.'.join(map(str, ruta))}: {text}" for ruta, text in faults
        )
        message = f"El archivo «{ARCHIVO}» está mal escrito: {listed}."
        raise InvalidDataError(message)
    conditions = {medio: text for (who, medio), text in own.items() if who == sigla}
    return ReglasNotificacion(
        tuple(_con(regime, conditions) for regime in regimes),
        MappingProxyType({cause.id: cause for cause in causes}),
        MappingProxyType({term.documento: term for term in terms}),
    )


def _causa(tabla: Tabla) -> CausaDevolucion:
    return CausaDevolucion(
        tabla.texto("id", obligatorio=True),
        tabla.texto("nombre", obligatorio=True),
        tabla.enumerado("camino", Camino, Camino.AVISO, obligatorio=True),
        tabla.logico("cierra"),
    )


def _regimen(tabla: Tabla) -> Regimen:
    steps = [_paso(t) for t in tabla.tablas("paso")]
    tabla.unicos("paso", steps, lambda paso: paso.medio, "el medio")
    if not steps:
        tabla.falla("no tiene ningún [[regimen.paso]]")
    return Regimen(
        tabla.texto("id", obligatorio=True),
        tabla.texto("norma", obligatorio=True),
        MappingProxyType({paso.medio: paso for paso in steps}),
        tabla.textos("documentos"),
        _citacion(tabla.tabla("citacion")),
    )


def _citacion(tabla: Tabla | None) -> Citacion | None:
    if tabla is None:
        return None
    since = tabla.texto("desde", obligatorio=True)
    if since not in _DESDE:
        tabla.falla(f"«{since}» no es {' ni '.join(_DESDE)}", "desde")
    found = Citacion(
        tabla.entero("dias", obligatorio=True),
        since == "entrega",
        tabla.texto("norma", obligatorio=True),
    )
    tabla.cerrar()
    return found


def _paso(tabla: Tabla) -> PasoMedio:
    stands = None
    if tabla.tiene("equivale"):
        stands = tabla.enumerado("equivale", Medio, Medio.AVISO)
    return PasoMedio(
        medio=tabla.enumerado("medio", Medio, Medio.PERSONAL, obligatorio=True),
        norma=tabla.texto("norma", obligatorio=True),
        hecho=tabla.texto("hecho", obligatorio=True),
        condicion=tabla.texto("condicion", obligatorio=True),
        calculo=tabla.enumerado(
            "calculo", Calculo, Calculo.MISMO_DIA, obligatorio=True
        ),
        orden=tabla.logico("orden"),
        equivale=stands,
        direccion=tabla.texto("direccion"),
        exige=tabla.enumerados("exige", Requisito),
        avisa=tabla.enumerados("avisa", Requisito),
    )


def _termino(tabla: Tabla) -> TerminoNotificado:
    name = tabla.texto("nombre", obligatorio=True)
    norm = tabla.texto("norma", obligatorio=True)
    return TerminoNotificado(
        tabla.texto("documento", obligatorio=True),
        f"{name} ({norm})",
        tabla.entero("cantidad", obligatorio=True),
        tabla.enumerado("unidad", Unidad, Unidad.HABILES, obligatorio=True),
    )


def _propia(tabla: Tabla) -> tuple[tuple[str, Medio], str]:
    medio = tabla.enumerado("medio", Medio, Medio.PERSONAL, obligatorio=True)
    sigla = tabla.texto("sigla", obligatorio=True)
    return (sigla, medio), tabla.texto("condicion", obligatorio=True)


def _con(regime: Regimen, conditions: dict[Medio, str]) -> Regimen:
    """Put the institution's own conditions in the place of the usual ones."""
    steps = {
        medio: replace(paso, condicion=conditions.get(medio, paso.condicion))
        for medio, paso in regime.pasos.items()
    }
    return replace(regime, pasos=MappingProxyType(steps))
