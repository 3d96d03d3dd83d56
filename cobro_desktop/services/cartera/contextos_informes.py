"""What the reports of the portfolio say: the memorandum of debtors, the year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from cobro_desktop.documents.contextos.cartera import (
    DeudorBdme,
    ExcluidoBdme,
    Movimiento,
    Vencimiento,
)
from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.procedimiento import Etapa
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.bdme.informe import PedidoBdme, informe_bdme
from cobro_desktop.services.cartera.contextos import AREA_FINANCIERA
from cobro_desktop.services.cartera.hechos import leer
from cobro_desktop.services.cartera.revelaciones import revelar
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CorridaDocumentoRow,
    CorridaRow,
    ExpedienteRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.bdme.modelo import FilaBdme, InformeBdme
    from cobro_desktop.services.documentos.propios_oficina import LecturaOficina

CORTES: Final = ((5, 31), (11, 30))
"""Month and day of the two cuts of the bulletin (RULES 8)."""
_GESTIONES: Final = (
    TipoActuacion.GESTION,
    TipoActuacion.DOCUMENTO_EMITIDO,
    TipoActuacion.NOTIFICACION,
)
_NOTAS: Final = {
    SeccionBdme.SEMESTRAL: "Mora",
    SeccionBdme.INCUMPLIMIENTO: "Incumplió acuerdo",
}


def memorando_bdme(lectura: LecturaOficina) -> dict[str, Any]:
    """Say who is reported at the last cut, who is not and what was done.

    Raises:
        MissingParameterError: the wage of the year of the cut, or a rate, is missing.
    """
    corte, run = _corte(lectura)
    pedido = PedidoBdme(corte, lectura.sigla)
    found = informe_bdme(lectura.workspace, pedido, lectura.row.fecha)
    told = [f for f in found.filas if f.seccion in _NOTAS]
    persuasive, coactive = _gestiones(lectura, corte)
    return {
        "registro": f"Corrida {run}" if run else "Oficina",
        "corte": fecha_larga(corte),
        "minimo": _minimo(found),
        "total": pesos(sum(f.valor for f in told)),
        "deudores": tuple(d for f in told for d in _deudores(f)),
        "excluidos": tuple(
            ExcluidoBdme(
                deudor=f.nombre, identificacion=f.identificacion, motivo=f.motivo
            )
            for f in found.filas
            if f.seccion is SeccionBdme.EXCLUIDOS
        ),
        "persuasivas": cantidad(persuasive, "actuación", "actuaciones"),
        "coactivas": cantidad(coactive, "actuación", "actuaciones"),
    }


def informe_revelaciones(lectura: LecturaOficina) -> dict[str, Any]:
    """Say what happened in the year before the document, or in the one typed.

    Raises:
        InvalidDataError: the year has not ended, or is no year.
    """
    year = _anio(lectura)
    found = revelar(
        lectura.session, lectura.row.entidad_id, lectura.sigla, year, lectura.row.fecha
    )
    return {
        "anio": str(year),
        "movimientos": tuple(
            Movimiento(
                concepto=m.concepto,
                inicial=_cifra(m.inicial),
                altas=_cifra(m.altas),
                pagos=_cifra(m.pagos),
                bajas=_cifra(m.bajas),
                final=_cifra(m.final),
                deterioro=_cifra(m.deterioro),
            )
            for m in found.movimientos
        ),
        "vencimientos": tuple(
            Vencimiento(edad=e.edad, cuantas=str(e.cuantas), capital=pesos(e.capital))
            for e in found.edades
        ),
        "acuerdos": str(found.acuerdos),
    }


def memorando(lectura: LecturaOficina) -> dict[str, Any]:
    """Tell the financial area which items a run found; a memo of no run says nothing.

    What a person types wins over it.
    """
    corrida = _corrida(lectura)
    if corrida is None:
        return {}
    procedimiento = lectura.workspace.procedimiento(
        lectura.session, corrida.procedimiento_id
    )
    run = leer(lectura.session, procedimiento, corrida)
    own = lectura.workspace.perfil(lectura.sigla).acuerdo.area_financiera
    area = (own or AREA_FINANCIERA).split(" ", 1)[-1]
    total = pesos(sum(p.capital for p in run.partidas))
    count = cantidad(len(run.partidas), "partida")
    lead = (
        f"Con corte al {fecha_larga(corrida.corte)} se identificó {count} por depurar, "
        f"por {total} de capital, que se relaciona enseguida para que las dos áreas "
        "trabajen sobre la misma lista:"
    )
    lines = (
        f"{number}. {run.nombres[p.id]}: {pesos(p.capital)}. {p.propuesta}".strip()
        for number, p in enumerate(run.partidas, start=1)
    )
    return {
        "destinatario": "Responsable del área financiera",
        "cargo_destinatario": area[:1].upper() + area[1:],
        "asunto": f"Partidas por depurar de la corrida {corrida.numero}",
        "parrafos": (lead, *lines),
    }


PROPIOS: Final[Mapping[str, Callable[[LecturaOficina], dict[str, Any]]]] = {
    "memorando": memorando,
    "memorando-bdme": memorando_bdme,
    "informe-revelaciones": informe_revelaciones,
}


def ultimo_corte(dia: dt.date) -> dt.date:
    """Return the last cut of the bulletin before a day."""
    cuts = (
        dt.date(year, month, day)
        for year in (dia.year - 1, dia.year)
        for month, day in CORTES
    )
    return max(c for c in cuts if c < dia)


def _cifra(valor: Centavos) -> str:
    """Write an amount of a wide table: pesos without their sign."""
    return pesos(valor).removeprefix("$ ")


def _corte(lectura: LecturaOficina) -> tuple[dt.date, str]:
    run = _corrida(lectura)
    if run is not None:
        return run.corte, run.numero
    return ultimo_corte(lectura.row.fecha), ""


def _corrida(lectura: LecturaOficina) -> CorridaRow | None:
    """Return the run that a document was made in, if it was in one."""
    return lectura.session.scalar(
        select(CorridaRow)
        .join(CorridaDocumentoRow, CorridaDocumentoRow.corrida_id == CorridaRow.id)
        .where(CorridaDocumentoRow.documento_id == lectura.row.id)
    )


def _anio(lectura: LecturaOficina) -> int:
    typed = str(lectura.row.contexto["datos"].get("anio", "")).strip()
    if not typed:
        return lectura.row.fecha.year - 1
    if not typed.isdigit():
        message = f"«{typed}» no es un año. No se elaboró el informe."
        raise InvalidDataError(message)
    return int(typed)


def _minimo(found: InformeBdme) -> str:
    return pesos(found.regla.umbral)


def _deudores(fila: FilaBdme) -> list[DeudorBdme]:
    return [
        DeudorBdme(
            deudor=fila.nombre,
            identificacion=fila.identificacion,
            acto=f"{a.acto} {a.numero} del {fecha_corta(a.fecha)}",
            vencimiento=fecha_corta(a.vencimiento),
            extincion=fecha_corta(a.extincion) if a.extincion else "Sin fecha",
            valor=pesos(a.valor),
            anotacion=_NOTAS[fila.seccion],
        )
        for a in fila.actos
    ]


def _gestiones(lectura: LecturaOficina, corte: dt.date) -> tuple[int, int]:
    """Count what was done in the semester, persuasive and coactive."""
    since = ultimo_corte(corte)
    rows = lectura.session.execute(
        select(ExpedienteRow.procedimiento_id, ActuacionRow.actividad, func.count())
        .join(ExpedienteRow, ExpedienteRow.id == ActuacionRow.expediente_id)
        .where(
            ExpedienteRow.entidad_id == lectura.row.entidad_id,
            ActuacionRow.tipo.in_([str(t) for t in _GESTIONES]),
            ActuacionRow.fecha > since,
            ActuacionRow.fecha <= corte,
        )
        .group_by(ExpedienteRow.procedimiento_id, ActuacionRow.actividad)
    ).all()
    count = {Etapa.PERSUASIVO: 0, Etapa.COACTIVO: 0}
    for procedimiento_id, actividad, number in rows:
        procedimiento = lectura.workspace.procedimiento(
            lectura.session, procedimiento_id
        )
        found = procedimiento.actividades.get(actividad)
        if found is not None and found.etapa in count:
            count[found.etapa] += number
    return count[Etapa.PERSUASIVO], count[Etapa.COACTIVO]
