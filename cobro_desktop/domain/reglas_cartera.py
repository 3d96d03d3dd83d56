"""Named rules of the portfolio: what a session decided about the items of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.regla import Cumple, Falta, Regla

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.domain.hechos import Hechos, PartidasHechas
    from cobro_desktop.domain.regla import Parametros, Veredicto


def _de_partidas(
    nombre: str,
    cumple: Callable[[PartidasHechas], bool],
    texto: str,
    *,
    insalvable: bool = True,
) -> Regla:
    def prueba(hechos: Hechos, _: Parametros) -> Veredicto:
        return Cumple() if cumple(hechos.partidas) else Falta(texto)

    return Regla(nombre, prueba, insalvable=insalvable)


REGLAS_DE_CARTERA: Final[tuple[Regla, ...]] = (
    _de_partidas(
        "hay_partidas",
        lambda p: p.total > 0,
        "La corrida no tiene ninguna partida.",
    ),
    _de_partidas(
        "partidas_decididas",
        lambda p: p.sin_decidir == 0,
        "El comité no ha dicho nada de alguna partida: registre la sesión con su "
        "recomendación para cada una.",
    ),
    _de_partidas(
        "alguna_recomendada",
        lambda p: p.recomendadas > 0,
        "El comité no recomendó ninguna partida.",
    ),
    _de_partidas(
        "ninguna_recomendada",
        lambda p: p.recomendadas == 0,
        "El comité recomendó alguna partida: la sesión no termina aquí.",
    ),
    _de_partidas(
        "ninguna_devuelta",
        lambda p: p.devueltas == 0,
        "Hay partidas devueltas por falta de soporte.",
    ),
    _de_partidas(
        "alguna_devuelta",
        lambda p: p.devueltas > 0,
        "Ninguna partida se devolvió por falta de soporte.",
    ),
    _de_partidas(
        "fichas_firmadas",
        lambda p: p.sin_ficha == 0,
        "Alguna partida no tiene su ficha firmada.",
        insalvable=False,
    ),
    _de_partidas(
        "alguna_cambia",
        lambda p: p.cambian > 0,
        "Ninguna partida cambia de clase ni se da de baja.",
    ),
    _de_partidas(
        "ninguna_cambia",
        lambda p: p.cambian == 0,
        "El comité recomendó cambios en alguna partida.",
    ),
)
