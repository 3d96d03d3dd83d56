"""What a person should look at in the payments of a file that found their case."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.formats import cantidad, miles
from cobro_desktop.services.expedientes import ABIERTO, SUSPENDIDO
from cobro_desktop.services.reparto_pago import SIN_OBLIGACIONES
from cobro_desktop.storage.rows import TituloRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.filas import FilaPago
    from cobro_desktop.services.recaudo.candidatos import Caso

MAX_FILAS: Final = 10
"""Rows that are named one by one."""
DESPUES: Final = "Después, impútelos en «Pagos por identificar»."


class AvisosPagos:
    """Gathers, over a whole file, what is worth a sentence."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._antes: list[int] = []
        self._terminados: list[int] = []
        self._esperan: Counter[str] = Counter()

    def mirar(self, filas: Sequence[FilaPago], casos: Sequence[Caso | None]) -> None:
        """Look at payments and at the case of each."""
        matched = [(f, c) for f, c in zip(filas, casos, strict=True) if c is not None]
        since = self._titulos({case.id for _, case in matched})
        for fila, case in matched:
            first = since.get(case.id)
            if first is not None and fila.fecha < first.isoformat():
                self._antes.append(fila.fila)
            if case.estado not in {ABIERTO, SUSPENDIDO}:
                self._terminados.append(fila.fila)

    def esperar(self, motivos: Iterable[str]) -> None:
        """Count why some payments were not imputed; those that were say nothing."""
        self._esperan.update(filter(None, motivos))

    def frases(self) -> list[str]:
        """Say it, a sentence for each matter; nothing when all is as usual."""
        told = []
        for rows, one, many, advice in (
            (
                self._antes,
                "pago es anterior al título de su expediente",
                "pagos son anteriores al título de su expediente",
                "Revise que su fecha y su expediente sean esos",
            ),
            (
                self._terminados,
                "pago es de un expediente que ya terminó",
                "pagos son de expedientes que ya terminaron",
                "Lo que no deba se queda a favor del deudor",
            ),
        ):
            if rows:
                what = cantidad(len(rows), one, many)
                told.append(f"{what}: {_nombrar(rows)}. {advice}.")
        for reason, count in self._esperan.most_common():
            what = cantidad(count, "pago quedó", "pagos quedaron")
            after = "" if reason == SIN_OBLIGACIONES else f" {DESPUES}"
            told.append(f"{what} en su expediente sin imputar. {reason}{after}")
        return told

    def _titulos(self, casos: set[int]) -> dict[int, dt.date]:
        found: dict[int, dt.date] = {}
        row = TituloRow
        for chunk in trozos(sorted(casos)):
            query = (
                select(row.expediente_id, func.min(row.fecha))
                .where(row.expediente_id.in_(chunk))
                .group_by(row.expediente_id)
            )
            found |= {case: day for case, day in self._session.execute(query) if day}
        return found


def _nombrar(rows: Sequence[int]) -> str:
    shown = ", ".join(miles(row) for row in sorted(rows)[:MAX_FILAS])
    more = "…" if len(rows) > MAX_FILAS else ""
    return f"{'fila' if len(rows) == 1 else 'filas'} {shown}{more}"
