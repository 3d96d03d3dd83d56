"""Takes out of a case a person that was linked to it by mistake.

Only while nothing of the case rests on that person: what was notified, embargoed or
written to somebody stays true of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import delete, select

from cobro_desktop.domain.calidades import Calidad
from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.domain.identificacion import leer_identificacion
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.expedientes import abierto
from cobro_desktop.services.trabajo.vinculacion import QUIENES
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.queries import detalle
from cobro_desktop.storage.rows import (
    BienRow,
    ConsultaBienesRow,
    DeudorRow,
    DocumentoRow,
    IncidenteRow,
    MedidaRow,
    NotificacionRow,
    ObligadoRow,
    PersonaRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

_DICHOS: Final = 4
_POR_HACER: Final = ("borrador", "en_revision", "anulado")
"""States of documents that may still be written without that person."""
_DE_BIENES: Final = (
    (BienRow, "fecha", ("bien", "bienes")),
    (ConsultaBienesRow, "enviada", ("consulta de bienes", "consultas de bienes")),
    (MedidaRow, "decretada", ("medida cautelar", "medidas cautelares")),
    (IncidenteRow, "abierto", ("incidente", "incidentes")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desvincular:
    """Take a person out of a case."""

    expediente_id: int
    documento: str
    """As people write it: *CC 52.123.456*."""
    rol: str = ""
    """As what, where the person is in the case in two ways."""
    motivo: str


class Vinculado(NamedTuple):
    """Somebody besides the principal, and what keeps them in the case."""

    nombre: str
    documento: str
    rol: str
    apoyos: tuple[str, ...]
    """What rests on them, in words; empty for who may be taken out."""


def vinculados(workspace: Workspace, expediente_id: int) -> list[Vinculado]:
    """Return the people of a case besides its principal, in their order."""
    with workspace.base.read() as session:
        return [
            Vinculado(
                one.nombre,
                f"{one.tipo_documento} {one.numero}",
                one.rol,
                tuple(apoyos(session, session.get_one(DeudorRow, one.id))),
            )
            for one in detalle.deudores(session, expediente_id)
            if one.rol != Calidad.PRINCIPAL
        ]


def desvincular(
    command: Desvincular, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Take a person out of a case; an act of the case tells who, as what, and why.

    Raises:
        InvalidDataError: no reason, no such document, or the person is there as two
            things and nobody said which.
        NotFoundError: the person is not in the case.
        NotAllowedError: it is the principal, something rests on the person (the
            answer says what), the role may not, or the case ended.
    """
    motivo = " ".join(command.motivo.split()).rstrip(".")
    if not motivo:
        message = (
            "Escriba por qué se desvincula a esa persona: queda en la historia del "
            "expediente. No se cambió nada."
        )
        raise InvalidDataError(message)
    who = leer_identificacion(command.documento)
    with transaction(workspace, contexto, "desvincular") as tx:
        tx.require_role(QUIENES, "desvincular personas de un expediente")
        expediente = abierto(tx, command.expediente_id)
        row, nombre = _deudor(tx, command, (str(who.tipo), who.numero))
        _exigir_sin_apoyos(tx, row, nombre)
        calidad = Calidad(row.rol)
        tx.session.execute(delete(ObligadoRow).where(ObligadoRow.deudor_id == row.id))
        tx.touch("deudor", row.id)
        tx.session.delete(row)
        tx.session.flush()
        told = (
            f"Se desvinculó a {nombre} ({who.tipo} {who.numero}), que estaba como "
            f"{calidad.en_frase}."
        )
        text = f"{told} Motivo: {motivo}."
        datos = {"clase": "desvinculacion", "rol": str(calidad)}
        acto = Acto(
            tipo=TipoActuacion.NOTA,
            texto=text,
            fecha=contexto.hoy,
            datos={**datos, "documento": who.numero},
        )
        registrar(tx, expediente, acto)
        tx.tell(f"{expediente.numero}: {text}")
    return Changes(frozenset({command.expediente_id}), lista=True, resumen=told)


