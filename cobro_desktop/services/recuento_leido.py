"""Counts the terms of an entity again, with its calendar and readings of today.

Most terms share their start and length, so each count is done once and remembered: a
hundred thousand take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from cobro_desktop.domain.acuerdo import TERMINO_DE_ACUERDO
from cobro_desktop.domain.clase_termino import TERMINO_DE_INCIDENTE
from cobro_desktop.domain.plazos import HABILES_566_1, contar_guardado
from cobro_desktop.services.dias_suspendidos import con_las_del_caso
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.notificacion import conteo
from cobro_desktop.services.recuento import Recuento, TerminoMovido
from cobro_desktop.services.recuento_titulos import Medida, titulos_movidos
from cobro_desktop.services.terminos import ABIERTO as TERMINO_ABIERTO
from cobro_desktop.services.terminos import CUMPLIDO, plazo_en_vigor
from cobro_desktop.storage.queries.notificaciones import electronicas
from cobro_desktop.storage.queries.novedades import por_caso
from cobro_desktop.storage.rows import EntidadRow, ExpedienteRow, TerminoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.novedades import Suspension

_LOTE: Final = 5_000


class _Termino(NamedTuple):
    id: int
    expediente_id: int
    numero: str
    procedimiento_id: int
    actividad: str
    nombre: str
    desde: dt.date
    cantidad: int
    unidad: str
    vence: dt.date
    estado: str
    actuacion_id: int | None


def leer(
    session: Session,
    workspace: Workspace,
    de: tuple[str, dt.date],
    progress: Progress,
) -> Recuento:
    """Count what an entity (sigla) has on a day; writes nothing."""
    sigla, hoy = de
    entidad_id = session.scalar(select(EntidadRow.id).where(EntidadRow.sigla == sigla))
    if entidad_id is None:
        return Recuento(sigla, 0, (), (), ())
    cases = select(ExpedienteRow.id).where(ExpedienteRow.entidad_id == entidad_id)
    cuenta = _Cuenta(session, workspace, sigla, hoy, por_caso(session, cases))
    total = _cuantos(session, entidad_id)
    open_ones: list[TerminoMovido] = []
    done: list[TerminoMovido] = []
    for number, row in enumerate(_terminos(session, entidad_id), start=1):
        if number % _LOTE == 0:
            progress.report(number, total, "Contando los términos")
        moved = cuenta.termino(row)
        if moved is not None:
            (open_ones if row.estado == TERMINO_ABIERTO else done).append(moved)
    medida = Medida(cuenta.calendario, _alarma(cuenta), cuenta.suspensiones, hoy)
    titles, problems = titulos_movidos(session, entidad_id, medida)
    return Recuento(
        sigla, total, tuple(open_ones), tuple(done), tuple(titles), tuple(problems)
    )


@dataclass
class _Cuenta:
    """Counts, remembering what it counted; lives only inside `leer`."""

    session: Session
    workspace: Workspace
    sigla: str
    hoy: dt.date
    suspensiones: dict[int, list[Suspension]]
    _vence: dict[tuple[dt.date, int, str], dt.date] = field(default_factory=dict)
    _plazos: dict[tuple[int, str, str], tuple[int, str] | None] = field(
        default_factory=dict
    )

    @cached_property
    def calendario(self) -> Calendario:
        """The calendar of the entity."""
        return self.workspace.calendario(self.sigla)

    def termino(self, row: _Termino) -> TerminoMovido | None:
        """Return a term that ends on another day than it carries."""
        amount, unit = self._plazo(row) or (row.cantidad, row.unidad)
        unit = conteo.con_lectura(unit, self.opciones, por_correo=self._por_correo(row))
        own = self.suspensiones.get(row.expediente_id)
        if own and not row.actividad.startswith(TERMINO_DE_INCIDENTE):
            calendar = con_las_del_caso(self.calendario, own, self.hoy)
            end = contar_guardado(row.desde, amount, unit, calendar).vence
        else:
            end = self._entidad(row.desde, amount, unit)
        if end == row.vence:
            return None
        return TerminoMovido(
            row.id,
            row.expediente_id,
            row.numero,
            row.nombre,
            row.vence,
            end,
            amount,
            unit,
        )

    @cached_property
    def opciones(self) -> Opciones:
        """The readings of the entity."""
        return self.workspace.opciones(self.sigla)

    @cached_property
    def _electronicas(self) -> frozenset[int]:
        """The acts that notified by e-mail."""
        return electronicas(self.session, self.sigla)

    def _por_correo(self, row: _Termino) -> bool:
        carries = row.unidad == HABILES_566_1
        return carries or row.actuacion_id in self._electronicas

    def _entidad(self, desde: dt.date, amount: int, unit: str) -> dt.date:
        key = (desde, amount, unit)
        if key not in self._vence:
            counted = contar_guardado(desde, amount, unit, self.calendario)
            self._vence[key] = counted.vence
        return self._vence[key]

    def _plazo(self, row: _Termino) -> tuple[int, str] | None:
        """Return the length that a switch of the entity gives to an activity's term."""
        key = (row.procedimiento_id, row.actividad, row.nombre)
        if key not in self._plazos:
            self._plazos[key] = self._de_opcion(*key)
        return self._plazos[key]

    def _de_opcion(
        self, procedimiento_id: int, actividad: str, nombre: str
    ) -> tuple[int, str] | None:
        procedure = self.workspace.procedimiento(self.session, procedimiento_id)
        found = procedure.actividades.get(actividad)
        if found is None or found.nombre != nombre:
            return None
        if found.plazo is None or not found.plazo.opcion:
            return None
        opciones = self.workspace.opciones(self.sigla)
        amount, unit = plazo_en_vigor(found.plazo, opciones)
        return amount, str(unit)


def _alarma(cuenta: _Cuenta) -> int:
    opciones = cuenta.workspace.opciones(cuenta.sigla)
    return opciones.entero("prescripcion.anios_alarma")


def _terminos(session: Session, entidad_id: int) -> Iterator[_Termino]:
    """Yield what runs in live cases, and what was done in any."""
    row = TerminoRow
    query = (
        select(
            row.id,
            row.expediente_id,
            ExpedienteRow.numero,
            ExpedienteRow.procedimiento_id,
            row.actividad,
            row.nombre,
            row.desde,
            row.cantidad,
            row.unidad,
            row.vence,
            row.estado,
            row.actuacion_id,
        )
        .join(ExpedienteRow, ExpedienteRow.id == row.expediente_id)
        .where(*_contables(entidad_id))
        .order_by(row.id)
        .execution_options(yield_per=_LOTE)
    )
    return (_Termino._make(found) for found in session.execute(query))


def _contables(entidad_id: int) -> Iterator[ColumnElement[bool]]:
    yield ExpedienteRow.entidad_id == entidad_id
    yield ExpedienteRow.lote_anulado_id.is_(None)
    yield TerminoRow.actividad != TERMINO_DE_ACUERDO
    yield or_(
        and_(
            TerminoRow.estado == TERMINO_ABIERTO,
            ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
        ),
        TerminoRow.estado == CUMPLIDO,
    )


def _cuantos(session: Session, entidad_id: int) -> int:
    query = (
        select(func.count())
        .select_from(TerminoRow)
        .join(ExpedienteRow, ExpedienteRow.id == TerminoRow.expediente_id)
        .where(*_contables(entidad_id))
    )
    return int(session.scalar(query) or 0)
