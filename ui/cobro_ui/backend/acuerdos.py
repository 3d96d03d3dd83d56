"""Agreements of the cases over the services."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.plan_pagos import Metodo
from cobro_desktop.formats import pesos
from cobro_ui.acuerdos.ports import Ending, PlanPreview

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cobro_desktop.services.acuerdos.lectura import AcuerdosDelCaso
    from cobro_desktop.services.acuerdos.otorgamiento import OtorgarAcuerdo
    from cobro_desktop.services.acuerdos.solicitud import SolicitarAcuerdo
    from cobro_desktop.services.changes import Changes
    from cobro_ui.acuerdos.ports import AgreementTerms, EndingRequest
    from cobro_ui.backend.office import Office

_OTRO = {
    Metodo.CAPITAL_CONSTANTE: (Metodo.CUOTA_FIJA, "Con cuotas iguales (método B)"),
    Metodo.CUOTA_FIJA: (
        Metodo.CAPITAL_CONSTANTE,
        "Con el mismo capital cada mes (método A)",
    ),
}


class CaseAgreements:
    """`Agreements` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def load(self, expediente_id: int) -> AcuerdosDelCaso:
        """Read the agreements of a case as they stand today."""
        from cobro_desktop.services.acuerdos.lectura import ver_acuerdos

        return ver_acuerdos(self._office.workspace, expediente_id, self._office.hoy)

    def preview_request(self, terms: AgreementTerms) -> Sequence[str]:
        """Say in sentences what recording a request would do."""
        from cobro_desktop.services.acuerdos.solicitud import prever_solicitud

        office = self._office
        return prever_solicitud(_request(terms), office.workspace, office.contexto)

    def request(self, terms: AgreementTerms) -> Changes:
        """Record a request."""
        from cobro_desktop.services.acuerdos.solicitud import solicitar_acuerdo

        office = self._office
        return solicitar_acuerdo(_request(terms), office.workspace, office.contexto)

    def preview(self, terms: AgreementTerms) -> PlanPreview:
        """Make the plan, tell what granting would do and the other method's total."""
        from cobro_desktop.services.acuerdos.otorgamiento import prever_otorgamiento

        office = self._office
        found = prever_otorgamiento(_grant(terms), office.workspace, office.contexto)
        method, name = _OTRO[terms.metodo]
        other = _grant(replace(terms, metodo=method))
        try:
            plan = prever_otorgamiento(other, office.workspace, office.contexto).plan
        except UserError as error:
            return PlanPreview(found, f"{name}: {error.mensaje}")
        first, last = plan.plan.cuotas[0].total, plan.plan.cuotas[-1].total
        told = (
            f"{name}: total {pesos(plan.total)}, de {pesos(first)} la primera a "
            f"{pesos(last)} la última."
        )
        return PlanPreview(found, told)

    def grant(self, terms: AgreementTerms) -> Changes:
        """Grant it."""
        from cobro_desktop.services.acuerdos.otorgamiento import otorgar_acuerdo

        office = self._office
        return otorgar_acuerdo(_grant(terms), office.workspace, office.contexto)

    def preview_ending(self, request: EndingRequest) -> Sequence[str]:
        """Say in sentences what ending it would do."""
        foresee, _, order = _ending(request)
        told: Sequence[str] = foresee(
            order, self._office.workspace, self._office.contexto
        )
        return told

    def end(self, request: EndingRequest) -> Changes:
        """End it."""
        _, act, order = _ending(request)
        done: Changes = act(order, self._office.workspace, self._office.contexto)
        return done

    def export(self, expediente_id: int, file: Path) -> None:
        """Write the workbook of the plan."""
        from cobro_desktop.services.acuerdos.libro import exportar_plan

        exportar_plan(self._office.workspace, expediente_id, self._office.hoy, file)


def _request(terms: AgreementTerms) -> SolicitarAcuerdo:
    from cobro_desktop.services.acuerdos.solicitud import Propuesta, SolicitarAcuerdo

    offer = Propuesta(
        cuotas=terms.cuotas,
        primera=terms.primera,
        metodo=terms.metodo,
        cuota_inicial=terms.cuota_inicial,
        garantia=terms.garantia,
        garantia_detalle=terms.garantia_detalle,
        garantia_valor=terms.garantia_valor,
    )
    return SolicitarAcuerdo(terms.expediente_id, terms.dia, offer)


def _grant(terms: AgreementTerms) -> OtorgarAcuerdo:
    from cobro_desktop.services.acuerdos.otorgamiento import OtorgarAcuerdo
    from cobro_desktop.services.acuerdos.plan import Condiciones

    conditions = Condiciones(
        firma=terms.dia,
        cuotas=terms.cuotas,
        primera=terms.primera,
        metodo=terms.metodo,
        cuota_inicial=terms.cuota_inicial,
        garantia=terms.garantia,
        garantia_detalle=terms.garantia_detalle,
        garantia_valor=terms.garantia_valor,
    )
    return OtorgarAcuerdo(
        terms.expediente_id,
        conditions,
        en_bdme_por_incumplimiento=terms.en_bdme,
        incumplio_hace_un_anio=terms.incumplio,
        motivo=terms.motivo,
    )


def _ending(
    request: EndingRequest,
) -> tuple[Callable[..., Any], Callable[..., Any], object]:
    """Return what foresees, what does, and the command of an ending."""
    from cobro_desktop.services.acuerdos import cierre, incumplimiento, solicitud

    case_id, day, reason = request.expediente_id, request.fecha, request.motivo
    if request.ending is Ending.NEGAR:
        order: object = solicitud.NegarAcuerdo(case_id, day, reason)
        return solicitud.prever_negacion, solicitud.negar_acuerdo, order
    if request.ending is Ending.INCUMPLIR:
        order = incumplimiento.DeclararIncumplimiento(case_id, day)
        foresee = incumplimiento.prever_incumplimiento
        return foresee, incumplimiento.declarar_incumplimiento, order
    if request.ending is Ending.CUMPLIR:
        order = cierre.CumplirAcuerdo(case_id, day)
        return cierre.prever_cumplimiento, cierre.cumplir_acuerdo, order
    order = cierre.AnularAcuerdo(case_id, day, reason)
    return cierre.prever_anulacion, cierre.anular_acuerdo, order
