"""What the documents of an agreement take from it: the plan, what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.contextos.acuerdo import (
    CuotaIncumplida,
    CuotaPlan,
    DeudaAcordada,
)
from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.imputacion import Conceptos, Imputacion
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_desktop.services.acuerdos.plan import plan_del_caso
from cobro_desktop.services.acuerdos.seguimiento import condiciones_de, seguidos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo
    from cobro_desktop.domain.plan_pagos import Cuota
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.documentos.lectura import Caso, Lectura
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries import acuerdos as consultas

CON_PLAN = frozenset({"acuerdo-pago", "auto-ordena-acuerdo"})
INCUMPLIMIENTO = "auto-incumplimiento"
TRASLADO = "oficio-traslado"
_CLASES = {Garantia.PERSONAL: "personal", Garantia.REAL: "real"}
_NUMEROS = ("", "una", "dos", "tres", "cuatro", "cinco", "seis")
IMPUTACION = {
    Imputacion.ET_804: "el artículo 804 del Estatuto Tributario",
    Imputacion.CC_1653: "el artículo 1653 del Código Civil",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan, signed or about to be, as its documents tell it."""

    deuda: Conceptos
    deudas: Sequence[tuple[str, str, Conceptos]]
    """Title, concept and what is owed of it."""
    cuotas: Sequence[Cuota | consultas.Cuota]
    proyectadas: bool
    motivo: str = ""


def datos_del_acuerdo(lectura: Lectura) -> dict[str, Any]:
    """Return what a document says of the agreement of its case.

    A request is planned as if it were signed on the day of the document.

    Raises:
        NotAllowedError: the case has no agreement that the document could tell of.
        MissingParameterError: a rate or the holidays of a year are not known.
    """
    caso, tipo, fecha = lectura.caso, lectura.tipo, lectura.fecha
    reglas = caso.perfil.acuerdo
    found = seguidos(lectura.session, caso.expediente.id, fecha, reglas)
    if tipo == TRASLADO:
        return _traslado(_latest(found, (EstadoAcuerdo.SOLICITADO,), caso), caso)
    if tipo == INCUMPLIMIENTO:
        states = (EstadoAcuerdo.VIGENTE, EstadoAcuerdo.INCUMPLIDO)
        return _incumplimiento(_latest(found, states, caso), caso, fecha)
    states = (EstadoAcuerdo.SOLICITADO, EstadoAcuerdo.VIGENTE)
    one = _latest(found, states, caso)
    plan = _plan(lectura.session, lectura.workspace, caso, one, fecha)
    known = _acordado(one, plan, caso, fecha)
    imputacion = Imputacion(lectura.workspace.opciones(caso.perfil.sigla)["imputacion"])
    return known | _firmas(caso, tipo) | {"norma_imputacion": IMPUTACION[imputacion]}


def _latest(
    found: Sequence[AcuerdoSeguido], states: Sequence[EstadoAcuerdo], caso: Caso
) -> AcuerdoSeguido:
    if found and found[0].estado in states:
        return found[0]
    wanted = " o ".join(str(state) for state in states)
    message = (
        f"El expediente {caso.expediente.numero} no tiene un acuerdo de pago {wanted}. "
        "Regístrelo primero en la pestaña Acuerdos y pagos."
    )
    raise NotAllowedError(message)


def _plan(
    session: Session,
    workspace: Workspace,
    caso: Caso,
    one: AcuerdoSeguido,
    fecha: dt.date,
) -> _Plan:
    acuerdo = one.acuerdo
    if one.estado is EstadoAcuerdo.VIGENTE:
        kept = acuerdo.plan
        debts = [
            (
                o["titulo"],
                o["concepto"],
                Conceptos(o["capital"], o["intereses"], o["costas"]),
            )
            for o in kept["obligaciones"]
        ]
        owed = Conceptos(acuerdo.capital, acuerdo.intereses, acuerdo.costas)
        projected = bool(kept["proyectadas"])
        return _Plan(owed, debts, acuerdo.filas, projected, kept["motivo"])
    conditions = condiciones_de(acuerdo, fecha)
    planned = plan_del_caso(session, workspace, caso.expediente.id, conditions)
    debts = [
        (o.titulo, o.concepto, o.liquidacion.saldo) for o in planned.caso.obligaciones
    ]
    projected = any(c.proyectado for c in planned.plan.cuotas)
    return _Plan(planned.deuda, debts, planned.cuotas, projected)


def _acordado(
    one: AcuerdoSeguido, plan: _Plan, caso: Caso, fecha: dt.date
) -> dict[str, Any]:
    acuerdo, debt, rows = one.acuerdo, plan.deuda, plan.cuotas
    conditions = condiciones_de(acuerdo, fecha)
    return {
        "fecha_solicitud": fecha_larga(acuerdo.solicitado),
        "corte": fecha_larga(conditions.firma),
        "deudas": tuple(
            DeudaAcordada(
                titulo=titulo,
                concepto=concepto,
                capital=pesos(owed.capital),
                intereses=pesos(owed.intereses),
                total=pesos(owed.total),
            )
            for titulo, concepto, owed in plan.deudas
        ),
        **_deuda(debt),
        "cuotas": tuple(_cuota(row) for row in rows),
        "numero_cuotas": cantidad(acuerdo.cuotas, "cuota mensual", "cuotas mensuales"),
        "meses": cantidad(conditions.meses, "mes", "meses"),
        "plan_capital": pesos(sum(row.capital for row in rows)),
        "plan_causado": pesos(sum(row.interes_causado for row in rows)),
        "plan_plazo": pesos(sum(row.interes_plazo for row in rows)),
        "plan_costas": pesos(sum(row.costas for row in rows)),
        "plan_total": pesos(sum(row.total for row in rows)),
        "cuota_inicial": pesos(acuerdo.cuota_inicial) if acuerdo.cuota_inicial else "",
        "tiene_inicial": bool(acuerdo.cuota_inicial),
        "hay_proyectadas": plan.proyectadas,
        **_garantia(one, plan.motivo),
        **_regla(caso.perfil.acuerdo),
    }


