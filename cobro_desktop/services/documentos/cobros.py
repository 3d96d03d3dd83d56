"""The obligations whose money may come in, told to Tesorería (seed 004)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.contextos.cuenta import CobroEnCurso
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.escrito import ISO
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.liquidaciones import VIGENTE, liquidar_en
from cobro_desktop.storage.rows import (
    DeudorRow,
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.imputacion import Conceptos
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina
    from cobro_desktop.services.workspace import Workspace

TIPO = "informe-cobros-en-curso"
_EN_COBRO = ("persuasivo", "coactivo")


class Cobro(NamedTuple):
    """An obligation in collection, with what it owes at the cut."""

    expediente: str
    deudor: str
    identificacion: str
    titulo: str
    etapa: str
    saldo: Conceptos


def cobros_en_curso(
    session: Session, workspace: Workspace, entidad_id: int, corte: dt.date
) -> list[Cobro]:
    """Return the open obligations in persuasive or coactive collection.

    Raises:
        MissingParameterError: a rate is not loaded; says which.
    """
    rows = session.execute(
        select(ObligacionRow, ExpedienteRow, PersonaRow, TituloRow.numero)
        .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .join(DeudorRow, DeudorRow.expediente_id == ExpedienteRow.id)
        .join(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(
            ExpedienteRow.entidad_id == entidad_id,
            ExpedienteRow.lote_anulado_id.is_(None),
            ExpedienteRow.estado.in_([ABIERTO, SUSPENDIDO]),
            ExpedienteRow.etapa.in_(_EN_COBRO),
            ObligacionRow.estado == VIGENTE,
            DeudorRow.rol == "principal",
        )
        .order_by(ExpedienteRow.numero, ObligacionRow.id)
    )
    return [
        Cobro(
            case.numero,
            person.nombre,
            identificacion(person),
            number,
            case.etapa.capitalize(),
            liquidar_en(session, workspace, obligacion, corte).saldo,
        )
        for obligacion, case, person, number in rows.all()
    ]


def datos_del_informe(lectura: LecturaOficina) -> dict[str, Any]:
    """Return what is being collected at a cut; by default, the day of the document.

    Raises:
        NotFoundError: nothing is.
        MissingParameterError: a rate is not loaded; says which.
    """
    row = lectura.row
    told = row.contexto["datos"].get("corte", "")
    corte = dt.date.fromisoformat(told) if ISO.fullmatch(told) else row.fecha
    found = cobros_en_curso(lectura.session, lectura.workspace, row.entidad_id, corte)
    if not found:
        message = (
            f"{lectura.sigla} no tiene obligaciones en cobro persuasivo ni coactivo: "
            "no hay nada que informar a Tesorería."
        )
        raise NotFoundError(message)
    return {
        "destinatario": "Tesorería",
        "cargo_destinatario": "Subdirección de Gestión Corporativa",
        "corte": fecha_larga(corte),
        "cobros": tuple(
            CobroEnCurso(
                expediente=c.expediente,
                deudor=c.deudor,
                identificacion=c.identificacion,
                titulo=c.titulo,
                etapa=c.etapa,
                capital=pesos(c.saldo.capital),
                intereses=pesos(c.saldo.intereses),
                total=pesos(c.saldo.total),
            )
            for c in found
        ),
        "cantidad": cantidad(len(found), "obligación", "obligaciones"),
        "capital": pesos(sum(c.saldo.capital for c in found)),
        "intereses": pesos(sum(c.saldo.intereses for c in found)),
        "total": pesos(sum(c.saldo.total for c in found)),
    }


PROPIOS_OFICINA: Mapping[str, Callable[[LecturaOficina], Mapping[str, Any]]] = {
    TIPO: datos_del_informe,
}
"""What the kinds of this family know besides what is typed."""
