"""Size, age and collectability of each debt, and the data for its impairment."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.cartera import (
    CriteriosMora,
    Cuantia,
    Mora,
    Respuesta,
    clasificar_cuantia,
    clasificar_mora,
)
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.services.analisis.clasificacion import meses_cumplidos
from cobro_desktop.services.analisis.contexto import (
    CasoDeLista,
    hechos_de_casos,
    remite_a_hacienda,
)
from cobro_desktop.services.calculadoras.cartera import CRITERIOS
from cobro_desktop.services.cuadro_deudores import ETAPAS
from cobro_desktop.services.informes.cartera import (
    QUIEN,
    deudas,
    quien,
    sin_intereses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cobro_desktop.domain.cartera import ClasificacionMora
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.hechos_marcables import HechoConocido
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

DUENA: Final = "SDSCJ"
"""Whose manual has the criteria (RULES 10.5)."""
_CUANTIA: Final = {
    Cuantia.MINIMA: "Mínima",
    Cuantia.MENOR: "Menor",
    Cuantia.MAYOR: "Mayor",
}
_MORA: Final = {Mora.COBRABLE: "Cobrable", Mora.DIFICIL_COBRO: "Difícil cobro"}
_DEUDA: Final = (
    *QUIEN,
    Columna("Exigible", Clase.FECHA, 12),
)
_CLASES: Final = (
    Columna("Cuantía", ancho=12),
    Columna("Meses desde la ejecutoria", Clase.ENTERO, 12),
    Columna("Antigüedad", ancho=22),
    Columna("Clase", ancho=16),
    Columna("Criterios que se cumplen", Clase.ENTERO, 11),
    Columna("Cuáles", ancho=75, ajusta=True),
    Columna("De cuáles no se sabe", ancho=75, ajusta=True),
)
_COLUMNAS: Final = (
    *_DEUDA,
    Columna("Saldo de capital", Clase.DINERO, 18, suma=True),
    *_CLASES,
    Columna("Responsable", ancho=26),
)
_DETERIORO: Final = (
    *_DEUDA,
    Columna("Días de mora", Clase.ENTERO, 10),
    Columna("Etapa", ancho=16),
    Columna("Clase", ancho=16),
    Columna("¿Medida vigente o garantía?", ancho=16),
    Columna("Prescribe", Clase.FECHA, 12),
    Columna("Capital", Clase.DINERO, 18, suma=True),
    Columna("Intereses y gastos", Clase.DINERO, 18, suma=True),
    Columna("Total", Clase.DINERO, 18, suma=True),
    Columna(
        "Deterioro calculado",
        Clase.DINERO,
        18,
        editable=True,
        suma=True,
        ayuda="Lo calcula el área financiera, con la política contable de la entidad.",
    ),
    Columna(
        "Método y soporte",
        ancho=36,
        editable=True,
        ayuda="Cómo se calculó y en qué documento consta.",
    ),
)
_NOTA: Final = (
    "Los datos son de cobro; el deterioro lo calcula el área financiera con su "
    "política contable, en las columnas de título verde."
)


class _Clasificada(NamedTuple):
    """A debt with what is known of its case."""

    deuda: Deuda
    hechos: Mapping[str, HechoConocido]
    mora: ClasificacionMora


def clasificacion(pedido: Pedido) -> list[Hoja]:
    """Return a row per debt with its classes and the criteria that it meets."""
    informe = Informe(
        "Clasificación",
        pedido.encabezado("Clasificación de la cartera", *_de_quien(pedido)),
        _COLUMNAS,
        pedido.corte,
        fijas=1,
    )
    found = deudas(pedido)
    wage = _salario(pedido)
    return [(informe, (_clase(one, pedido, wage) for one in _con_mora(pedido, found)))]


def deterioro(pedido: Pedido) -> list[Hoja]:
    """Return what the financial area needs to reckon the impairment of each debt."""
    found = deudas(pedido)
    informe = Informe(
        "Deterioro",
        pedido.encabezado(
            "Datos para el deterioro de la cartera", _NOTA, *sin_intereses(found)
        ),
        _DETERIORO,
        pedido.corte,
        fijas=1,
    )
    return [(informe, (_deteriorada(one, pedido) for one in _con_mora(pedido, found)))]


def _con_mora(pedido: Pedido, found: list[Deuda]) -> Iterator[_Clasificada]:
    """Yield each debt with the facts of its case and the signs that it meets.

    Size and signs are of the debt, not of its case (DECISIONS 3).
    """
    rows = {deuda.renglon.expediente_id: deuda.renglon for deuda in found}
    sends = {
        procedimiento_id: remite_a_hacienda(
            pedido.workspace.procedimiento(pedido.session, procedimiento_id)
        )
        for procedimiento_id in {row.procedimiento_id for row in rows.values()}
    }
    facts = hechos_de_casos(
        pedido.session,
        [
            CasoDeLista(case_id, row.estado, sends[row.procedimiento_id])
            for case_id, row in rows.items()
        ],
    )
    names = [field.name for field in fields(CriteriosMora)]
    for deuda in found:
        known = facts[deuda.renglon.expediente_id]
        signs = CriteriosMora(**{name: known[name].respuesta for name in names})
        yield _Clasificada(deuda, known, clasificar_mora(signs, saldo=deuda.capital))


def _clase(
    one: _Clasificada, pedido: Pedido, wage: Centavos | None
) -> tuple[Celda, ...]:
    row, mora = one.deuda.renglon, one.mora
    size = clasificar_cuantia(one.deuda.capital, smlmv=wage) if wage else None
    since = row.ejecutoria
    return (
        *_deuda(one.deuda, pedido),
        one.deuda.capital,
        _CUANTIA[size] if size else "",
        meses_cumplidos(since, pedido.corte) if since else None,
        _riesgo(one, pedido),
        _MORA[mora.mora],
        len(mora.cumplidos),
        _nombrados(mora.cumplidos),
        _nombrados(mora.desconocidos),
        row.responsable,
    )


def _riesgo(one: _Clasificada, pedido: Pedido) -> str:
    row = one.deuda.renglon
    if row.ejecutoria is None:
        return "Sin ejecutoria"
    if one.hechos["remitido_sdh"].respuesta is Respuesta.SI:
        return "No aplica: remitida"
    if row.entra_en_riesgo is not None and pedido.corte >= row.entra_en_riesgo:
        return "En riesgo de prescripción"
    return "Sin riesgo"


def _deteriorada(one: _Clasificada, pedido: Pedido) -> tuple[Celda, ...]:
    deuda, row = one.deuda, one.deuda.renglon
    backed = one.hechos["con_respaldo"].respuesta
    return (
        *_deuda(deuda, pedido),
        max((pedido.corte - row.exigible).days, 0),
        ETAPAS[row.etapa],
        _MORA[one.mora.mora],
        {Respuesta.SI: "Sí", Respuesta.NO: "No"}.get(backed, "No se sabe"),
        row.fecha_legal,
        deuda.capital,
        deuda.intereses,
        deuda.total,
        None,
        None,
    )


def _salario(pedido: Pedido) -> Centavos | None:
    """Return the wage of the cut; None if it is not loaded, and no size is told."""
    try:
        return pedido.workspace.referencia.smlmv.de(pedido.corte.year).valor
    except MissingParameterError:
        return None


def _de_quien(pedido: Pedido) -> tuple[str, ...]:
    """Return the line that says whose criteria they are, where they are borrowed."""
    if set(pedido.siglas) <= {DUENA}:
        return ()
    line = (
        f"Los seis criterios son los del manual de cobro de la {DUENA}; las demás "
        "entidades los tienen como referencia."
    )
    return (line,)


def _deuda(deuda: Deuda, pedido: Pedido) -> tuple[Celda, ...]:
    return (*quien(deuda.renglon, pedido), deuda.renglon.exigible)


def _nombrados(names: Iterable[str]) -> str:
    return "; ".join(CRITERIOS[name] for name in names)
