"""Writes a recount: the new days, and one act in each case that changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select, update

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.terminos import proximo_vence
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    TerminoRow,
    TituloRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recuento import (
        Recuento,
        TerminoMovido,
        TituloMovido,
    )
    from cobro_desktop.services.transaction import Transaction

_LOTE: Final = 5_000


def escribir(tx: Transaction, recuento: Recuento, progress: Progress) -> None:
    """Write what a recount found, some thousands of cases at a time."""
    terms: dict[int, list[TerminoMovido]] = defaultdict(list)
    titles: dict[int, list[TituloMovido]] = defaultdict(list)
    for term in recuento.abiertos:
        terms[term.expediente_id].append(term)
    for title in recuento.titulos:
        titles[title.expediente_id].append(title)
    done = 0
    for cases in trozos(sorted(recuento.casos), _LOTE):
        progress.report(done, len(recuento.casos), "Escribiendo las fechas")
        _terminos(tx, [t for case in cases for t in terms[case]])
        _titulos(tx, [t for case in cases for t in titles[case]])
        _expedientes(tx, cases)
        _actos(tx, cases, terms, titles)
        done += len(cases)


def _terminos(tx: Transaction, moved: Sequence[TerminoMovido]) -> None:
    table = TerminoRow.__table__
    statement = (
        update(table)  # type: ignore[arg-type]  # a table, as mapped
        .where(table.c.id == bindparam("de"))
        .values(
            vence=bindparam("fin"),
            cantidad=bindparam("cuanto"),
            unidad=bindparam("en"),
        )
    )
    rows = [
        {"de": t.termino_id, "fin": t.despues, "cuanto": t.cantidad, "en": t.unidad}
        for t in moved
    ]
    if rows:
        tx.session.connection().execute(statement, rows)


def _titulos(tx: Transaction, moved: Sequence[TituloMovido]) -> None:
    table = TituloRow.__table__
    statement = (
        update(table)  # type: ignore[arg-type]  # a table, as mapped
        .where(table.c.id == bindparam("de"))
        .values(
            fecha_legal=bindparam("legal"),
            fecha_segura=bindparam("segura"),
            entra_en_riesgo=bindparam("riesgo"),
            version=table.c.version + 1,
        )
    )
    rows = [{"de": t.titulo_id, **t.despues._asdict()} for t in moved]
    if rows:
        tx.session.connection().execute(statement, rows)


def _expedientes(tx: Transaction, cases: Sequence[int]) -> None:
    """Keep the copies that the list shows equal to the terms and titles."""
    row = ExpedienteRow
    runs = proximo_vence(row.id).correlate(row).scalar_subquery()
    dates = {
        name: select(func.min(getattr(TituloRow, name)))
        .where(TituloRow.expediente_id == row.id)
        .correlate(row)
        .scalar_subquery()
        for name in ("fecha_legal", "fecha_segura", "entra_en_riesgo")
    }
    tx.session.execute(
        update(row)
        .where(row.id.in_(cases))
        .values(
            vence_proximo=runs,
            actualizado_en=tx.ahora,
            version=row.version + 1,
            **dates,
        )
        .execution_options(synchronize_session=False)
    )


def _actos(
    tx: Transaction,
    cases: Sequence[int],
    terms: dict[int, list[TerminoMovido]],
    titles: dict[int, list[TituloMovido]],
) -> None:
    activities = dict(
        tx.session.execute(
            select(ExpedienteRow.id, ExpedienteRow.actividad).where(
                ExpedienteRow.id.in_(cases)
            )
        ).all()
    )
    rows: list[dict[str, Any]] = [
        {
            "expediente_id": case,
            "tipo": str(TipoActuacion.CORRECCION),
            "actividad": activities[case],
            "resultado": "",
            "fecha": tx.contexto.hoy,
            "registrada_en": tx.ahora,
            "usuario": tx.contexto.usuario,
            "texto": _texto(terms[case], titles[case]),
            "datos": {
                "recuento": [
                    [t.termino_id, t.antes.isoformat(), t.despues.isoformat()]
                    for t in terms[case]
                ],
                "titulos": [t.titulo_id for t in titles[case]],
            },
        }
        for case in cases
    ]
    insert_rows(tx.session, ActuacionRow, rows)


def _texto(terms: Iterable[TerminoMovido], titles: Iterable[TituloMovido]) -> str:
    moved = [
        f"«{t.nombre}» pasa del {fecha_larga(t.antes)} al {fecha_larga(t.despues)}"
        for t in terms
    ]
    moved += [
        f"la fecha segura de prescripción pasa del {fecha_larga(t.antes.segura)} al "
        f"{fecha_larga(t.despues.segura)}"
        for t in titles
        if t.antes.segura and t.despues.segura and t.antes.segura != t.despues.segura
    ]
    what = "; ".join(moved) or "cambian las fechas de la prescripción"
    return f"Recuento con el calendario y las lecturas vigentes: {what}."
