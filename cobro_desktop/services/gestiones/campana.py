"""Campaigns: one message to many, recorded in each case it reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import ConflictError, NotAllowedError, NotFoundError
from cobro_desktop.formats import cantidad, fecha_larga, miles
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.oficina import CrearDocumentoOficina, proyectar
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.gestiones.comun import QUIENES, admitido
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.storage.rows import (
    CampanaContactoRow,
    CampanaRow,
    DeudorRow,
    DireccionRow,
    EntidadRow,
    ExpedienteRow,
    PersonaRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

COBRO: Final = "cobro"
SENSIBILIZACION: Final = "sensibilizacion"
CLASES: Final = {COBRO: "cobro", SENSIBILIZACION: "sensibilización"}
CANALES: Final = {
    "sms": "mensaje de texto",
    "correo": "correo electrónico",
    "llamada": "llamadas",
    "carta": "carta",
}
RESULTADOS: Final = {
    "entregado": "Entregado",
    "no_entregado": "No entregado",
    "sin_respuesta": "Sin respuesta",
    "compromiso": "Se comprometió a pagar",
}
LOGRADOS: Final = frozenset({"entregado", "compromiso"})
_VIVOS: Final = frozenset({ABIERTO, SUSPENDIDO})
SIN_DATO: Final = "Sin dato de contacto"
_CONTACTO: Final = {"sms": "telefono", "llamada": "telefono", "correo": "correo"}
REGISTRO: Final = "registro-campana"


@dataclass(frozen=True, slots=True)
class Comparendo:
    """Somebody to raise awareness in, who has no title yet."""

    numero: str
    nombre: str
    identificacion: str
    destino: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrarCampana:
    """Record a campaign that was made."""

    nombre: str
    clase: str
    """`cobro sensibilizacion`."""
    canal: str
    mensaje: str
    desde: dt.date
    hasta: dt.date
    expedientes: Sequence[int]
    resultados: Mapping[int, str] = field(default_factory=dict)
    """By case; `entregado` where it is not told."""
    comparendos: Sequence[Comparendo] = ()
    sigla: str = ""
    """The institution, where only comparendos were told."""


def registrar_campana(
    command: RegistrarCampana, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Record whom a campaign reached, and draft its registro.

    Of an admitted and open title, a contact of *cobro* is a persuasive act; the others
    are kept with their reason and count for nothing (PROCEDURES 1).

    Raises:
        InvalidDataError: something is missing, unknown or dated after today.
        NotFoundError: no such case.
        NotAllowedError: the cases are of several institutions, or the role may not.
        ConflictError: there is a campaign with that name.
    """
    with transaction(workspace, contexto, "registrar_campana") as tx:
        told = _registrar(tx, command)
        document = proyectar(
            tx,
            CrearDocumentoOficina(told.sigla, REGISTRO, {"campana": command.nombre}),
        )
        told.row.documento_id = document.id
        tx.touch("campana", told.row.id)
        tx.touch("documento", document.id)
        texto = f"Campaña «{command.nombre.strip()}». {told.texto}"
        tx.tell(texto)
        datos: dict[str, object] = {
            "campana": told.row.id,
            "documento": document.id,
            "expedientes": len(command.expedientes),
            "cuentan": told.cuentan,
            "no_cuentan": told.no_cuentan,
            "comparendos": len(command.comparendos),
        }
    return Changes(frozenset(command.expedientes), resumen=texto, datos=datos)


def prever_campana(
    command: RegistrarCampana, workspace: Workspace, contexto: Contexto
) -> str:
    """Say in how many cases it would count; raises what recording it would."""
    with rehearsal(workspace, contexto) as tx:
        return _registrar(tx, command).texto


@dataclass(frozen=True, slots=True)
class _Registrada:
    row: CampanaRow
    sigla: str
    cuentan: int
    no_cuentan: int
    texto: str


