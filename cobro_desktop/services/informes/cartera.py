"""The obligations of a report with what they owed at its cut."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna
from cobro_desktop.formats import cantidad
from cobro_desktop.services.liquidaciones import PAGADA, VIGENTE
from cobro_desktop.services.saldos_cartera import Saldo, leer_movimientos, saldos
from cobro_desktop.storage.queries import bdme as consultas
from cobro_desktop.storage.queries.cartera import Renglon, por_expedientes
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.services.informes.modelo import Pedido

QUIEN: Final = (
    Columna("Expediente", Clase.CODIGO, 18),
    Columna("Identificación", Clase.CODIGO, 16),
    DEUDOR,
    Columna("Concepto", ancho=34, ajusta=True),
    Columna("Título", Clase.CODIGO, 18),
)
"""The columns that name a debt in every report; `quien` fills them."""


@dataclass(frozen=True, slots=True)
class Deuda:
    """An obligation of the report."""

    renglon: Renglon
    saldo: Saldo | None
    """At the cut; None where a rate is missing and the interest is not known."""

    @property
    def capital(self) -> int:
        """Capital owed at the cut, in centavos."""
        return self.saldo.capital if self.saldo else self.renglon.saldo

    @property
    def intereses(self) -> int | None:
        """Interest and expenses owed at the cut, in centavos; None if unknown."""
        return self.saldo.total - self.saldo.capital if self.saldo else None

    @property
    def total(self) -> int | None:
        """All that was owed at the cut, in centavos; None if unknown."""
        return self.saldo.total if self.saldo else None


def deudas(pedido: Pedido) -> list[Deuda]:
    """Return the obligations that were owed at the cut, by case.

    Those of a title that went back to its issuer are not of this portfolio.
    """
    known = _saldos(pedido)
    found = [
        Deuda(row, known.get(row.obligacion_id) or _sin_vencer(row, pedido.corte))
        for row in renglones(pedido)
        if row.estado != Fin.DEVUELTO
    ]
    return [
        deuda
        for deuda in found
        if (
            deuda.saldo.total > 0
            if deuda.saldo
            else deuda.renglon.estado_obligacion == VIGENTE
        )
    ]


def renglones(pedido: Pedido) -> Iterator[Renglon]:
    """Yield the obligations of the cases, in their order."""
    for chunk in trozos(pedido.expedientes):
        yield from por_expedientes(pedido.session, chunk)


def quien(row: Renglon, pedido: Pedido) -> tuple[str, ...]:
    """Return whose a debt is, and of which title."""
    return (
        row.numero,
        row.identificacion,
        row.nombre,
        pedido.concepto(row),
        row.titulo,
    )


def sin_intereses(found: Sequence[Deuda]) -> tuple[str, ...]:
    """Return the line that says for how many debts the interest is not known."""
    unknown = sum(deuda.saldo is None for deuda in found)
    if not unknown:
        return ()
    line = (
        f"De {cantidad(unknown, 'obligación', 'obligaciones')} no se conocen los "
        "intereses: falta una tasa. Cárguela en Parámetros legales."
    )
    return (line,)


def _sin_vencer(row: Renglon, corte: dt.date) -> Saldo | None:
    """Return what is owed and is not due yet at the cut: it has earned no interest."""
    due_later = row.exigible > corte and row.estado_obligacion == VIGENTE
    return Saldo(row.saldo, row.saldo) if due_later else None


def _saldos(pedido: Pedido) -> Mapping[int, Saldo]:
    """Reckon what each open obligation owed; nothing of those whose rate is missing."""
    found: dict[int, Saldo] = {}
    chosen = set(pedido.expedientes)
    # Without cases the institution itself may not be in the base yet.
    for sigla in pedido.siglas if chosen else ():
        entidad_id = pedido.workspace.entidad(pedido.session, sigla).id
        moves = leer_movimientos(pedido.session, entidad_id)
        by_regime: defaultdict[str, list[consultas.Partida]] = defaultdict(list)
        for p in consultas.partidas(pedido.session, entidad_id):
            owed = p.estado == VIGENTE or (
                p.estado == PAGADA and not moves.pagada_al(p, pedido.corte)
            )
            if owed and p.expediente_id in chosen and p.exigible <= pedido.corte:
                by_regime[p.regimen].append(p)
        ley = (pedido.workspace.opciones(sigla), pedido.workspace.referencia)
        for listed in by_regime.values():
            with suppress(MissingParameterError):
                found |= saldos(listed, moves, pedido.corte, ley)
    return found
