"""The row of a case that comes from elsewhere, and what each base works out of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from cobro_desktop.domain.errors import UnreadableFileError, UserError
from cobro_desktop.domain.texto import plegar, texto_de_busqueda
from cobro_desktop.services import terminos
from cobro_desktop.services.actuaciones import QUIETOS
from cobro_desktop.services.bulk import sumar_saldos
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.numeracion import EXPEDIENTE as SERIE
from cobro_desktop.services.numeracion import numero_expediente, tomar
from cobro_desktop.services.prescripciones import recalcular, titulos_de
from cobro_desktop.services.reimputaciones import reimputar
from cobro_desktop.services.trabajo.alcance import CLASES
from cobro_desktop.services.traslado.identidad import anotar_ajeno
from cobro_desktop.services.traslado.obstaculos import (
    numero_ocupado,
    procedimiento_de,
)
from cobro_desktop.services.traslado.tablas import ORIGEN, POSICION
from cobro_desktop.services.versiones.instalacion import escribir
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DependenciaRow,
    DeudorRow,
    EntidadRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    ProcedimientoRow,
    ReferenciaRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.traslado.lectura import CasoPaquete

_TEXTOS: Final = ("situacion", "titulo", "autoridad", "municipio", "concepto")
_FECHAS: Final = ("recibido", "exigible")


def dar_de_alta(tx: Transaction, caso: CasoPaquete, sigla: str) -> ExpedienteRow:
    """Add the row of a case that was not here; what its rows tell comes after."""
    entidad = tx.workspace.entidad(tx.session, sigla)
    record, place = caso.caso, caso.posicion
    row = ExpedienteRow(
        entidad_id=entidad.id,
        procedimiento_id=instalar(tx, caso).id,
        numero=_numero(tx, caso, entidad),
        recibido=_dia(record["recibido"]),
        actividad=place["actividad"],
        etapa=place["etapa"],
        estado=place["estado"],
        causa=place["causa"],
        regreso=place["regreso"],
        actividad_desde=_dia(place["actividad_desde"]),
        deudor="",
        deudor_orden="",
        identificacion="",
        busqueda="",
        titulo="",
        capital=0,
        saldo=0,
        actualizado_en=tx.ahora,
    )
    for campo in (*_TEXTOS, *_FECHAS, "situacion_nota", "responsable", "dependencia"):
        fijar(tx, row, campo, record.get(campo))
    tx.session.add(row)
    tx.session.flush()
    tx.touch("expediente", row.id)
    if row.numero != caso.numero:
        tx.session.add(
            ReferenciaRow(expediente_id=row.id, tipo=ORIGEN, valor=caso.numero)
        )
    return row


def fijar(tx: Transaction, row: ExpedienteRow, campo: str, value: Any) -> None:
    """Write a field of a case as a package says it.

    Raises:
        UnreadableFileError: it is not what that field holds.
    """
    try:
        _fijar(tx, row, campo, value)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        message = (
            f"El paquete trae en «{campo}» del expediente un dato que no puede ser. No "
            "se guardó nada."
        )
        raise UnreadableFileError(message) from None


def dejar_lo_ajeno(tx: Transaction, caso: CasoPaquete, row: ExpedienteRow) -> None:
    """Keep who had the case elsewhere, where nobody here is that person."""
    record = caso.caso
    if record.get("responsable") and row.responsable_id is None:
        ajeno = {"responsable": record["responsable"]}
        anotar_ajeno(tx.session, "expediente", caso.uid, ajeno)


def recalcular_caso(tx: Transaction, row: ExpedienteRow, *, reimputado: bool) -> None:
    """Work out what this base keeps of a case for its lists, dates and balances."""
    session = tx.session
    session.flush()
    session.expire_all()
    sumar_saldos(session, {row.id})
    session.refresh(row)
    if reimputado:
        _reimputar(tx, row)
    nombrar_deudor(tx, row)
    terminos.refrescar(tx, row)
    for titulo in titulos_de(session, row.id):
        recalcular(tx, titulo)
    last = session.scalar(
        select(func.max(ActuacionRow.fecha)).where(
            ActuacionRow.expediente_id == row.id,
            ActuacionRow.tipo.not_in([str(tipo) for tipo in QUIETOS]),
        )
    )
    row.movimiento = max(filter(None, (row.movimiento, last)), default=None)
    session.flush()


def _reimputar(tx: Transaction, row: ExpedienteRow) -> None:
    """Split again the payments of both sides; without a rate, subtract what they paid.

    What is subtracted is the capital that each side imputed.
    """
    session = tx.session
    try:
        with session.begin_nested():
            reimputar(tx, row, dt.date.min)
    except UserError:
        paid = (
            select(func.coalesce(func.sum(ImputacionRow.capital), 0))
            .join(PagoRow, PagoRow.id == ImputacionRow.pago_id)
            .where(
                ImputacionRow.obligacion_id == ObligacionRow.id,
                PagoRow.estado != "anulado",
            )
            .correlate(ObligacionRow)
            .scalar_subquery()
        )
        owed = select(ObligacionRow, paid).where(
            ObligacionRow.expediente_id == row.id, ObligacionRow.estado == VIGENTE
        )
        for obligacion, capital in session.execute(owed).all():
            rest = obligacion.capital - obligacion.abono_historico - capital
            obligacion.saldo_capital = max(rest, 0)
        session.flush()
        sumar_saldos(session, {row.id})
        session.refresh(row)


def nombrar_deudor(tx: Transaction, row: ExpedienteRow) -> None:
    """Copy the name of the debtor to this case and to the others of the same person."""
    found = tx.session.scalar(
        select(PersonaRow)
        .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
        .where(DeudorRow.expediente_id == row.id, DeudorRow.rol == "principal")
        .order_by(DeudorRow.id)
        .limit(1)
    )
    if found is None:
        return
    others = tx.session.scalars(
        select(ExpedienteRow)
        .join(DeudorRow, DeudorRow.expediente_id == ExpedienteRow.id)
        .where(
            DeudorRow.persona_id == found.id,
            DeudorRow.rol == "principal",
            ExpedienteRow.deudor != found.nombre,
            ExpedienteRow.id != row.id,
            ExpedienteRow.identificacion == found.numero,
        )
    ).all()
    for case in (row, *others):
        case.deudor, case.deudor_orden = found.nombre, plegar(found.nombre)
        case.identificacion = found.numero
        case.busqueda = texto_de_busqueda(case.numero, found.nombre, found.numero)


def instalar(tx: Transaction, caso: CasoPaquete) -> ProcedimientoRow:
    """Return the version of the procedure of a case, installing it if it ships."""
    codigo, version, _ = caso.posicion["procedimiento"]
    row = tx.session.scalar(
        select(ProcedimientoRow).where(
            ProcedimientoRow.codigo == codigo, ProcedimientoRow.version == version
        )
    )
    if row is not None:
        return row
    known = procedimiento_de(tx.session, tx.workspace, caso)
    return escribir(tx, known, tx.workspace.catalogo.texto(known))


def _fijar(tx: Transaction, row: ExpedienteRow, campo: str, value: Any) -> None:
    if campo == "posicion":
        for name in POSICION:
            one = value[name]
            setattr(row, name, _dia(one) if name == "actividad_desde" else one)
        codigo, version, _ = value["procedimiento"]
        row.procedimiento_id = tx.session.scalars(
            select(ProcedimientoRow.id).where(
                ProcedimientoRow.codigo == codigo, ProcedimientoRow.version == version
            )
        ).one()
    elif campo == "situacion_nota":
        if value is not None:
            row.situacion, row.situacion_nota = _texto(value[0]), _texto(value[1])
    elif campo == "responsable":
        row.responsable_id = _persona(tx, value)
    elif campo == "dependencia":
        row.dependencia_id = _oficina(tx, row, value)
    elif campo in _FECHAS:
        setattr(row, campo, _dia(value) if value else None)
    elif campo in _TEXTOS:
        setattr(row, campo, _texto(value))


def _numero(tx: Transaction, caso: CasoPaquete, entidad: EntidadRow) -> str:
    if not numero_ocupado(tx.session, entidad.sigla, caso.numero):
        return caso.numero
    year = tx.contexto.hoy.year
    [taken] = tomar(tx.session, entidad_id=entidad.id, serie=SERIE, anio=year)
    return numero_expediente(entidad.sigla, year, taken)


def _persona(tx: Transaction, login: Any) -> int | None:
    return tx.session.scalar(
        select(UsuarioRow.id).where(UsuarioRow.login == str(login), UsuarioRow.activo)
    )


def _oficina(tx: Transaction, row: ExpedienteRow, value: Any) -> int | None:
    if value is None:
        return None
    nombre, clase = _texto(value[0]), _texto(value[1])
    found = tx.session.scalar(
        select(DependenciaRow).where(
            DependenciaRow.entidad_id == row.entidad_id,
            DependenciaRow.nombre == nombre,
        )
    )
    if found is None:
        found = DependenciaRow(
            entidad_id=row.entidad_id,
            nombre=nombre,
            clase=clase if clase in CLASES else "",
        )
        tx.session.add(found)
        tx.session.flush()
        tx.touch("dependencia", found.id)
    return found.id


def _texto(value: Any) -> str:
    if not isinstance(value, str) or b"\0" in value.encode():
        raise ValueError
    return value


def _dia(value: Any) -> dt.date:
    return dt.date.fromisoformat(_texto(value))
