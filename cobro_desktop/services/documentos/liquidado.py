"""The liquidation of a case as its auto shows it: periods, payments, expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.documents.contextos.remate import (
    AbonoLiquidado,
    GastoProbado,
    PeriodoLiquidado,
)
from cobro_desktop.domain.dinero import redondear_al_peso
from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.formats import fecha_corta, fecha_larga, miles, pesos
from cobro_desktop.services.documentos.acuerdos import IMPUTACION
from cobro_desktop.services.documentos.anteriores import acto
from cobro_desktop.services.documentos.medidas import ORDENES
from cobro_desktop.services.liquidaciones import liquidar_caso_en
from cobro_desktop.storage.queries.novedades import gastos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.intereses.periodo import Periodo
    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.services.liquidaciones import LiquidacionCaso

VIGENTE: Final = "vigente"


def datos_de_la_liquidacion(lectura: Lectura) -> dict[str, Any]:
    """Return each period with its rate, each payment and each expense with its proof.

    Raises:
        NotFoundError: the case owes nothing.
        MissingParameterError: a rate is not loaded.
    """
    case = liquidar_caso_en(
        lectura.session, lectura.workspace, lectura.caso.expediente.id, lectura.fecha
    )
    regla = Imputacion(
        lectura.workspace.opciones(lectura.caso.perfil.sigla)["imputacion"]
    )
    return {
        "acto_orden": acto(lectura, *ORDENES),
        "norma_imputacion": IMPUTACION[regla],
        "periodos": tuple(_periodos(case)),
        "abonos": tuple(_abonos(case)),
        "gastos": tuple(_gastos(lectura)),
    }


def _periodos(case: LiquidacionCaso) -> Iterator[PeriodoLiquidado]:
    for owed in case.obligaciones:
        for periodo in owed.liquidacion.periodos:
            yield _periodo(owed.titulo, periodo)


def _periodo(titulo: str, periodo: Periodo) -> PeriodoLiquidado:
    effective = " EA" if periodo.efectivo else ""
    rate = texto_tasa(periodo.tasa).replace(".", ",")
    return PeriodoLiquidado(
        titulo=titulo,
        periodo=f"{fecha_corta(periodo.desde)} a {fecha_corta(periodo.hasta)}",
        dias=miles(periodo.dias),
        base=pesos(redondear_al_peso(periodo.base)),
        tasa=f"{rate} %{effective}",
        interes=pesos(redondear_al_peso(periodo.interes)),
    )


def _abonos(case: LiquidacionCaso) -> Iterator[AbonoLiquidado]:
    paid = [a for owed in case.obligaciones for a in owed.liquidacion.abonos]
    for abono in sorted(paid, key=lambda one: one.abono.fecha):
        yield AbonoLiquidado(
            fecha=fecha_larga(abono.abono.fecha),
            valor=pesos(abono.abono.valor),
            capital=pesos(abono.pagado.capital),
            intereses=pesos(abono.pagado.intereses),
            costas=pesos(abono.pagado.costas),
        )


def _gastos(lectura: Lectura) -> Iterator[GastoProbado]:
    for gasto in gastos(lectura.session, lectura.caso.expediente.id):
        if gasto.estado == VIGENTE and gasto.fecha <= lectura.fecha:
            yield GastoProbado(
                fecha=fecha_larga(gasto.fecha),
                concepto=gasto.concepto,
                soporte=gasto.soporte,
                valor=pesos(gasto.valor),
            )
