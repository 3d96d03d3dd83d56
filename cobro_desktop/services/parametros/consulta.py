"""What a table holds, as the screen and the command line show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.parametros import nombre_de
from cobro_desktop.services.parametros.ordenes import sigla_de_tabla
from cobro_desktop.services.parametros.registros import leer_registros, leer_soportes
from cobro_desktop.services.parametros.revision import (
    Conocido,
    conocidos,
    resumen,
    resumen_de,
)
from cobro_desktop.services.parametros.tablas import buscar_tabla, load_tablas
from cobro_desktop.services.usuarios import usuarios

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.parametros import TablaLegal, ValorLegal
    from cobro_desktop.services.parametros.registros import Registro, Soporte
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FilaParametro:
    """A value of a table, in force or of its history."""

    valor: ValorLegal
    vigencia: str
    """In words: `octubre de 2026`."""
    resumen: str
    """What it says, in one line."""
    cargado: bool
    """Somebody loaded it; else it ships with the program."""
    por: str = ""
    """Name of who loaded it."""
    en: dt.datetime | None = None
    motivo: str = ""
    """Why it replaced another."""
    estado: str = "vigente"
    """`vigente`, `reemplazado` or `retirado`."""
    soporte: Soporte | None = None
    """The file of the published act, where somebody kept it."""


def tablas() -> tuple[TablaLegal, ...]:
    """Return the tables, in the order they are shown."""
    return tuple(load_tablas().values())


def ver_tabla(workspace: Workspace, tabla: str, sigla: str = "") -> list[FilaParametro]:
    """Return the values in force of a table, the latest first.

    Raises:
        NotFoundError: no such table or entity.
        InvalidDataError: the table is of each entity and none was said.
    """
    found, name = buscar_tabla(tabla), sigla_de_tabla(workspace, tabla, sigla)
    with workspace.base.read() as session:
        registros = leer_registros(session, found.id)
        acts = leer_soportes(session, found.id, name)
    people = _names(workspace)
    present = conocidos(found, registros, name)
    rows = [_vigente(found, known, people) for known in reversed(present)]
    return [replace(row, soporte=acts.get(row.valor.vigencia)) for row in rows]


def ver_historia(
    workspace: Workspace, tabla: str, desde: dt.date, sigla: str = ""
) -> list[FilaParametro]:
    """Return what was said of the value that begins a day, the last word first."""
    found, name = buscar_tabla(tabla), sigla_de_tabla(workspace, tabla, sigla)
    with workspace.base.read() as session:
        registros = [
            r
            for r in leer_registros(session, found.id)
            if r.valor.vigencia.desde == desde and r.valor.sigla == name
        ]
    people = _names(workspace)
    rows = [
        _loaded(found, r, people, _state(r, last=r is registros[-1])) for r in registros
    ]
    return rows[::-1]


def _names(workspace: Workspace) -> dict[str, str]:
    return {person.login: person.nombre for person in usuarios(workspace)}


def _vigente(
    tabla: TablaLegal, known: Conocido, people: dict[str, str]
) -> FilaParametro:
    if known.registro is not None:
        return _loaded(tabla, known.registro, people, "vigente")
    valor = known.valor
    name = nombre_de(tabla, valor.vigencia)
    return FilaParametro(valor, name, resumen_de(tabla, known), cargado=False)


def _loaded(
    tabla: TablaLegal, registro: Registro, people: dict[str, str], estado: str
) -> FilaParametro:
    valor = registro.valor
    return FilaParametro(
        valor,
        nombre_de(tabla, valor.vigencia),
        resumen(tabla, valor),
        cargado=True,
        por=people.get(registro.por, registro.por),
        en=registro.en,
        motivo=registro.motivo,
        estado=estado,
    )


def _state(registro: Registro, *, last: bool) -> str:
    if registro.retirado:
        return "retirado"
    return "vigente" if last else "reemplazado"
