"""Size, age and collectability of each case, and the data for its impairment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.services.analisis.clasificacion import (
    antiguedad,
    cobrabilidad,
    cuantia,
)
from cobro_desktop.services.analisis.contexto import leer_caso
from cobro_desktop.services.cuadro_deudores import ETAPAS
from cobro_desktop.services.informes.cartera import (
    QUIEN,
    deudas,
    quien,
    sin_intereses,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.analisis.contexto import CasoAnalizado
    from cobro_desktop.services.analisis.pieza import Pieza
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

_CUANTIA: Final = {"minima": "Mínima", "menor": "Menor", "mayor": "Mayor"}
_MORA: Final = {"cobrable": "Cobrable", "dificil_cobro": "Difícil cobro"}
_RIESGO: Final = {
    "riesgo": "En riesgo de prescripción",
    "sin_riesgo": "Sin riesgo",
    "no_aplica": "No aplica: remitida",
    "desconocido": "Sin ejecutoria",
}
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
    Columna("Cuáles", ancho=60),
    Columna("De cuáles no se sabe", ancho=50),
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


def clasificacion(pedido: Pedido) -> list[Hoja]:
    """Return a row per debt with its classes and the criteria that it meets."""
    informe = Informe(
        "Clasificación",
        pedido.encabezado("Clasificación de la cartera"),
        _COLUMNAS,
        pedido.corte,
        fijas=1,
    )
    return [(informe, _clasificadas(pedido))]


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
    return [(informe, _deterioradas(pedido, found))]


def _clasificadas(pedido: Pedido) -> Iterator[tuple[Celda, ...]]:
    for deuda, case in _analizadas(pedido, deudas(pedido)):
        row = deuda.renglon
        size, age, mora = (_datos(f, case) for f in (cuantia, antiguedad, cobrabilidad))
        answers: Sequence[Mapping[str, str]] = mora.get("criterios", ())
        yield (
            *_deuda(deuda),
            deuda.capital,
            _CUANTIA.get(size.get("clase", ""), ""),
            age.get("meses"),
            _RIESGO.get(age.get("clase", ""), ""),
            _MORA.get(mora.get("clase", ""), ""),
            mora.get("cumplidos"),
            _nombrados(answers, "si"),
            _nombrados(answers, "desconocido"),
            row.responsable,
        )


def _deterioradas(pedido: Pedido, found: list[Deuda]) -> Iterator[tuple[Celda, ...]]:
    for deuda, case in _analizadas(pedido, found):
        row = deuda.renglon
        backed = case.respuesta("con_respaldo").value
        mora = _datos(cobrabilidad, case)
        yield (
            *_deuda(deuda),
            max((pedido.corte - row.exigible).days, 0),
            ETAPAS[row.etapa],
            _MORA.get(mora.get("clase", ""), ""),
            {"si": "Sí", "no": "No"}.get(backed, "No se sabe"),
            row.fecha_legal,
            deuda.capital,
            deuda.intereses,
            deuda.total,
            None,
            None,
        )


def _analizadas(
    pedido: Pedido, found: list[Deuda]
) -> Iterator[tuple[Deuda, CasoAnalizado]]:
    """Yield each debt with its case, which is read once for all of its debts."""
    case: CasoAnalizado | None = None
    for deuda in found:
        case_id = deuda.renglon.expediente_id
        if case is None or case.expediente.id != case_id:
            case = leer_caso(pedido.session, pedido.workspace, case_id, pedido.corte)
        yield deuda, case


def _datos(part: Callable[[CasoAnalizado], Pieza], case: CasoAnalizado) -> Any:
    """Return what a part of the analysis found; nothing where a value is missing."""
    try:
        return part(case).datos
    except MissingParameterError:
        return {}


def _deuda(deuda: Deuda) -> tuple[Celda, ...]:
    row = deuda.renglon
    return (
        *quien(row),
        row.exigible,
    )


def _nombrados(answers: Sequence[Mapping[str, str]], answer: str) -> str:
    return "; ".join(one["texto"] for one in answers if one["valor"] == answer)
