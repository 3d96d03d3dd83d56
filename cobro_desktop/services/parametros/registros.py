"""What the base holds of the law: rows that are only added, the last one wins."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, or_, select

from cobro_desktop.domain.parametros import ValorLegal, Vigencia
from cobro_desktop.storage.rows import EntidadRow, ParametroRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

TABLA: Final = "tabla."
OPCION: Final = "opcion."
SOPORTE: Final = "soporte."
"""How the keys of these rows begin; other keys of the table are not of the law."""


class Registro(NamedTuple):
    """A value, or its withdrawal, as somebody wrote it."""

    id: int
    valor: ValorLegal
    retirado: bool
    """From here on what ships counts again, or nothing does."""
    motivo: str
    """Why it replaced or withdrew another; empty when it was new."""
    por: str
    """Login of who wrote it."""
    en: dt.datetime

    @property
    def llave(self) -> tuple[str, str, Vigencia]:
        """What it is the value of."""
        return self.valor.tabla, self.valor.sigla, self.valor.vigencia


class Eleccion(NamedTuple):
    """A reading of the law that an entity chose."""

    id: int
    sigla: str
    clave: str
    valor: str
    """Empty: what its profile says."""
    sustento: str
    por: str
    en: dt.datetime


class Soporte(NamedTuple):
    """The file of the published act that says a value."""

    sha256: str
    nombre: str


class Marca(NamedTuple):
    """Changes whenever a row of the law is added, by whatever process."""

    filas: int
    ultima: int


def marca(session: Session) -> Marca:
    """Return the mark of what the base holds now."""
    row = session.execute(
        select(func.count(), func.coalesce(func.max(ParametroRow.id), 0)).where(
            _of_the_law()
        )
    ).one()
    return Marca(*row)


def leer_registros(session: Session, tabla: str = "") -> list[Registro]:
    """Return every row of the tables, or of one, as they were written."""
    wanted = TABLA + tabla
    condition = (
        ParametroRow.clave == wanted
        if tabla
        else ParametroRow.clave.startswith(wanted, autoescape=True)
    )
    rows = session.execute(
        select(ParametroRow, EntidadRow.sigla)
        .outerjoin(EntidadRow, EntidadRow.id == ParametroRow.entidad_id)
        .where(condition)
        .order_by(ParametroRow.id)
    )
    return [_registro(row, sigla or "") for row, sigla in rows]


def leer_elecciones(session: Session) -> list[Eleccion]:
    """Return every choice of the switches, as they were written."""
    rows = session.execute(
        select(ParametroRow, EntidadRow.sigla)
        .join(EntidadRow, EntidadRow.id == ParametroRow.entidad_id)
        .where(ParametroRow.clave.startswith(OPCION, autoescape=True))
        .order_by(ParametroRow.id)
    )
    return [
        Eleccion(
            row.id,
            sigla,
            row.clave.removeprefix(OPCION),
            row.valor,
            row.fuente,
            row.registrado_por,
            row.registrado_en,
        )
        for row, sigla in rows
    ]


def leer_soportes(
    session: Session, tabla: str, sigla: str = ""
) -> dict[Vigencia, Soporte]:
    """Return the last file kept for each value of a table, or of an entity's."""
    rows = session.execute(
        select(ParametroRow, EntidadRow.sigla)
        .outerjoin(EntidadRow, EntidadRow.id == ParametroRow.entidad_id)
        .where(ParametroRow.clave == SOPORTE + tabla)
        .order_by(ParametroRow.id)
    )
    return {
        _vigencia(row): Soporte(row.soporte or "", row.soporte_nombre)
        for row, of_whom in rows
        if (of_whom or "") == sigla
    }


def fila_de_soporte(valor: ValorLegal, soporte: Soporte) -> ParametroRow:
    """Return the row that keeps the act of a value; the value itself is elsewhere.

    A row of its own, so that what was computed with the value stays as it was.
    """
    return ParametroRow(
        clave=SOPORTE + valor.tabla,
        valor="",
        desde=valor.vigencia.desde,
        hasta=valor.vigencia.hasta,
        fuente=valor.fuente,
        verificado=valor.verificado,
        soporte=soporte.sha256,
        soporte_nombre=soporte.nombre,
    )


def en_vigor(registros: Iterable[Registro]) -> list[Registro]:
    """Return the last word on each value, in order of validity; none withdrawn."""
    last = {registro.llave: registro for registro in registros}
    kept = [registro for registro in last.values() if not registro.retirado]
    return sorted(kept, key=lambda registro: registro.llave)


def elegidas(elecciones: Iterable[Eleccion], sigla: str) -> dict[str, Eleccion]:
    """Return what an entity chose last, by switch."""
    last = {e.clave: e for e in elecciones if e.sigla == sigla}
    return {clave: eleccion for clave, eleccion in last.items() if eleccion.valor}


def fila(
    valor: ValorLegal, *, motivo: str = "", retirado: bool = False
) -> ParametroRow:
    """Return the row of a value, without its entity and its author."""
    content = {
        "campos": dict(valor.campos),
        "nota": valor.nota,
        "motivo": motivo,
        "retirado": retirado,
    }
    return ParametroRow(
        clave=TABLA + valor.tabla,
        valor=json.dumps(content, ensure_ascii=False, sort_keys=True),
        desde=valor.vigencia.desde,
        hasta=valor.vigencia.hasta,
        fuente=valor.fuente,
        verificado=valor.verificado,
    )


def _of_the_law() -> ColumnElement[bool]:
    return or_(
        ParametroRow.clave.startswith(TABLA, autoescape=True),
        ParametroRow.clave.startswith(OPCION, autoescape=True),
    )


def _registro(row: ParametroRow, sigla: str) -> Registro:
    content = json.loads(row.valor)
    value = ValorLegal(
        tabla=row.clave.removeprefix(TABLA),
        vigencia=_vigencia(row),
        campos=content["campos"],
        fuente=row.fuente,
        verificado=row.verificado,
        nota=content["nota"],
        sigla=sigla,
    )
    return Registro(
        row.id,
        value,
        content["retirado"],
        content["motivo"],
        row.registrado_por,
        row.registrado_en,
    )


def _vigencia(row: ParametroRow) -> Vigencia:
    return Vigencia(row.desde or date.min, row.hasta or date.max)
