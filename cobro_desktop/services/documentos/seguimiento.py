"""What was done and collected in a period, by who issued the titles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.documents.contextos.cuenta import (
    CampanaInformada,
    GestionPorAutoridad,
)
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles, pesos
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.documentos.escrito import ISO
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.gestiones.campana import CANALES, CLASES, LOGRADOS
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CampanaContactoRow,
    CampanaRow,
    DocumentoRow,
    ExpedienteRow,
    PagoRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina
    from cobro_desktop.services.workspace import Workspace

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
    session: Session, entidad_id: int, desde: dt.date, hasta: dt.date
) -> Seguimiento:
    """Count what was done with the cases of an institution in a period."""
    return Seguimiento(
        desde,
        hasta,
        tuple(_autoridades(session, entidad_id, desde, hasta)),
        tuple(sorted(_actos(session, entidad_id, desde, hasta).items())),
        _campanas(session, entidad_id, desde, hasta),
    )


def datos_del_informe(lectura: LecturaOficina) -> dict[str, Any]:
    """Return the follow-up of a period; by default, of the month of the document."""
    row = lectura.row
    typed = row.contexto["datos"]
    desde = _dia(typed.get("desde", "")) or row.fecha.replace(day=1)
    hasta = _dia(typed.get("hasta", "")) or row.fecha
    found = seguimiento(lectura.session, row.entidad_id, desde, hasta)
    rows = found.autoridades
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


def exportar_seguimiento(
    sigla: str,
    periodo: tuple[dt.date, dt.date],
    destino: Path,
    workspace: Workspace,
    contexto: Contexto,
) -> int:
    """Write the follow-up by authority as a workbook; return how many rows it has.

    Raises:
        NotFoundError: no such institution.
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.exchange.informe import Clase, Columna, Informe
    from cobro_desktop.exchange.libro import escribir_libro

    with workspace.base.read() as session:
        entidad = workspace.entidad(session, sigla).id
        found = seguimiento(session, entidad, *periodo)
    sheet = Informe(
        hoja="Seguimiento",
        encabezado=(
            workspace.perfil(sigla).nombre,
            "Seguimiento de la gestión persuasiva",
            f"Del {fecha_larga(periodo[0])} al {fecha_larga(periodo[1])}",
        ),
        columnas=(
            Columna("Autoridad que expidió el título", ancho=44),
            Columna("Expedientes", Clase.ENTERO, 13, suma=True),
            Columna("Gestiones", Clase.ENTERO, 12, suma=True),
            Columna("Con pagos", Clase.ENTERO, 12, suma=True),
            Columna("Recaudo", Clase.DINERO, 18, suma=True),
            Columna("Saldo de capital", Clase.DINERO, 18, suma=True),
        ),
        fecha=contexto.hoy,
    )
    rows = found.autoridades

    def write(path: Path) -> None:
        escribir_libro(path, sheet, rows)

    escribir_atomico(destino, write)
    return len(rows)


def _autoridades(
    session: Session, entidad_id: int, desde: dt.date, hasta: dt.date
) -> list[Autoridad]:
    case = ExpedienteRow
    mine = (case.entidad_id == entidad_id, case.lote_anulado_id.is_(None))
    open_cases = select(case.autoridad, func.count(), func.sum(case.saldo)).where(
        *mine, case.estado.in_([ABIERTO, SUSPENDIDO]), case.etapa == "persuasivo"
    )
    cases, owed = _pares(session, open_cases)
    acts = (
        select(case.autoridad, func.count(), func.count())
        .join(ActuacionRow, ActuacionRow.expediente_id == case.id)
        .where(
            *mine,
            ActuacionRow.tipo == TipoActuacion.GESTION,
            ActuacionRow.fecha.between(desde, hasta),
        )
    )
    papers = (
        select(case.autoridad, func.count(), func.count())
        .join(DocumentoRow, DocumentoRow.expediente_id == case.id)
        .where(
            *mine,
            DocumentoRow.tipo.in_(_PERSUASIVOS),
            DocumentoRow.estado.not_in(_FUERA),
            DocumentoRow.fecha.between(desde, hasta),
        )
    )
    done = _pares(session, acts)[0] + _pares(session, papers)[0]
    payments = (
        select(
            case.autoridad,
            func.count(PagoRow.expediente_id.distinct()),
            func.sum(PagoRow.valor),
        )
        .join(PagoRow, PagoRow.expediente_id == case.id)
        .where(*mine, PagoRow.estado != "anulado", PagoRow.fecha.between(desde, hasta))
    )
    paid, money = _pares(session, payments)
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


def _pares(session: Session, query: Any) -> tuple[Counter[str], Counter[str]]:
    """Run a query of (authority, number, amount), and keep each by authority."""
    counts: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for name, count, amount in session.execute(query.group_by(ExpedienteRow.autoridad)):
        counts[name], amounts[name] = int(count), int(amount or 0)
    return counts, amounts


def _actos(
    session: Session, entidad_id: int, desde: dt.date, hasta: dt.date
) -> dict[str, int]:
    rows = session.execute(
        select(DocumentoRow.nombre, func.count())
        .where(
            DocumentoRow.entidad_id == entidad_id,
            DocumentoRow.expediente_id.is_not(None),
            DocumentoRow.estado.not_in(_FUERA),
            DocumentoRow.fecha.between(desde, hasta),
        )
        .group_by(DocumentoRow.nombre)
    )
    return {name: int(count) for name, count in rows}


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