def _deuda(debt: Conceptos) -> dict[str, Any]:
    return {
        "capital": pesos(debt.capital),
        "capital_letras": pesos_mcte(debt.capital),
        "intereses": pesos(debt.intereses),
        "costas": pesos(debt.costas) if debt.costas else "",
        "tiene_costas": bool(debt.costas),
        "total": pesos(debt.total),
        "total_letras": pesos_mcte(debt.total),
    }


def _cuota(row: Cuota | consultas.Cuota) -> CuotaPlan:
    return CuotaPlan(
        numero=str(row.numero) if row.numero else "Inicial",
        vence=fecha_corta(row.vence),
        capital=pesos(row.capital),
        interes_causado=pesos(row.interes_causado),
        interes_plazo=pesos(row.interes_plazo),
        costas=pesos(row.costas),
        total=pesos(row.total),
    )


def _garantia(one: AcuerdoSeguido, motivo: str) -> dict[str, Any]:
    acuerdo = one.acuerdo
    kind = Garantia(acuerdo.garantia)
    if kind is Garantia.NINGUNA:
        why = motivo.rstrip(".") or (
            "el plazo no pasa de un año y no consta que el deudor haya incumplido otro "
            "acuerdo en el año anterior a su solicitud (artículo 814 del Estatuto "
            "Tributario)"
        )
        return {"razon_sin_garantia": why, "tiene_garantia": False}
    return {
        "tiene_garantia": True,
        "clase_garantia": _CLASES[kind],
        "garantia": acuerdo.garantia_detalle.rstrip("."),
        "garantia_valor": pesos(acuerdo.garantia_valor),
    }


def _regla(reglas: ReglasAcuerdo) -> dict[str, Any]:
    n = reglas.cuotas_consecutivas
    words = _NUMEROS[n] if n < len(_NUMEROS) else str(n)
    return {"automatico": reglas.automatico, "consecutivas": words}


def _firmas(caso: Caso, tipo: str) -> dict[str, Any]:
    from cobro_desktop.services.documentos.contexto import identificacion

    if tipo != "acuerdo-pago":
        return {}
    reglas, person = caso.perfil.acuerdo, caso.principal
    return {
        "nombre_acto": tipo_documento(tipo).nombre_en(caso.perfil.sigla).upper(),
        "suscriptor": person.nombre,
        "suscriptor_identificacion": identificacion(person),
        "visto_bueno": reglas.visto_bueno,
        "area_financiera": reglas.area_financiera,
    }


def _incumplimiento(one: AcuerdoSeguido, caso: Caso, fecha: dt.date) -> dict[str, Any]:
    acuerdo, reglas = one.acuerdo, caso.perfil.acuerdo
    day = min(fecha, acuerdo.cerrado) if acuerdo.cerrado else fecha
    missed = [c for c in one.cuotas if c.vencida(day)]
    if not missed:
        message = (
            f"El acuerdo del expediente {caso.expediente.numero} no tiene cuotas "
            f"vencidas al {fecha_larga(day)}: no hay incumplimiento que declarar."
        )
        raise NotAllowedError(message)
    assert acuerdo.firma is not None, "an agreement in force was signed"
    owed = acuerdo.capital + acuerdo.intereses + acuerdo.costas
    guarantee = _garantia(one, "")
    return {
        "fecha_firma": fecha_larga(acuerdo.firma),
        "total_acuerdo": pesos(owed),
        "numero_cuotas": cantidad(acuerdo.cuotas, "cuota mensual", "cuotas mensuales"),
        "incumplidas": tuple(
            CuotaIncumplida(
                numero=str(c.numero) if c.numero else "Inicial",
                vence=fecha_larga(c.vence),
                total=pesos(c.total),
                abonado=pesos(c.abonado),
                falta=pesos(c.total - c.abonado),
            )
            for c in missed
        ),
        "corte": fecha_larga(fecha),
        "pagado": pesos(one.pagado),
        "norma_incumplimiento": reglas.norma_incumplimiento,
        "garantia": guarantee.get("garantia", ""),
        "tiene_garantia": guarantee["tiene_garantia"],
        **_regla(reglas),
    }


def _traslado(one: AcuerdoSeguido, caso: Caso) -> dict[str, Any]:
    reglas = caso.perfil.acuerdo
    name = reglas.remite_a.partition(" ")[2]
    return {
        "destinatario": reglas.remite_oficina or name,
        "cargo_destinatario": name,
        "direccion": "",
        "ciudad_destino": caso.perfil.ciudad,
        "tratamiento": "Señores",
        "fecha_solicitud": fecha_larga(one.acuerdo.solicitado),
        "norma_traslado": reglas.norma_competencia,
    }


PROPIOS = dict.fromkeys((*CON_PLAN, INCUMPLIMIENTO, TRASLADO), datos_del_acuerdo)
"""What the kinds of this family know besides what every one does."""
