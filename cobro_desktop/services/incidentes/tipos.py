"""Reads the kinds of incident that ship."""

from __future__ import annotations

import tomllib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cobro_desktop.assets import assets
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.incidentes import (
    HechoDeIncidente,
    ResultadoIncidente,
    Sigue,
    TerminoIncidente,
    TipoIncidente,
)
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.procedimiento import Etapa, Plazo, Unidad
from cobro_desktop.services.lectura_procedimiento import leer_campo
from cobro_desktop.services.tabla_toml import Tabla

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.services.lineas_toml import Ruta

ARCHIVO = "incidentes.toml"
DETIENE = frozenset({"terminos", "prescripcion", "intereses"})


@cache
def load_incidentes() -> Mapping[str, TipoIncidente]:
    """Return the kinds by id, in the order they are offered.

    Raises:
        InvalidDataError: the file is wrong; says every fault.
    """
    path = assets("resources") / "referencia" / ARCHIVO
    faults: list[tuple[Ruta, str]] = []
    root = Tabla(tomllib.loads(path.read_text(encoding="utf-8")), (), faults)
    found = [_tipo(tabla) for tabla in root.tablas("incidente")]
    root.unicos("incidente", found, lambda tipo: tipo.id, "el id de incidente")
    root.cerrar()
    if faults:
        listed = "; ".join(
            f"{'.'.join(map(str, ruta))}: {text}" for ruta, text in faults
        )
        message = f"El archivo «{ARCHIVO}» está mal escrito: {listed}."
        raise InvalidDataError(message)
    return MappingProxyType({tipo.id: tipo for tipo in found})


def buscar_tipo(wanted: str) -> TipoIncidente:
    """Return a kind by its id.

    Raises:
        NotFoundError: there is no such kind; lists those that exist.
    """
    known = load_incidentes()
    if wanted not in known:
        message = (
            f"No hay un incidente «{wanted}». Los que hay son: {', '.join(known)}."
        )
        raise NotFoundError(message, {"tipos": list(known)})
    return known[wanted]


def _tipo(tabla: Tabla) -> TipoIncidente:
    detiene = frozenset(tabla.textos("detiene"))
    for name in sorted(detiene - DETIENE):
        tabla.falla(f"«{name}» no es nada que un incidente detenga", "detiene")
    interrumpe = None
    if tabla.tiene("interrumpe"):
        interrumpe = tabla.enumerado("interrumpe", Causa, Causa.CONCORDATO)
    hecho = None
    if tabla.tiene("hecho"):
        hecho = tabla.enumerado("hecho", HechoDeIncidente, HechoDeIncidente.DEMANDA)
    outcomes = [_resultado(t) for t in tabla.tablas("resultado")]
    tabla.unicos("resultado", outcomes, lambda r: r.id, "el resultado")
    campos = [leer_campo(t) for t in tabla.tablas("campo")]
    tabla.unicos("campo", campos, lambda c: c.nombre, "el campo")
    tipo = TipoIncidente(
        id=tabla.texto("id", obligatorio=True),
        nombre=tabla.texto("nombre", obligatorio=True),
        descripcion=tabla.texto("descripcion", obligatorio=True),
        norma=tabla.texto("norma", obligatorio=True),
        verificado=not tabla.tiene("verificado") or tabla.logico("verificado"),
        etapas=tabla.enumerados("etapas", Etapa),
        detiene=detiene,
        termino=_termino(tabla),
        pide_limite=tabla.logico("pide_limite"),
        interrumpe=interrumpe,
        hecho=hecho,
        documentos=tabla.textos("documentos"),
        campos=tuple(campos),
        resultados=tuple(outcomes),
    )
    if not outcomes:
        tabla.falla("no tiene ningún [[incidente.resultado]]")
    return tipo


def _termino(incidente: Tabla) -> TerminoIncidente | None:
    tabla = incidente.tabla("plazo")
    if tabla is None:
        return None
    plazo = Plazo(
        tabla.entero("cantidad", obligatorio=True),
        tabla.enumerado("unidad", Unidad, Unidad.HABILES, obligatorio=True),
    )
    nombre = tabla.texto("nombre", obligatorio=True)
    tabla.cerrar()
    return TerminoIncidente(plazo, nombre)


def _resultado(tabla: Tabla) -> ResultadoIncidente:
    return ResultadoIncidente(
        id=tabla.texto("id", obligatorio=True),
        etiqueta=tabla.texto("etiqueta", obligatorio=True),
        sigue=tabla.enumerado("sigue", Sigue, Sigue.CONTINUA, obligatorio=True),
        documento=tabla.texto("documento"),
    )
