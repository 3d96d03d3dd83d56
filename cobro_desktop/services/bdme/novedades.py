"""Adds to the rows of a report what changed since the last one that was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme_novedades import (
    REPORTADOS,
    Novedad,
    Reportado,
    SeccionBdme,
    comparar,
    seccion_de_salida,
)
from cobro_desktop.formats import fecha_corta
from cobro_desktop.services.bdme.modelo import FilaBdme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cobro_desktop.services.bdme.conservados import Boletin, EnBoletin


def con_novedades(filas: Iterable[FilaBdme], boletin: Boletin) -> Iterator[FilaBdme]:
    """Yield the rows with what is new, those that changed again, and who leaves.

    Who leaves is told once: as a withdrawal, not among those left out.
    """
    listed = list(filas)
    here = {(f.persona_id, f.seccion) for f in listed if f.seccion in REPORTADOS}
    known: dict[int, FilaBdme] = {}
    for fila in listed:
        known[fila.persona_id] = fila
        if fila.seccion in REPORTADOS:
            yield from _reportada(fila, boletin)
        elif fila.persona_id not in boletin.por_persona:
            yield fila
    for told in boletin.deudores:
        if (told.persona_id, told.reportado.seccion) not in here:
            yield _salida(known.get(told.persona_id), told, boletin)


def _reportada(fila: FilaBdme, boletin: Boletin) -> Iterator[FilaBdme]:
    before = boletin.por_persona.get(fila.persona_id, {})
    now = Reportado(fila.seccion, fila.valor, fila.identificacion, fila.nombre)
    change = comparar(now, {s: told.reportado for s, told in before.items()})
    same = before.get(fila.seccion)
    told = replace(
        fila,
        novedad=change.novedad,
        cambio=change.texto,
        valor_anterior=same.reportado.valor if same else None,
    )
    yield told
    if change.novedad is Novedad.CAMBIO:
        yield replace(
            told,
            seccion=SeccionBdme.ACTUALIZACION,
            motivo=f"{change.texto} {fila.motivo}",
        )


def _salida(fila: FilaBdme | None, told: EnBoletin, boletin: Boletin) -> FilaBdme:
    before = told.reportado
    assert boletin.anterior is not None, "somebody stood in it"
    told_on = fecha_corta(boletin.anterior.corte)
    head = f"Se reportó al corte del {told_on} y ya no cumple las condiciones."
    section = seccion_de_salida(before.seccion)
    if fila is None:
        kind, _, number = before.documento.partition(" ")
        number, _, dv = number.partition("-")
        return FilaBdme(
            persona_id=told.persona_id,
            tipo_documento=kind,
            documento=number,
            dv=dv,
            nombre=before.nombre,
            seccion=section,
            valor=0,
            motivo=f"{head} Ya no tiene obligaciones en esta base.",
            novedad=Novedad.SALE,
            valor_anterior=before.valor,
        )
    if fila.seccion in REPORTADOS:
        head = f"Se reportó en esta sección al corte del {told_on}; ahora va en otra."
    return replace(
        fila,
        seccion=section,
        motivo=f"{head} {fila.motivo[:1].upper()}{fila.motivo[1:]}",
        novedad=Novedad.SALE,
        valor_anterior=before.valor,
    )
