"""What the last report that was kept told, less the withdrawals told since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cobro_desktop.domain.bdme_novedades import Reportado, SeccionBdme
from cobro_desktop.services.bdme.modelo import Anterior
from cobro_desktop.storage.queries import bdme as consultas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.bdme.modelo import FilaBdme


@dataclass(frozen=True, slots=True)
class EnBoletin:
    """A debtor in a section of the bulletin, as it was told."""

    persona_id: int
    reportado: Reportado
    obligaciones: tuple[int, ...]
    casos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Boletin:
    """Who stands in the bulletin because this office said so."""

    anterior: Anterior | None = None
    deudores: tuple[EnBoletin, ...] = ()
    por_persona: Mapping[int, Mapping[SeccionBdme, EnBoletin]] = field(
        default_factory=dict
    )


def leer_boletin(session: Session, entidad_id: int) -> Boletin:
    """Read the last report that stands; nobody is in the bulletin without one."""
    kept = consultas.ultimo(session, entidad_id)
    if kept is None:
        return Boletin()
    gone = {
        (int(one["persona"]), str(one["seccion"]))
        for lote in consultas.retiros_desde(session, entidad_id, kept.id)
        for one in lote.resumen["deudores"]
    }
    found = [
        debtor
        for one in kept.resumen["deudores"]
        if (debtor := _leido(one)) and (debtor.persona_id, one["seccion"]) not in gone
    ]
    people: dict[int, dict[SeccionBdme, EnBoletin]] = {}
    for debtor in found:
        people.setdefault(debtor.persona_id, {})[debtor.reportado.seccion] = debtor
    anterior = Anterior(
        kept.id,
        dt.date.fromisoformat(kept.resumen["corte"]),
        kept.hoy,
        kept.usuario,
        kept.sha256,
    )
    return Boletin(anterior, tuple(found), people)


def deudor_en_json(fila: FilaBdme) -> dict[str, Any]:
    """Return what is kept of a debtor that was reported."""
    return {
        "persona": fila.persona_id,
        "documento": fila.identificacion,
        "nombre": fila.nombre,
        "seccion": fila.seccion.value,
        "valor": fila.valor,
        "obligaciones": [acto.obligacion_id for acto in fila.actos],
        "casos": sorted({acto.expediente_id for acto in fila.actos}),
    }


def marcas(casos: Iterable[int]) -> str:
    """Return the cases of a summary as a text that a query finds one of them in."""
    return "".join(["#", *(f"{case}#" for case in sorted(set(casos)))])


def _leido(one: Mapping[str, Any]) -> EnBoletin:
    return EnBoletin(
        int(one["persona"]),
        Reportado(
            SeccionBdme(one["seccion"]),
            int(one["valor"]),
            str(one["documento"]),
            str(one["nombre"]),
        ),
        tuple(one["obligaciones"]),
        tuple(one["casos"]),
    )