def _registrar(tx: Transaction, command: RegistrarCampana) -> _Registrada:
    tx.require_role(QUIENES, "registrar campañas")
    _revisar(command, tx.contexto.hoy)
    cases = _casos(tx.session, command.expedientes)
    entidad = _entidad(tx, command.sigla, cases)
    _sin_otra(tx.session, entidad.id, command.nombre.strip())
    row = CampanaRow(
        entidad_id=entidad.id,
        nombre=command.nombre.strip(),
        clase=command.clase,
        canal=command.canal,
        mensaje=command.mensaje.strip(),
        desde=command.desde,
        hasta=command.hasta,
        usuario=tx.contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    people = _personas(tx.session, [case.id for case in cases])
    ways = _destinos(tx.session, command.canal, [p.id for p in people.values()])
    counted = 0
    for case in cases:
        person = people[case.id]
        contact = _contacto(command, row, case, person)
        contact.destino = ways.get(person.id, SIN_DATO)
        if contact.destino == SIN_DATO:
            contact.cuenta, contact.razon = False, "no hay a dónde enviarlo"
        contact.actuacion_id = _acto(tx, command, row, case, contact)
        counted += contact.cuenta
        tx.session.add(contact)
    tx.session.add_all(_de_comparendo(row, one) for one in command.comparendos)
    tx.session.flush()
    return _Registrada(
        row,
        entidad.sigla,
        counted,
        len(cases) - counted,
        _frase(command, counted, len(cases)),
    )


def _revisar(command: RegistrarCampana, hoy: dt.date) -> None:
    if not command.nombre.strip() or not command.mensaje.strip():
        rehusar("Escriba el nombre de la campaña y el texto del mensaje.")
    if command.clase not in CLASES:
        rehusar(f"La clase de campaña es una de estas: {', '.join(CLASES)}.")
    if command.canal not in CANALES:
        rehusar(f"El canal es uno de estos: {', '.join(CANALES)}.")
    if command.hasta < command.desde:
        rehusar("El último día de la campaña es anterior al primero.")
    if command.hasta > hoy:
        rehusar(f"La campaña no puede terminar después de hoy, {fecha_larga(hoy)}.")
    wrong = sorted(set(command.resultados.values()) - set(RESULTADOS))
    if wrong:
        rehusar(
            f"«{wrong[0]}» no es un resultado. Los que hay son: "
            f"{', '.join(RESULTADOS)}."
        )
    if command.comparendos and command.clase == COBRO:
        rehusar(
            "Un comparendo sin título solo puede estar en una campaña de "
            "sensibilización: no hay todavía qué cobrar."
        )
    if not command.expedientes and not command.comparendos:
        rehusar("Elija al menos un expediente.")


def _casos(session: Session, ids: Sequence[int]) -> Sequence[ExpedienteRow]:
    rows = session.scalars(
        select(ExpedienteRow)
        .where(ExpedienteRow.id.in_(set(ids)))
        .order_by(ExpedienteRow.numero)
    ).all()
    if len(rows) != len(set(ids)):
        message = "Alguno de los expedientes elegidos ya no existe. No se guardó nada."
        raise NotFoundError(message)
    return rows


def _entidad(tx: Transaction, sigla: str, cases: Sequence[ExpedienteRow]) -> EntidadRow:
    owners = {case.entidad_id for case in cases}
    if sigla and not owners:
        return tx.workspace.entidad(tx.session, sigla)
    if len(owners) != 1:
        message = (
            "Una campaña es de una sola institución: elija expedientes de una."
            if owners
            else "Elija al menos un expediente, o diga de qué institución es."
        )
        raise NotAllowedError(message)
    return tx.session.get_one(EntidadRow, owners.pop())


def _sin_otra(session: Session, entidad_id: int, nombre: str) -> None:
    same = select(CampanaRow.id).where(
        CampanaRow.entidad_id == entidad_id, CampanaRow.nombre == nombre
    )
    if session.scalar(same) is not None:
        message = f"Ya hay una campaña «{nombre}». Póngale otro nombre a esta."
        raise ConflictError(message)


def _personas(session: Session, ids: Sequence[int]) -> dict[int, PersonaRow]:
    rows = session.execute(
        select(DeudorRow.expediente_id, PersonaRow)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(DeudorRow.expediente_id.in_(ids), DeudorRow.rol == "principal")
    )
    return {row[0]: row[1] for row in rows}


def _destinos(session: Session, canal: str, personas: Sequence[int]) -> dict[int, str]:
    """Return the latest number or address of each person, by the channel."""
    kind = _CONTACTO.get(canal, "direccion")
    rows = session.execute(
        select(DireccionRow.persona_id, DireccionRow.texto)
        .where(
            DireccionRow.persona_id.in_(personas),
            DireccionRow.tipo == kind,
            DireccionRow.hasta.is_(None),
        )
        .order_by(DireccionRow.id)
    )
    found: dict[int, str] = {row[0]: row[1] for row in rows}
    if kind == "direccion":
        return found
    column = PersonaRow.telefono if kind == "telefono" else PersonaRow.correo
    written = session.execute(
        select(PersonaRow.id, column).where(PersonaRow.id.in_(personas))
    )
    return {persona: texto for persona, texto in written if texto} | found


def _contacto(
    command: RegistrarCampana,
    row: CampanaRow,
    case: ExpedienteRow,
    person: PersonaRow,
) -> CampanaContactoRow:
    reason = _por_que_no(command, case)
    return CampanaContactoRow(
        campana_id=row.id,
        expediente_id=case.id,
        nombre=person.nombre,
        identificacion=identificacion(person),
        fecha=command.desde,
        resultado=command.resultados.get(case.id, "entregado"),
        cuenta=not reason,
        razon=reason,
    )


def _por_que_no(command: RegistrarCampana, case: ExpedienteRow) -> str:
    """Say why a contact is no persuasive act; nothing when it is."""
    if command.clase != COBRO:
        return "la sensibilización no es gestión de cobro"
    if case.estado not in _VIVOS:
        return "el expediente ya terminó"
    if not admitido(case):
        return "el título no se ha admitido"
    return ""


def _de_comparendo(row: CampanaRow, one: Comparendo) -> CampanaContactoRow:
    return CampanaContactoRow(
        campana_id=row.id,
        comparendo=one.numero,
        nombre=one.nombre,
        identificacion=one.identificacion,
        destino=one.destino,
        fecha=row.desde,
        resultado="entregado",
        cuenta=False,
        razon="comparendo sin título",
    )


def _acto(
    tx: Transaction,
    command: RegistrarCampana,
    row: CampanaRow,
    case: ExpedienteRow,
    contact: CampanaContactoRow,
) -> int | None:
    """Record it in the case: as gestión where it counts, as a note where not."""
    if case.estado not in _VIVOS:
        return None
    kind = CLASES[command.clase]
    texto = (
        f"Campaña de {kind} «{row.nombre}», por {CANALES[row.canal]} a "
        f"{contact.destino}: {RESULTADOS[contact.resultado].lower()}."
    )
    if contact.razon:
        texto += f" No cuenta como gestión: {contact.razon}."
    act = registrar(
        tx,
        case,
        Acto(
            tipo=TipoActuacion.GESTION if contact.cuenta else TipoActuacion.NOTA,
            texto=texto,
            fecha=command.desde,
            resultado=contact.resultado,
            datos={"campana": row.id, "medio": row.canal, "clase": row.clase},
        ),
    )
    return act.id


def _frase(command: RegistrarCampana, counted: int, total: int) -> str:
    cases = cantidad(total, "expediente")
    if command.clase != COBRO:
        return f"Llega a {cases}; la sensibilización no es gestión de cobro."
    return f"Cuenta como gestión en {miles(counted)} de {cases}."
