"""The runs of the portfolio, as lists and the screen show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.domain.partida import ACTA, campos_de_partida, cerradas_de
from cobro_desktop.domain.plazos import sumar
from cobro_desktop.services.cartera.comun import (
    CIERRE,
    TERMINADA,
    corrida_id_de,
    quien,
)
from cobro_desktop.services.cartera.efectos import por_aplicar
from cobro_desktop.services.cartera.hechos import camino_de, leer
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.storage.rows import CorridaItemRow, CorridaRow, EntidadRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.procedimiento import Actividad, Campo, Procedimiento
    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.workspace import Workspace


class Resumen(NamedTuple):
    """A run in the list."""

    id: int
    numero: str
    nombre: str
    entidad: str
    """SIGLA."""
    procedimiento: str
    actividad: str
    actividad_nombre: str
    estado: str
    corte: dt.date
    abierta: dt.date
    partidas: int
    capital: Centavos
    por_aplicar: int
    """Items recommended in a run that ended and not applied yet."""


class Partida(NamedTuple):
    """An item of a run."""

    id: int
    version: int
    expediente_id: int
    expediente: str
    nombre: str
    """Case, title and debtor."""
    propuesta: str
    capital: Centavos
    intereses: Centavos | None
    respuestas: Mapping[str, str]
    decision: str
    razon: str
    decidida: dt.date | None
    aplicada: dt.date | None
    efecto: str
    documento_id: int | None


class Papel(NamedTuple):
    """A document of a run."""

    id: int
    tipo: str
    nombre: str
    estado: str
    fecha: dt.date
    numero: str
    evidencia: str


class Paso(NamedTuple):
    """Something that was done in a run."""

    tipo: str
    actividad: str
    fecha: dt.date
    quien: str
    texto: str


@dataclass(frozen=True, slots=True)
class Vista:
    """A run whole."""

    id: int
    version: int
    numero: str
    nombre: str
    entidad: str
    procedimiento: Procedimiento
    actividad: Actividad
    estado: str
    corte: dt.date
    abierta: dt.date
    abrio: str
    camino: tuple[Actividad, ...]
    """The activities of its graph, in the order of the table."""
    cerradas: frozenset[str]
    campos: Mapping[str, tuple[Campo, ...]]
    """What each activity asks of an item."""
    partidas: tuple[Partida, ...]
    papeles: tuple[Papel, ...]
    pasos: tuple[Paso, ...]
    """The oldest first."""
    vence: dt.date | None
    """Last day of the current activity, where it has a time."""
    por_aplicar: int
    sesion: Mapping[str, object] | None
    """The last session of the comité."""

    @property
    def terminada(self) -> bool:
        """Whether it ended."""
        return self.estado == TERMINADA

    @property
    def sesiona(self) -> bool:
        """Whether the comité sits in the activity where it is."""
        return not self.terminada and ACTA in self.actividad.documentos


def id_de_corrida(workspace: Workspace, numero: str) -> int:
    """Return the run that a number names.

    Raises:
        NotFoundError: none has it.
    """
    with workspace.base.read() as session:
        return corrida_id_de(session, numero)


def listar(workspace: Workspace, sigla: str = "") -> list[Resumen]:
    """Return the runs, those that go on first, the latest first."""
    with workspace.base.read() as session:
        query = (
            select(CorridaRow, EntidadRow.sigla)
            .join(EntidadRow, EntidadRow.id == CorridaRow.entidad_id)
            .order_by(CorridaRow.estado, CorridaRow.id.desc())
        )
        if sigla:
            query = query.where(EntidadRow.sigla == sigla)
        rows = session.execute(query).all()
        sums = _sumas(session)
        return [_resumen(session, workspace, row, name, sums) for row, name in rows]


def ver(workspace: Workspace, corrida_id: int) -> Vista:
    """Return a run whole.

    Raises:
        NotFoundError: there is no such run.
    """
    with workspace.base.read() as session:
        row = session.get(CorridaRow, corrida_id)
        if row is None:
            message = f"No existe la corrida {corrida_id}."
            raise NotFoundError(message)
        procedimiento = workspace.procedimiento(session, row.procedimiento_id)
        return _vista(session, workspace, leer(session, procedimiento, row))


def _sumas(session: Session) -> dict[int, tuple[int, int, int]]:
    item = CorridaItemRow
    rows = session.execute(
        select(
            item.corrida_id,
            func.count(),
            func.sum(item.capital),
            func.count().filter(item.decision == "recomienda", item.aplicada.is_(None)),
        )
        .where(item.retirada == "")
        .group_by(item.corrida_id)
    )
    return {run: (count, int(total), left) for run, count, total, left in rows}


def _resumen(
    session: Session,
    workspace: Workspace,
    row: CorridaRow,
    sigla: str,
    sums: Mapping[int, tuple[int, int, int]],
) -> Resumen:
    procedimiento = workspace.procedimiento(session, row.procedimiento_id)
    count, total, left = sums.get(row.id, (0, 0, 0))
    return Resumen(
        row.id,
        row.numero,
        row.nombre,
        sigla,
        procedimiento.codigo,
        row.actividad,
        procedimiento.actividades[row.actividad].nombre,
        row.estado,
        row.corte,
        row.abierta,
        count,
        total,
        left if row.estado == TERMINADA else 0,
    )


def _vista(session: Session, workspace: Workspace, lectura: Lectura) -> Vista:
    row, procedimiento = lectura.corrida, lectura.procedimiento
    sigla = session.get_one(EntidadRow, row.entidad_id).sigla
    names = {
        login: quien(session, login) for login in {a.usuario for a in lectura.actos}
    }
    closings = tuple(
        (a.actividad, a.resultado) for a in lectura.actos if a.tipo == CIERRE
    )
    way = camino_de(procedimiento, row.entrada)
    asked = campos_de_partida(procedimiento)
    sesion = lectura.sesion
    return Vista(
        id=row.id,
        version=row.version,
        numero=row.numero,
        nombre=row.nombre,
        entidad=sigla,
        procedimiento=procedimiento,
        actividad=lectura.actividad,
        estado=row.estado,
        corte=row.corte,
        abierta=row.abierta,
        abrio=quien(session, row.abrio),
        camino=way,
        cerradas=cerradas_de(procedimiento, closings),
        campos={a.id: asked[a.id] for a in way if a.id in asked},
        partidas=_partidas(lectura),
        papeles=tuple(
            Papel(
                d.id,
                d.tipo,
                d.nombre,
                d.estado,
                d.fecha,
                printed_number(d),
                d.evidencia,
            )
            for d in lectura.documentos
        ),
        pasos=tuple(
            Paso(a.tipo, a.actividad, a.fecha, names[a.usuario], a.texto)
            for a in lectura.actos
        ),
        vence=_vence(workspace, lectura, sigla),
        por_aplicar=len(por_aplicar(lectura)) if row.estado == TERMINADA else 0,
        sesion={**sesion.datos, "fecha": sesion.fecha} if sesion else None,
    )


def _partidas(lectura: Lectura) -> tuple[Partida, ...]:
    return tuple(
        Partida(
            row.id,
            row.version,
            row.expediente_id,
            lectura.nombres[row.id].split(",")[0],
            lectura.nombres[row.id],
            row.propuesta,
            row.capital,
            row.intereses,
            row.respuestas,
            row.decision,
            row.razon,
            row.decidida,
            row.aplicada,
            row.efecto,
            row.documento_id,
        )
        for row in lectura.partidas
    )


def _vence(workspace: Workspace, lectura: Lectura, sigla: str) -> dt.date | None:
    plazo = lectura.actividad.plazo
    if plazo is None or lectura.corrida.estado == TERMINADA:
        return None
    entered = [a.fecha for a in lectura.actos if a.tipo == CIERRE]
    since = entered[-1] if entered else lectura.corrida.abierta
    cal = workspace.calendario(sigla)
    return sumar(since, plazo.cantidad, plazo.unidad, cal).vence
