"""Seguimiento de etapas: a row per case, the day and document of each activity.

The institution of the format PA02-PR19-F01 keeps one row per case; the activities of
its procedure are the stages, so that any other procedure has its own sheet too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna, Informe
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.cuadro_deudores import ESTADOS
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    ExpedienteRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

CODIGOS: Final = {"IDPYBA": "PA02-PR19-F01"}
"""The format's code, where the institution has one."""
_SIN_FIRMA: Final = ("borrador", "en_revision", "aprobado", "anulado")
_FIJAS: Final = (
    Columna("Expediente", Clase.CODIGO, 18),
    Columna("Identificación", Clase.CODIGO, 16),
    DEUDOR,
    Columna("Título", Clase.CODIGO, 18),
    Columna("Saldo de capital", Clase.DINERO, 18, suma=True),
    Columna("Estado", ancho=16),
    Columna("Actividad actual", ancho=34, ajusta=True),
    Columna("Responsable", ancho=26),
)


class _Paso(NamedTuple):
    fecha: dt.date
    documento: str


def seguimiento_etapas(pedido: Pedido) -> list[Hoja]:
    """Return a sheet for each procedure of the cases."""
    by_procedure: defaultdict[int, list[int]] = defaultdict(list)
    for case_id, procedimiento_id in _procedimientos(pedido):
        by_procedure[procedimiento_id].append(case_id)
    sheets = []
    for procedimiento_id, cases in by_procedure.items():
        procedimiento = pedido.workspace.procedimiento(pedido.session, procedimiento_id)
        sheets.append(_hoja(pedido, procedimiento, cases))
    return sheets or [_hoja(pedido, None, [])]


def _hoja(
    pedido: Pedido, procedimiento: Procedimiento | None, cases: Sequence[int]
) -> Hoja:
    activities = [
        (a.id, a.nombre)
        for a in (procedimiento.actividades.values() if procedimiento else ())
        if a.ambito is Ambito.EXPEDIENTE
    ]
    columns = list(_FIJAS)
    for number, name in activities:
        columns.append(Columna(f"{number}. {name}: fecha", Clase.FECHA, 13))
        columns.append(Columna(f"{number}. Documento", ancho=24, ajusta=True))
    name = procedimiento.codigo if procedimiento else "Etapas"
    codigo = CODIGOS.get(procedimiento.sigla, "") if procedimiento else ""
    lines = pedido.encabezado("Seguimiento de etapas", *([codigo] if codigo else []))
    informe = Informe(name[:31], lines, tuple(columns), pedido.corte, fijas=3)
    ids = [number for number, _ in activities]
    return informe, _filas(pedido, procedimiento, cases, ids)


def _filas(
    pedido: Pedido,
    procedimiento: Procedimiento | None,
    cases: Sequence[int],
    activities: Sequence[str],
) -> Iterator[tuple[Celda, ...]]:
    for chunk in trozos(cases):
        steps = _pasos(pedido, chunk)
        for case, responsable in _casos(pedido, chunk):
            assert procedimiento is not None, "without one there are no cases"
            own = steps.get(case.id, {})
            pairs: list[Celda] = []
            for activity in activities:
                step = own.get(activity)
                pairs += [step.fecha, step.documento] if step else [None, None]
            now = procedimiento.actividades[case.actividad]
            yield (
                case.numero,
                case.identificacion,
                case.deudor,
                case.titulo,
                case.saldo,
                ESTADOS.get(case.estado, case.estado),
                f"{now.id}. {now.nombre}",
                responsable,
                *pairs,
            )


def _procedimientos(pedido: Pedido) -> Iterator[tuple[int, int]]:
    case = ExpedienteRow
    for chunk in trozos(pedido.expedientes):
        query = select(case.id, case.procedimiento_id).where(case.id.in_(chunk))
        found = {row[0]: row[1] for row in pedido.session.execute(query)}
        yield from ((case_id, found[case_id]) for case_id in chunk)


def _casos(
    pedido: Pedido, chunk: Sequence[int]
) -> Iterator[tuple[ExpedienteRow, str | None]]:
    query = (
        select(ExpedienteRow, UsuarioRow.nombre)
        .outerjoin(UsuarioRow, UsuarioRow.id == ExpedienteRow.responsable_id)
        .where(ExpedienteRow.id.in_(chunk))
    )
    found = {case.id: (case, name) for case, name in pedido.session.execute(query)}
    yield from (found[case_id] for case_id in chunk)


def _pasos(pedido: Pedido, chunk: Sequence[int]) -> Mapping[int, Mapping[str, _Paso]]:
    """Return when each activity was last closed, and its last signed document."""
    act, doc = ActuacionRow, DocumentoRow
    closed: defaultdict[int, dict[str, _Paso]] = defaultdict(dict)
    query = select(act.expediente_id, act.actividad, act.fecha).where(
        act.expediente_id.in_(chunk),
        act.tipo.in_(
            [
                TipoActuacion.CIERRE_ACTIVIDAD,
                TipoActuacion.ACTIVIDAD_FUERA_DE_TURNO,
            ]
        ),
        act.fecha <= pedido.corte,
    )
    for case_id, activity, day in pedido.session.execute(query.order_by(act.id)):
        closed[case_id][activity] = _Paso(day, "")
    documents = select(
        doc.expediente_id, doc.actividad, doc.nombre, doc.numero, doc.anio
    ).where(
        doc.expediente_id.in_(chunk),
        doc.tipo != "anexo",
        doc.estado.not_in(_SIN_FIRMA),
        doc.fecha <= pedido.corte,
    )
    for owner, activity, name, number, year in pedido.session.execute(
        documents.order_by(doc.id)
    ):
        assert owner is not None, "only documents of these cases were asked for"
        step = closed.get(owner, {}).get(activity)
        if step is not None:
            told = f"{name} {number} de {year}" if number else name
            closed[owner][activity] = _Paso(step.fecha, told)
    return closed
