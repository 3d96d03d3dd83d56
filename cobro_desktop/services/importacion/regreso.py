"""Rows of a workbook that we exported and that comes back from another office.

Its hidden key says which obligation a row is, and how many changes the obligation had
when the workbook left: what differs then is what somebody wrote in the workbook.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.formats import pesos
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.importacion.existentes import Cambio, Existente
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.storage.queries.cartera import por_obligaciones

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.importacion.existentes import Contactos
    from cobro_desktop.services.importacion.filas import FilaTitulo
    from cobro_desktop.storage.queries.cartera import Renglon

_CLAVE = re.compile(r"([1-9]\d{0,17})-(\d{1,9})-([0-9a-f]{8})")


class Conocida(NamedTuple):
    """The obligation that the key of a row names."""

    renglon: Renglon
    al_dia: bool
    """Nothing changed here since the workbook left."""

    def existente(self) -> Existente:
        """Return the obligation as the rest of the import knows it."""
        row = self.renglon
        return Existente(
            row.llave,
            row.titulo_id,
            row.expediente_id,
            row.persona_id,
            row.numero,
            row.actividad,
            row.estado,
            row.notificado,
            row.ejecutoria,
            row.obligacion_id,
            row.concepto,
            row.vigencia,
            row.capital,
            row.saldo,
            row.abono_historico,
        )


def clave_de(renglon: Renglon) -> str:
    """Return the hidden key of an obligation: id, version, mark of its title."""
    return f"{renglon.obligacion_id}-{renglon.versiones}-{_marca(renglon.llave)}"


def nombre_de_concepto(renglon: Renglon) -> str:
    """Return the name by which an obligation's concept is shown."""
    conceptos = load_conceptos(renglon.sigla)
    names = (c.nombre for c in conceptos if c.id == renglon.concepto)
    return next(names, renglon.concepto)


def autoridad_de(renglon: Renglon) -> str:
    """Return who issued the title; the entity itself when no other is known."""
    return renglon.autoridad or renglon.entidad


def conocidas(session: Session, filas: Sequence[FilaTitulo]) -> dict[int, Conocida]:
    """Find by their keys the obligations of some rows; by row of the sheet.

    A key of another base, or on a row that speaks of somebody else (copied to add a
    title, or left behind by a sort), is not believed.
    """
    keys = {
        fila.fila: found.groups()
        for fila in filas
        if fila.clave and (found := _CLAVE.fullmatch(fila.clave))
    }
    if not keys:
        return {}
    rows = por_obligaciones(session, {int(key[0]) for key in keys.values()})
    by_id = {str(row.obligacion_id): row for row in rows}
    known = {}
    for fila in filas:
        number, version, mark = keys.get(fila.fila, ("", "", ""))
        row = by_id.get(number)
        if row and mark == _marca(row.llave) and _same_debt(fila, row):
            known[fila.fila] = Conocida(row, int(version) == row.versiones)
    return known


def cambios_de_regreso(
    fila: FilaTitulo, conocida: Conocida, contactos: Contactos, *, empezado: bool
) -> tuple[Cambio, ...]:
    """Return the cells that differ from what would be exported now.

    Args:
        fila: the row as it came back.
        conocida: its obligation.
        contactos: every way to reach the debtor that the base knows, old ones too.
        empezado: the legal side has begun to work the case.
    """
    row = conocida.renglon
    locked = empezado or not conocida.al_dia
    return (
        *_identidad(fila, row),
        *_dinero(fila, row, protegido=locked or row.imputado),
        *_fechas(fila, row, protegido=locked),
        *_contactos(fila, conocida, contactos),
        *_notas(fila, conocida),
    )


def _marca(llave: str) -> str:
    return f"{zlib.crc32(llave.encode()):08x}"


def _same_debt(fila: FilaTitulo, row: Renglon) -> bool:
    return fila.numero_documento == row.documento or fila.titulo_numero == row.titulo


def _identidad(fila: FilaTitulo, row: Renglon) -> Iterator[Cambio]:
    """Compare what makes the title what it is: shown, never overwritten by a file."""
    document = f"{row.tipo_documento} {row.documento}"
    pairs = (
        ("documento", document, f"{fila.tipo_documento} {fila.numero_documento}"),
        ("nombre", row.nombre, fila.nombre),
        ("representante", row.datos.get("representante", ""), fila.representante),
        ("autoridad", autoridad_de(row), fila.autoridad),
        ("titulo_numero", row.titulo, fila.titulo_numero),
        ("concepto", nombre_de_concepto(row), fila.concepto),
        ("vigencia", str(row.vigencia or ""), str(fila.vigencia or "")),
    )
    for campo, old, new in pairs:
        if old != (new or ""):
            yield Cambio(campo, old, new or "", protegido=True)
    yield from _dia("titulo_fecha", row.titulo_fecha, fila.fecha_titulo, protegido=True)


def _dinero(fila: FilaTitulo, row: Renglon, *, protegido: bool) -> Iterator[Cambio]:
    yield from _valor("capital", row.capital, fila.capital, protegido=protegido)
    paid = fila.abono_historico
    yield from _valor("abonos", row.abonos, paid, protegido=protegido)
    if fila.saldo is not None:
        # It follows from the other two: who changes it alone is only shown the cell.
        yield from _valor("saldo", row.saldo, fila.saldo, protegido=True)


def _fechas(fila: FilaTitulo, row: Renglon, *, protegido: bool) -> Iterator[Cambio]:
    day = fecha(fila.notificacion)
    yield from _dia("notificado", row.notificado, day, protegido=protegido)
    day = fecha(fila.ejecutoria)
    yield from _dia("ejecutoria", row.ejecutoria, day, protegido=protegido)


def _contactos(
    fila: FilaTitulo, conocida: Conocida, known: Contactos
) -> Iterator[Cambio]:
    """Compare how to reach the debtor: what is new is added, nothing is erased.

    In a workbook older than the base, what the base knows already is not a change.
    """
    row = conocida.renglon
    pairs = (
        ("direccion", row.direccion, fila.direccion or ""),
        ("correo", row.correo, fila.correo or ""),
        ("telefono", row.telefono, fila.telefono or ""),
    )
    for campo, old, new in pairs:
        older = not conocida.al_dia and (row.persona_id, campo, new) in known
        if old != new and not older:
            yield Cambio(campo, old, new, protegido=not new)


def _notas(fila: FilaTitulo, conocida: Conocida) -> Iterator[Cambio]:
    row, stale = conocida.renglon, not conocida.al_dia
    old, new = row.municipio, fila.municipio or ""
    if old != new:
        yield Cambio("municipio", old, new, protegido=stale or not new)
    old, new = row.datos.get("observaciones", ""), fila.observaciones or ""
    if old != new:
        yield Cambio("observaciones", old, new, protegido=stale)


def _valor(
    campo: str, old: Centavos, new: Centavos, *, protegido: bool
) -> Iterator[Cambio]:
    if old != new:
        yield Cambio(campo, pesos(old), pesos(new), protegido)


def _dia(
    campo: str, old: dt.date | None, new: dt.date | None, *, protegido: bool
) -> Iterator[Cambio]:
    if old != new:
        before, after = (day.isoformat() if day else "" for day in (old, new))
        yield Cambio(campo, before, after, protegido=protegido or new is None)
