"""Opens a run of the portfolio by one of the entries of its procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services import numeracion
from cobro_desktop.services.cartera.comun import (
    ABIERTA,
    APERTURA,
    ActoCorrida,
    registrar,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import CorridaRow, ProcedimientoRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

SERIE = "corrida"


@dataclass(frozen=True, slots=True)
class AbrirCorrida:
    """Begin a run of the portfolio activities of a procedure."""

    codigo: str
    """Of the procedure, as its institution writes it."""
    corte: dt.date
    """The day whose balances are looked at; not after today."""
    entrada: str = ""
    """The activity where it begins; the only entry if the procedure has one."""
    nombre: str = ""
    """How the office calls it; the name of the activity if not told."""


def entradas(workspace: Workspace, codigo: str) -> list[Actividad]:
    """Return the portfolio activities by which a run of a procedure may begin.

    Raises:
        NotFoundError: no procedure has that code, or it has no portfolio activity.
    """
    procedimiento = workspace.catalogo.buscar(codigo)
    if not procedimiento.inicio_cartera:
        message = f"El procedimiento {codigo} no tiene actividades sobre la cartera."
        raise NotFoundError(message)
    return [procedimiento.actividades[a] for a in procedimiento.inicio_cartera]


def entradas_de_la_base(workspace: Workspace) -> list[tuple[str, str, Actividad]]:
    """Return (sigla, code, activity) of every entry of the installed procedures."""
    with workspace.base.read() as session:
        rows = session.scalars(
            select(ProcedimientoRow.id)
            .where(ProcedimientoRow.vigente)
            .order_by(ProcedimientoRow.codigo)
        ).all()
        found = [workspace.procedimiento(session, one) for one in rows]
    return [
        (p.sigla, p.codigo, p.actividades[entrada])
        for p in found
        for entrada in p.inicio_cartera
    ]


def abrir_corrida(
    command: AbrirCorrida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Open a run in the version of the procedure that is installed.

    Raises:
        NotFoundError: no such procedure or entry.
        InvalidDataError: a cut after today.
        NotAllowedError: the user's role does not work that activity.
    """
    with transaction(workspace, contexto, "abrir_corrida") as tx:
        if command.corte > contexto.hoy:
            message = (
                f"El corte {fecha_larga(command.corte)} es posterior a hoy, "
                f"{fecha_larga(contexto.hoy)}. No se abrió la corrida."
            )
            raise InvalidDataError(message)
        installed = _instalado(tx, command.codigo)
        procedimiento = workspace.procedimiento(tx.session, installed.id)
        actividad = _entrada(procedimiento, command.entrada)
        tx.require_role(
            {*actividad.rol, *actividad.firma, "PRO", "COO"},
            f"abrir la actividad {actividad.id}, «{actividad.nombre}»",
        )
        row = abrir_en(tx, installed, actividad, command)
        texto = f"Se abrió la corrida {row.numero}: {row.nombre}."
        tx.tell(texto)
    datos: dict[str, object] = {
        "corrida": row.id,
        "numero": row.numero,
        "actividad": row.actividad,
    }
    return Changes(resumen=texto, datos=datos)


def abrir_en(
    tx: Transaction,
    installed: ProcedimientoRow,
    actividad: Actividad,
    command: AbrirCorrida,
    origen_id: int | None = None,
) -> CorridaRow:
    """Write a new run inside an open transaction."""
    anio = tx.contexto.hoy.year
    taken = numeracion.tomar(
        tx.session, entidad_id=installed.entidad_id, serie=SERIE, anio=anio
    )
    sigla = tx.workspace.procedimiento(tx.session, installed.id).sigla
    row = CorridaRow(
        entidad_id=installed.entidad_id,
        procedimiento_id=installed.id,
        numero=f"{sigla}-CAR-{anio}-{taken[0]:04d}",
        nombre=" ".join(command.nombre.split()) or actividad.nombre,
        entrada=actividad.id,
        actividad=actividad.id,
        estado=ABIERTA,
        corte=command.corte,
        abierta=tx.contexto.hoy,
        abrio=tx.contexto.usuario,
        origen_id=origen_id,
    )
    tx.session.add(row)
    tx.session.flush()
    registrar(
        tx,
        row,
        ActoCorrida(
            tipo=APERTURA,
            texto=(
                f"Se abrió la corrida {row.numero} en la actividad {actividad.id}, "
                f"«{actividad.nombre}», con corte al {fecha_larga(row.corte)}."
            ),
            fecha=tx.contexto.hoy,
        ),
    )
    return row


def _instalado(tx: Transaction, codigo: str) -> ProcedimientoRow:
    shipped = tx.workspace.catalogo.buscar(codigo)
    row = tx.session.scalar(
        select(ProcedimientoRow).where(
            ProcedimientoRow.codigo == shipped.codigo, ProcedimientoRow.vigente
        )
    )
    return row or tx.workspace.instalar(tx.session, codigo)


def _entrada(procedimiento: Procedimiento, wanted: str) -> Actividad:
    known = procedimiento.inicio_cartera
    if not wanted and len(known) == 1:
        return procedimiento.actividades[known[0]]
    if wanted not in known:
        listed = ", ".join(
            f"{a} ({procedimiento.actividades[a].nombre})" for a in known
        )
        asked = f"por «{wanted}»" if wanted else "sin decir por cuál actividad"
        message = (
            f"Una corrida de {procedimiento.codigo} no se abre {asked}. Las "
            f"actividades por las que se abre son: {listed or 'ninguna'}."
        )
        raise NotFoundError(message, {"entradas": list(known)})
    return procedimiento.actividades[wanted]
