"""What the acta of a conciliation says by itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.documents.contextos.cuenta import Asistente, Diferencia
from cobro_desktop.domain.conciliacion import NOMBRES, CausaDiferencia
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.conciliacion.comparacion import conciliar_en
from cobro_desktop.services.documentos.oficina import (
    CrearDocumentoOficina,
    crear_documento_oficina,
)
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina
    from cobro_desktop.services.workspace import Workspace

ACTA: Final = "acta-conciliacion"
SUMA: Final = "Suma: los totales de arriba"
_FIRMAN: Final = ((Rol.FIN, "Área financiera"), (Rol.COO, "Cobro"))


def levantar_acta(
    workspace: Workspace, contexto: Contexto, sigla: str, corte: dt.date
) -> Changes:
    """Draft the acta of a conciliation; it is reviewed and signed like any other.

    Raises:
        InvalidDataError: the books sent no balances of that cut.
        MissingFieldsError: nobody of one of the two areas is registered.
    """
    with workspace.base.read() as session:
        conciliar_en(session, workspace, sigla, corte)
    command = CrearDocumentoOficina(sigla, ACTA, {"corte": corte.isoformat()})
    return crear_documento_oficina(command, workspace, contexto)


def datos_del_acta(lectura: LecturaOficina) -> dict[str, Any]:
    """Return the figures of both sides at the cut that was asked for.

    Raises:
        InvalidDataError: no cut was told, or the books sent nothing of it.
    """
    corte = _corte(lectura.row.contexto["datos"])
    found = conciliar_en(lectura.session, lectura.workspace, lectura.sigla, corte)
    perfil = lectura.workspace.perfil(lectura.sigla)
    differ = tuple(_diferencias(found))
    return {
        "corte": fecha_larga(corte),
        "area_financiera": perfil.acuerdo.area_financiera or "el área financiera",
        "cifras": tuple(_cifras(found)),
        "diferencias": differ,
        "tiene_diferencias": bool(differ),
        "sin_diferencias": not differ,
        "asistentes": tuple(_asistentes(lectura.session)),
    }


def _corte(datos: Mapping[str, str]) -> dt.date:
    try:
        return dt.date.fromisoformat(datos.get("corte", ""))
    except ValueError:
        message = (
            "Diga el corte de la conciliación como AAAA-MM-DD en el dato «corte» del "
            "acta."
        )
        raise InvalidDataError(message) from None


def _cifras(found: Conciliacion) -> Iterator[Diferencia]:
    ours, books = found.cobro, found.libros
    for name, here, there in (
        ("Capital", ours.capital, books.capital),
        ("Intereses y gastos", ours.intereses, books.intereses),
        ("Total", ours.total, books.total),
    ):
        gap = here - there
        yield Diferencia(
            concepto=name,
            cobro=pesos(here),
            contabilidad=pesos(there),
            diferencia=pesos(gap),
            causa="Ver el detalle por causa" if gap else "Sin diferencia",
        )


def _diferencias(found: Conciliacion) -> Iterator[Diferencia]:
    """Yield a line per cause, what agrees and the sum; nothing when all agrees."""
    agreed = CausaDiferencia.COINCIDE
    sums = found.por_causa()
    if all(total.causa is agreed for total in sums):
        return
    for total in sorted(sums, key=lambda total: total.causa is agreed):
        yield Diferencia(
            concepto=cantidad(total.partidas, "obligación", "obligaciones"),
            cobro=pesos(total.cobro),
            contabilidad=pesos(total.libros),
            diferencia=pesos(total.diferencia),
            causa=NOMBRES[total.causa],
        )
    yield Diferencia(
        concepto=cantidad(len(found.partidas), "obligación", "obligaciones"),
        cobro=pesos(found.cobro.total),
        contabilidad=pesos(found.libros.total),
        diferencia=pesos(found.diferencia),
        causa=SUMA,
    )


def _asistentes(session: Session) -> Iterator[Asistente]:
    """Yield who signs for each area: its first active person."""
    people = session.scalars(
        select(UsuarioRow).where(UsuarioRow.activo).order_by(UsuarioRow.id)
    ).all()
    for rol, area in _FIRMAN:
        able = [p for p in people if str(rol) in p.roles]
        if able:
            person = min(able, key=lambda p: len(p.roles))
            yield Asistente(nombre=person.nombre, cargo=person.cargo, area=area)


PROPIOS: Final[Mapping[str, Callable[[LecturaOficina], Mapping[str, Any]]]] = {
    ACTA: datos_del_acta
}
"""What the kinds of this family know by themselves."""
