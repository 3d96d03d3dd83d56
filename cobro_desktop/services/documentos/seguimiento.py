"""What was done and collected in a period, by who issued the titles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, select

from cobro_desktop.documents.contextos.cuenta import (
    CampanaInformada,
    GestionPorAutoridad,
)
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles, pesos
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.documentos.escrito import ISO
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.gestiones.campana import CANALES, CLASES, LOGRADOS
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CampanaContactoRow,
    CampanaRow,
    DocumentoRow,
    ExpedienteRow,
    PagoRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina

TIPO = "informe-seguimiento"
FINANCIERA = "financiera"
DESTINATARIOS = {
    FINANCIERA: "Dirección Financiera",
    "lico": "Quien lidera LICO y el RNMC",
}
"""Who the report goes to (PROCEDURES 1, activity 8)."""
_SIN_AUTORIDAD = "Sin autoridad anotada"
_FUERA = ("borrador", "en_revision", "anulado", "anexo")


class Autoridad(NamedTuple):
    """What was done with the titles of one authority in a period."""

    nombre: str
    casos: int
    """In persuasive stage on the last day."""
    gestiones: int
    """Documents and contacts of the period."""
    pagaron: int
    """Cases with a payment of the period."""
    recaudo: Centavos
    saldo: Centavos


class Seguimiento(NamedTuple):
    """What was done in a period, both days included."""

    desde: dt.date
    hasta: dt.date
    autoridades: tuple[Autoridad, ...]
    actos: tuple[tuple[str, int], ...]
    campanas: tuple[tuple[CampanaRow, int, int], ...]
    """With how many were sent to and how many were reached."""


def seguimiento(
    session: Session,
    entidad_id: int,
    periodo: tuple[dt.date, dt.date],
    expedientes: Sequence[int] | None = None,
) -> Seguimiento:
    """Count what was done in a period with cases of an institution; all, if not told.

    Campaigns are of the institution, whichever the cases.
    """
    desde, hasta = periodo
    case = ExpedienteRow
    own = [and_(case.entidad_id == entidad_id, case.lote_anulado_id.is_(None))]
    if expedientes is not None:
        own = [case.id.in_(chunk) for chunk in trozos(expedientes)]
    return Seguimiento(
        desde,
        hasta,
        tuple(_autoridades(session, own, desde, hasta)),
        tuple(sorted(_actos(session, own, desde, hasta).items())),
        _campanas(session, entidad_id, desde, hasta),
    )


def datos_del_informe(lectura: LecturaOficina) -> dict[str, Any]:
    """Return the follow-up of a period; by default, of the month of the document.

    Raises:
        NotFoundError: there is nothing to tell of.
    """
    row = lectura.row
    typed = row.contexto["datos"]
    desde = _dia(typed.get("desde", "")) or row.fecha.replace(day=1)
    hasta = _dia(typed.get("hasta", "")) or row.fecha
    found = seguimiento(lectura.session, row.entidad_id, (desde, hasta))
    rows = found.autoridades
    if not rows:
        message = (
            f"{lectura.sigla} no tiene expedientes en persuasivo, ni gestiones o pagos "
            f"del {fecha_larga(desde)} al {fecha_larga(hasta)}: no hay nada que "
            "informar."
        )
        raise NotFoundError(message)
    paid = sum(a.pagaron for a in rows)
    return {
        "destinatario": DESTINATARIOS[FINANCIERA],
        "cargo_destinatario": lectura.workspace.perfil(lectura.sigla).nombre,
        "desde": fecha_larga(desde),
        "hasta": fecha_larga(hasta),
        "autoridades": tuple(_impresa(a) for a in rows),
        "casos": cantidad(sum(a.casos for a in rows), "expediente"),
        "gestiones": cantidad(sum(a.gestiones for a in rows), "gestión", "gestiones"),
        "pagaron": cantidad(paid, "expediente"),
        "recaudo": pesos(sum(a.recaudo for a in rows)),
        "saldo": pesos(sum(a.saldo for a in rows)),
        "actos": tuple(f"{name}: {miles(count)}." for name, count in found.actos),
        "campanas": tuple(
            CampanaInformada(
                nombre=campana.nombre,
                clase=CLASES[campana.clase],
                canal=CANALES[campana.canal],
                fechas=f"{fecha_corta(campana.desde)} a {fecha_corta(campana.hasta)}",
                destinatarios=miles(sent),
                efectivas=miles(reached),
            )
            for campana, sent, reached in found.campanas
        ),
    }


def _autoridades(
    session: Session, own: Sequence[ColumnElement[bool]], desde: dt.date, hasta: dt.date
) -> list[Autoridad]:
    case = ExpedienteRow
    open_cases = select(case.autoridad, func.count(), func.sum(case.saldo)).where(
        case.estado.in_([ABIERTO, SUSPENDIDO]), case.etapa == "persuasivo"
    )
    cases, owed = _pares(session, open_cases, own)
    acts = (
        select(case.autoridad, func.count(), func.count())
        .join(ActuacionRow, ActuacionRow.expediente_id == case.id)
        .where(
            ActuacionRow.tipo == TipoActuacion.GESTION,
            ActuacionRow.fecha.between(desde, hasta),
        )
    )
    papers = (
        select(case.autoridad, func.count(), func.count())
        .join(DocumentoRow, DocumentoRow.expediente_id == case.id)
        .where(
            DocumentoRow.tipo.in_(_PERSUASIVOS),
            DocumentoRow.estado.not_in(_FUERA),
            DocumentoRow.fecha.between(desde, hasta),
        )
    )
    done = _pares(session, acts, own)[0] + _pares(session, papers, own)[0]
    payments = (
        select(
            case.autoridad,
            func.count(PagoRow.expediente_id.distinct()),
            func.sum(PagoRow.valor),
        )
        .join(PagoRow, PagoRow.expediente_id == case.id)
        .where(PagoRow.estado != "anulado", PagoRow.fecha.between(desde, hasta))
    )
    paid, money = _pares(session, payments, own)
    return [
        Autoridad(n or _SIN_AUTORIDAD, cases[n], done[n], paid[n], money[n], owed[n])
        for n in sorted({*cases, *done, *paid})
    ]


_PERSUASIVOS = (
    "oficio-persuasivo",
    "constancia-llamada",
    "acta-visita",
    "oficio-investigacion",
)


def _pares(
    session: Session, query: Any, own: Sequence[ColumnElement[bool]]
) -> tuple[Counter[str], Counter[str]]:
    """Run a query of (authority, number, amount), and keep each by authority."""
    counts: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    grouped = query.group_by(ExpedienteRow.autoridad)
    for cases in own:
        for name, count, amount in session.execute(grouped.where(cases)):
            counts[name] += int(count)
            amounts[name] += int(amount or 0)
    return counts, amounts


def _actos(
    session: Session, own: Sequence[ColumnElement[bool]], desde: dt.date, hasta: dt.date
) -> Counter[str]:
    query = (
        select(DocumentoRow.nombre, func.count())
        .join(ExpedienteRow, ExpedienteRow.id == DocumentoRow.expediente_id)
        .where(
            DocumentoRow.estado.not_in(_FUERA),
            DocumentoRow.fecha.between(desde, hasta),
        )
        .group_by(DocumentoRow.nombre)
    )
    found: Counter[str] = Counter()
    for cases in own:
        for name, count in session.execute(query.where(cases)):
            found[name] += int(count)
    return found


def _campanas(
    session: Session, entidad_id: int, desde: dt.date, hasta: dt.date
) -> tuple[tuple[CampanaRow, int, int], ...]:
    rows: Sequence[CampanaRow] = session.scalars(
        select(CampanaRow)
        .where(
            CampanaRow.entidad_id == entidad_id,
            CampanaRow.desde <= hasta,
            CampanaRow.hasta >= desde,
        )
        .order_by(CampanaRow.desde, CampanaRow.id)
    ).all()
    contact = CampanaContactoRow
    counts = {
        (campana, resultado): int(count)
        for campana, resultado, count in session.execute(
            select(contact.campana_id, contact.resultado, func.count())
            .where(contact.campana_id.in_([row.id for row in rows]))
            .group_by(contact.campana_id, contact.resultado)
        )
    }
    return tuple(
        (
            row,
            sum(n for (campana, _), n in counts.items() if campana == row.id),
            sum(
                n
                for (campana, result), n in counts.items()
                if campana == row.id and result in LOGRADOS
            ),
        )
        for row in rows
    )


def _impresa(a: Autoridad) -> GestionPorAutoridad:
    return GestionPorAutoridad(
        autoridad=a.nombre,
        casos=miles(a.casos),
        gestiones=miles(a.gestiones),
        pagaron=miles(a.pagaron),
        recaudo=pesos(a.recaudo),
        saldo=pesos(a.saldo),
    )


def _dia(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if ISO.fullmatch(text) else None


PROPIOS_OFICINA: Mapping[str, Callable[[LecturaOficina], Mapping[str, Any]]] = {
    TIPO: datos_del_informe,
}
"""What the kinds of this family know besides what is typed."""
