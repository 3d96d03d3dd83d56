"""Payments of a file that look like another one under a different reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.formats import cantidad, miles
from cobro_desktop.storage.rows import PagoRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.filas import FilaPago

    Pago: TypeAlias = tuple[str, str, int]
    """Who paid, when, how much."""

MAX_FILAS: Final = 10
"""Rows that are named one by one."""


class Parecidos:
    """Remembers who paid what and when, in the base and in the file so far."""

    def __init__(self, session: Session, entidad_id: int) -> None:
        self._session = session
        self._entidad = entidad_id
        self._seen: dict[int, int | frozenset[int]] = {}
        """Of each payment, its references; both as hashes: a file has many."""
        self._rows: list[int] = []

    def mirar(self, filas: Sequence[FilaPago]) -> None:
        """Look at a chunk before it is written."""
        row = PagoRow
        people = {f.numero_documento for f in filas if f.numero_documento}
        known = self._session.execute(
            select(row.identificacion, row.fecha, row.valor, row.referencia).where(
                row.entidad_id == self._entidad,
                row.identificacion.in_(people),
                row.estado.not_in(["anulado", "repartido"]),
            )
        )
        for who, day, amount, reference in known:
            self._nueva((who, day.isoformat(), amount), reference)
        for fila in filas:
            payer = fila.numero_documento
            pago = (payer or "", fila.fecha, fila.valor)
            if payer and self._nueva(pago, fila.referencia):
                self._rows.append(fila.fila)

    def _nueva(self, pago: Pago, referencia: str) -> bool:
        """Remember a payment; tell whether it had other references, not this one."""
        key, own = hash(pago), hash(referencia)
        seen = self._seen.get(key)
        if seen is None:
            self._seen[key] = own
            return False
        known = seen if isinstance(seen, frozenset) else frozenset({seen})
        if own in known:
            return False
        self._seen[key] = known | {own}
        return True

    def frases(self) -> list[str]:
        """Say which rows may be repeated; nothing when none is."""
        if not self._rows:
            return []
        shown = ", ".join(miles(row) for row in sorted(self._rows)[:MAX_FILAS])
        more = "…" if len(self._rows) > MAX_FILAS else ""
        what = cantidad(
            len(self._rows), "pago parece repetido", "pagos parecen repetidos"
        )
        rows = f"fila {shown}" if len(self._rows) == 1 else f"filas {shown}{more}"
        same = "con otra referencia (misma persona, día y valor)"
        return [f"{what} {same}: {rows}. Compruebe que no sea el mismo dinero."]
