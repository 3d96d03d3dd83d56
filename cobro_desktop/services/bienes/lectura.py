"""Goods, measures and deposits of a case, read for a screen or a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.bienes.investigacion import CLASES
from cobro_desktop.services.bienes.medidas import TIPOS
from cobro_desktop.storage.queries import bienes

if TYPE_CHECKING:
    from cobro_desktop.services.workspace import Workspace

_MONEY: Final = frozenset({"valor", "limite"})
_TERMINADOS: Final = ("ARCHIVADO",)
Fila: TypeAlias = "dict[str, Any]"
"""A row as JSON values."""


def bienes_en_json(workspace: Workspace, expediente_id: int) -> dict[str, list[Fila]]:
    """Return everything as JSON values; amounts in pesos."""
    with workspace.base.read() as session:
        parts: dict[str, list[Any]] = {
            "bienes": list(bienes.bienes_de(session, expediente_id)),
            "consultas": list(bienes.consultas_de(session, expediente_id)),
            "medidas": list(bienes.medidas_de(session, expediente_id)),
            "depositos": list(bienes.depositos_de(session, expediente_id)),
        }
    return {
        name: [_plain(row._asdict()) for row in rows] for name, rows in parts.items()
    }


def renglones(workspace: Workspace, expediente_id: int) -> list[str]:
    """Say the same in lines."""
    with workspace.base.read() as session:
        goods = bienes.bienes_de(session, expediente_id)
        asked = bienes.consultas_de(session, expediente_id)
        measures = bienes.medidas_de(session, expediente_id)
        titles = bienes.depositos_de(session, expediente_id)
    return [
        *(
            f"Bien {b.id}: {CLASES[b.clase]}, {b.descripcion} ({b.estado})"
            for b in goods
        ),
        *(
            f"Consulta {c.id}: {c.destinatario}, {fecha_corta(c.enviada)}, "
            f"{c.resultado.replace('_', ' ')}"
            for c in asked
        ),
        *(
            f"Medida {m.id}: {TIPOS[m.tipo]}, {m.destinatario}, hasta "
            f"{pesos(m.limite)} ({m.estado})"
            for m in measures
        ),
        *(
            f"Título {d.id}: n.º {d.numero}, {pesos(d.valor)} ({d.estado})"
            for d in titles
        ),
    ]


def pagaron_y_siguen(workspace: Workspace) -> list[bienes.Pendiente]:
    """Return whom a measure still holds although they owe nothing (B19)."""
    with workspace.base.read() as session:
        return bienes.por_levantar(session, _TERMINADOS)


def _plain(values: Fila) -> Fila:
    plain: Fila = {}
    for name, value in values.items():
        if name in _MONEY and value is not None:
            plain[name] = en_pesos(value)
        else:
            plain[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return plain
