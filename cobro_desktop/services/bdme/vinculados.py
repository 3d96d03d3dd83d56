"""Who answers with a debtor: the bulletin tells the debtor, and says so of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.domain.calidades import Calidad
from cobro_desktop.formats import pesos
from cobro_desktop.services.bdme.modelo import FilaBdme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobro_desktop.services.bdme.veredictos import Cartera, Deudor
    from cobro_desktop.storage.queries.bdme import Partida, Vinculado

ROLES = (Calidad.SOLIDARIO, Calidad.HEREDERO)


def filas_de_vinculados(
    vinculados: Iterable[Vinculado], deudores: Sequence[Deudor], cartera: Cartera
) -> Iterator[FilaBdme]:
    """Yield who answers for a debt in arrears and owes nothing of their own.

    They are left out, with the reason: the bulletin adds up what each debtor of a
    title owes (RULES 8), and the same debt is not told twice.
    """
    own = {deudor.primera.persona_id for deudor in deudores}
    owed: dict[int, list[Partida]] = {}
    for deudor in deudores:
        for partida in (*deudor.cuentan, *deudor.incumplidas):
            owed.setdefault(partida.expediente_id, []).append(partida)
    people = (v for v in vinculados if v.expediente_id in owed)
    for _, same in groupby(people, key=lambda v: v.persona_id):
        listed = list(same)
        first = listed[0]
        if first.persona_id in own:
            continue
        cases = list(dict.fromkeys(v.expediente_id for v in listed))
        yield FilaBdme(
            persona_id=first.persona_id,
            tipo_documento=first.tipo_documento,
            documento=first.documento,
            dv=first.dv,
            nombre=first.nombre,
            seccion=SeccionBdme.EXCLUIDOS,
            valor=0,
            motivo=" ".join(_motivo(v, owed[v.expediente_id][0]) for v in listed),
            actos=tuple(cartera.acto(p) for case in cases for p in owed[case]),
        )


def _motivo(one: Vinculado, partida: Partida) -> str:
    calidad = Calidad(one.rol).en_frase
    most = f", hasta {pesos(one.tope)}," if one.tope else ""
    return (
        f"Responde como {calidad}{most} por lo que debe {partida.nombre} en "
        f"{partida.expediente}: la deuda se reporta a nombre de quien trae el título. "
        "Si su entidad también lo reporta, hágalo por aparte."
    )
