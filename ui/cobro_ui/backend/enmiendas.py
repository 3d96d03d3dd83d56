"""What changes dates or money of a case after the fact, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.formats import fecha_corta, pesos
from cobro_ui.actuaciones.enmiendas import (
    AmendRequest,
    CorrectRequest,
    DatedAct,
    EventRequest,
    ExpenseRequest,
    KnownEvent,
    ResumeRequest,
    SuspendRequest,
    VoidRequest,
    WithdrawRequest,
)
from cobro_ui.backend.actos import CaseActs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.efectos import Efectos
    from cobro_ui.actuaciones.ports import ActCase
    from cobro_ui.backend.office import Office


class CaseAmends:
    """`Amends` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case."""
        return CaseActs(self._office).case(expediente_id)

    def suspensions(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return the suspensions that a person may lift."""
        from cobro_desktop.services.suspensiones import levantables

        office = self._office
        found = levantables(office.workspace, expediente_id, office.hoy)
        return [(s.id, f"{s.motivo}, desde el {fecha_corta(s.desde)}") for s in found]

    def acts(self, expediente_id: int) -> Sequence[DatedAct]:
        """Return the acts whose date may be corrected."""
        from cobro_desktop.services.correcciones import corregibles

        found = corregibles(self._office.workspace, expediente_id)
        return [DatedAct(*act) for act in found]

    def obligations(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return the obligations that take expenses."""
        from cobro_desktop.services.gastos import cargables

        return list(cargables(self._office.workspace, expediente_id))

    def titles(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        """Return the final titles of a case."""
        from cobro_desktop.services.consultas import ficha

        found = ficha(self._office.workspace, expediente_id).titulos
        return [
            (t.id, f"{t.numero}, ejecutoria del {fecha_corta(t.ejecutoria)}")
            for t in found
            if t.ejecutoria is not None
        ]

    def events(self, expediente_id: int) -> Sequence[KnownEvent]:
        """Return what was recorded by hand and counts, each once for all titles."""
        from cobro_desktop.domain.interrupcion import NOMBRE, Causa
        from cobro_desktop.services.consultas import ficha
        from cobro_desktop.services.eventos_prescripcion import A_MANO

        titulos = ficha(self._office.workspace, expediente_id).titulos
        known: dict[tuple[str, date], KnownEvent] = {}
        for event in (e for titulo in titulos for e in titulo.eventos):
            if event.valida and event.tipo in A_MANO:
                words = f"{NOMBRE[Causa(event.tipo)]} del {fecha_corta(event.fecha)}"
                once = KnownEvent(event.id, words, event.hasta is not None)
                known.setdefault((event.tipo, event.fecha), once)
        return list(known.values())

    def withdrawable(self, expediente_id: int) -> Sequence[tuple[str, str]]:
        """Return the payments and expenses in force."""
        from cobro_desktop.storage.queries.dinero import pagos
        from cobro_desktop.storage.queries.novedades import gastos

        with self._office.workspace.base.read() as session:
            paid = pagos(session, expediente_id)
            spent = gastos(session, expediente_id)
        return [
            *(
                (f"pago:{p.id}", f"Pago{_told(p.valor, p.fecha)}, {p.referencia}")
                for p in paid
                if p.estado != "anulado"
            ),
            *(
                (f"gasto:{g.id}", f"Gasto{_told(g.valor, g.fecha)}, {g.concepto}")
                for g in spent
                if g.estado != "anulado"
            ),
        ]

    def preview(self, request: AmendRequest) -> Sequence[str]:
        """Say in sentences what would change."""
        foresee, _, command = _dispatch(request)
        return foresee(command, self._office.workspace, self._office.contexto).frases()

    def record(self, request: AmendRequest) -> Changes:
        """Do it."""
        _, do, command = _dispatch(request)
        return do(command, self._office.workspace, self._office.contexto)


def _told(valor: Centavos, fecha: date) -> str:
    return f" de {pesos(valor)} del {fecha_corta(fecha)}"


def _dispatch(
    request: AmendRequest,
) -> tuple[Callable[..., Efectos], Callable[..., Changes], Any]:
    """Return what foresees a request, what does it, and its command."""
    if isinstance(request, SuspendRequest | ResumeRequest):
        return _suspension(request)
    if isinstance(request, CorrectRequest | VoidRequest):
        return _correction(request)
    if isinstance(request, WithdrawRequest):
        return _withdrawal(request)
    if isinstance(request, ExpenseRequest):
        from cobro_desktop.services import gastos

        expense = gastos.RegistrarGasto(
            request.expediente_id,
            request.fecha,
            request.concepto,
            request.valor,
            request.soporte,
            request.obligacion_id,
        )
        return gastos.prever_gasto, gastos.registrar_gasto, expense
    return _event(request)


def _withdrawal(
    request: WithdrawRequest,
) -> tuple[Callable[..., Efectos], Callable[..., Changes], Any]:
    if request.clase == "pago":
        from cobro_desktop.services import anulacion_pagos

        payment = anulacion_pagos.AnularPago(request.objeto_id, request.motivo)
        return anulacion_pagos.prever_anulacion, anulacion_pagos.anular_pago, payment
    from cobro_desktop.services import gastos

    expense = gastos.AnularGasto(
        request.expediente_id, request.objeto_id, request.motivo
    )
    return gastos.prever_anulacion, gastos.anular_gasto, expense


def _suspension(
    request: SuspendRequest | ResumeRequest,
) -> tuple[Callable[..., Efectos], Callable[..., Changes], Any]:
    from cobro_desktop.services import suspensiones as module

    if isinstance(request, ResumeRequest):
        lift = module.LevantarSuspension(
            request.expediente_id, request.fecha, request.suspension_id, request.motivo
        )
        return module.prever_levantamiento, module.levantar_suspension, lift
    stop = module.AbrirSuspension(
        expediente_id=request.expediente_id,
        causa=request.causa,
        desde=request.desde,
        hasta=request.hasta,
        norma=request.norma,
        terminos="terminos" in request.detiene,
        prescripcion="prescripcion" in request.detiene,
        intereses="intereses" in request.detiene,
    )
    return module.prever_suspension, module.abrir_suspension, stop


def _correction(
    request: CorrectRequest | VoidRequest,
) -> tuple[Callable[..., Efectos], Callable[..., Changes], Any]:
    from cobro_desktop.services import correcciones as module

    case, why = request.expediente_id, request.motivo
    if isinstance(request, VoidRequest):
        void = module.AnularNotificacion(case, request.notificacion_id, why)
        return module.prever_nulidad, module.anular_notificacion, void
    right = module.CorregirFecha(case, request.actuacion_id, request.fecha, why)
    return module.prever_correccion, module.corregir_fecha, right


def _event(
    request: EventRequest,
) -> tuple[Callable[..., Efectos], Callable[..., Changes], Any]:
    from cobro_desktop.domain.interrupcion import Causa
    from cobro_desktop.services import eventos_prescripcion as module

    case, proof = request.expediente_id, request.soporte
    if request.evento_id is None:
        assert request.fecha is not None, "a new event has its day"
        new = module.RegistrarEvento(
            case,
            Causa(request.causa),
            request.fecha,
            proof,
            request.hasta,
            request.titulo_id,
        )
        return module.prever_evento, module.registrar_evento, new
    if request.hasta is None:
        void = module.AnularEvento(case, request.evento_id, proof)
        return module.prever_nulidad, module.anular_evento, void
    end = module.TerminarEvento(case, request.evento_id, request.hasta, proof)
    return module.prever_terminacion, module.terminar_evento, end
