"""A run of the portfolio, as the command line shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.partida import Recomendacion
from cobro_desktop.formats import fecha_corta, pesos

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.services.cartera.lectura import Vista


def en_texto(found: Vista) -> list[str]:
    """Tell a run in lines."""
    where = found.actividad
    lines = [
        f"{found.numero} · {found.nombre}",
        f"{found.estado.capitalize()} en {where.id}, «{where.nombre}»",
        f"Corte {fecha_corta(found.corte)} · abierta {fecha_corta(found.abierta)}",
        "Partidas:",
    ]
    for p in found.partidas:
        said = Recomendacion(p.decision).nombre if p.decision else "Sin decidir"
        lines.append(f"  {p.id}: {p.nombre} · {pesos(p.capital)} · {said}")
        lines += [f"      {name}: {text}" for name, text in p.respuestas.items()]
        lines += [f"      {p.efecto}"] if p.efecto else []
    ends = [f"{s.resultado} ({s.etiqueta})" for s in where.salidas]
    lines += [f"Puede terminar en: {'; '.join(ends)}"] if ends else []
    lines.append("Documentos:")
    lines += [f"  {d.id}: {d.nombre} ({d.estado}) {d.numero}" for d in found.papeles]
    lines.append("Actos:")
    lines += [f"  {fecha_corta(s.fecha)} {s.quien}: {s.texto}" for s in found.pasos]
    return lines


def en_json(found: Vista) -> dict[str, object]:
    """Return a run as JSON values."""

    def iso(day: dt.date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "id": found.id,
        "numero": found.numero,
        "nombre": found.nombre,
        "entidad": found.entidad,
        "procedimiento": found.procedimiento.codigo,
        "actividad": found.actividad.id,
        "estado": found.estado,
        "corte": iso(found.corte),
        "abierta": iso(found.abierta),
        "vence": iso(found.vence),
        "por_aplicar": found.por_aplicar,
        "salidas": [
            {"resultado": s.resultado, "etiqueta": s.etiqueta}
            for s in found.actividad.salidas
        ],
        "campos": {a: [c.nombre for c in asked] for a, asked in found.campos.items()},
        "partidas": [
            {
                **p._asdict(),
                "capital": en_pesos(p.capital),
                "intereses": None if p.intereses is None else en_pesos(p.intereses),
                "decidida": iso(p.decidida),
                "aplicada": iso(p.aplicada),
            }
            for p in found.partidas
        ],
        "documentos": [{**d._asdict(), "fecha": iso(d.fecha)} for d in found.papeles],
        "actos": [{**s._asdict(), "fecha": iso(s.fecha)} for s in found.pasos],
    }