def apoyos(session: Session, row: DeudorRow) -> Iterator[str]:
    """Yield what rests on a person of a case, in words."""
    notified = session.scalars(
        select(NotificacionRow)
        .where(NotificacionRow.deudor_id == row.id)
        .order_by(NotificacionRow.id)
    ).all()
    if notified:
        first = notified[0]
        day = fecha_corta(first.efectiva or first.enviada)
        kind = CATALOGO.get(first.que)
        what = kind.nombre if kind else first.que
        told = f" ({', '.join(filter(None, (what, day)))})"
        yield f"{cantidad(len(notified), 'notificación', 'notificaciones')}{told}"
    for row_type, name, (one, many) in _DE_BIENES:
        days = session.scalars(
            select(getattr(row_type, name)).where(row_type.deudor_id == row.id)
        ).all()
        if days:
            yield f"{cantidad(len(days), one, many)} ({fecha_corta(min(days))})"
    yield from _titulos(session, row)
    yield from _documentos(session, row)


def _titulos(session: Session, row: DeudorRow) -> Iterator[str]:
    """Tell the titles in the name of a person, whose obligations are theirs."""
    numbers = session.scalars(
        select(TituloRow.numero).where(
            TituloRow.expediente_id == row.expediente_id,
            TituloRow.persona_id == row.persona_id,
        )
    ).all()
    if numbers:
        yield f"la obligación del título {', '.join(numbers)}"


def _documentos(session: Session, row: DeudorRow) -> Iterator[str]:
    """Tell the documents of the program, approved or later, that name a person."""
    name = plegar(session.get_one(PersonaRow, row.persona_id).nombre)
    written = session.execute(
        select(DocumentoRow.nombre, DocumentoRow.contexto)
        .where(
            DocumentoRow.expediente_id == row.expediente_id,
            DocumentoRow.plantilla != "",
            DocumentoRow.estado.not_in(_POR_HACER),
        )
        .order_by(DocumentoRow.id)
    )
    found = [
        nombre
        for nombre, contexto in written
        if name in plegar(json.dumps(contexto, ensure_ascii=False))
    ]
    if found:
        more = f" y {len(found) - _DICHOS} más" if len(found) > _DICHOS else ""
        titles = ", ".join(f"«{nombre}»" for nombre in found[:_DICHOS])
        yield f"{cantidad(len(found), 'documento')} ({titles}{more})"


def _deudor(
    tx: Transaction, command: Desvincular, documento: tuple[str, str]
) -> tuple[DeudorRow, str]:
    found = tx.session.execute(
        select(DeudorRow, PersonaRow.nombre)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(
            DeudorRow.expediente_id == command.expediente_id,
            PersonaRow.tipo_documento == documento[0],
            PersonaRow.numero == documento[1],
        )
        .order_by(DeudorRow.id)
    ).all()
    asked = [one for one in found if command.rol in {"", one[0].rol}]
    if not asked:
        message = (
            f"{' '.join(documento)} no está en el expediente"
            f"{f' como {command.rol}' if found else ''}. No se cambió nada."
        )
        raise NotFoundError(message)
    if len(asked) > 1:
        roles = " y ".join(one[0].rol for one in asked)
        message = (
            f"{asked[0][1]} está en el expediente como {roles}: diga cuál de los dos "
            "se quita. No se cambió nada."
        )
        raise InvalidDataError(message)
    row, nombre = asked[0]
    if row.rol == Calidad.PRINCIPAL:
        message = (
            f"{nombre} es el deudor principal, que viene con el título: no se puede "
            "desvincular. No se cambió nada."
        )
        raise NotAllowedError(message)
    return row, nombre


def _exigir_sin_apoyos(tx: Transaction, row: DeudorRow, nombre: str) -> None:
    found = list(apoyos(tx.session, row))
    if found:
        message = (
            f"No se puede desvincular a {nombre}: en el expediente hay a su nombre "
            f"{'; '.join(found)}. No se cambió nada."
        )
        raise NotAllowedError(message, {"apoyos": found})
