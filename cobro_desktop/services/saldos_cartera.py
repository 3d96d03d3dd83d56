"""What each obligation owed at the cut: whole portfolios at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto, Suspension
from cobro_desktop.domain.intereses.cartera import intereses_de_cartera
from cobro_desktop.domain.intereses.regimen import Regimen, al_pago, causador
from cobro_desktop.domain.liquidacion import cuadrar
from cobro_desktop.storage.queries import bdme as consultas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.storage.queries import novedades
    from cobro_desktop.storage.queries.bdme import Partida


class Saldo(NamedTuple):
    """What an obligation owed at the cut."""

    capital: Centavos
    total: Centavos
    """With interest and expenses of collection."""


@dataclass(frozen=True, slots=True)
class Movimientos:
    """What happened to the obligations of an institution, besides time."""

    abonos: dict[int, list[tuple[dt.date, Centavos]]]
    gastos: dict[int, list[tuple[dt.date, Centavos]]]
    suspensiones: dict[int, list[novedades.Suspension]]

    def tocan(self, partida: Partida, corte: dt.date) -> bool:
        """Tell whether the obligation has to be liquidated step by step."""
        return (
            any(day <= corte for day, _ in self.abonos.get(partida.id, ()))
            or any(day <= corte for day, _ in self.gastos.get(partida.id, ()))
            or any(
                s.intereses for s in self.suspensiones.get(partida.expediente_id, ())
            )
        )

    def pagada_al(self, partida: Partida, corte: dt.date) -> bool:
        """Tell whether what is paid today was already paid at the cut."""
        paid = self.abonos.get(partida.id, ())
        return partida.estado == "PAGADA" and all(day <= corte for day, _ in paid)


def leer_movimientos(session: Session, entidad_id: int) -> Movimientos:
    """Read them in three queries."""
    return Movimientos(
        consultas.abonos(session, entidad_id),
        consultas.gastos(session, entidad_id),
        consultas.suspensiones_de(session, entidad_id),
    )


def saldos(
    partidas: Iterable[Partida],
    movimientos: Movimientos,
    corte: dt.date,
    ley: tuple[Opciones, Referencia],
) -> dict[int, Saldo]:
    """Return what each obligation owed at the cut, by id.

    Those that nobody paid anything of go together, one rate at a time; the others,
    and those whose capital is brought up to date, one by one.

    Raises:
        MissingParameterError: a rate or an index is not loaded; says which.
    """
    together: dict[Regimen, list[Partida]] = {}
    found: dict[int, Saldo] = {}
    for partida in partidas:
        regimen = Regimen(partida.regimen)
        if regimen is Regimen.LEY80 or movimientos.tocan(partida, corte):
            found[partida.id] = _uno(partida, movimientos, corte, ley)
        else:
            together.setdefault(regimen, []).append(partida)
    for regimen, listed in together.items():
        found |= _juntos(regimen, listed, corte, ley)
    return found


def _juntos(
    regimen: Regimen,
    listed: list[Partida],
    corte: dt.date,
    ley: tuple[Opciones, Referencia],
) -> dict[int, Saldo]:
    opciones, referencia = ley
    oldest = min(partida.exigible for partida in listed)
    rate = al_pago(causador(regimen, oldest, opciones, referencia), corte)
    first = regimen is Regimen.LEY68 and opciones.activa("ley68.incluye_inicio")
    debts = [(max(p.capital - p.abono_historico, 0), p.exigible) for p in listed]
    earned = intereses_de_cartera(debts, rate, corte, incluye_inicio=first)
    return {
        partida.id: Saldo(capital, capital + interes)
        for partida, (capital, _), interes in zip(listed, debts, earned, strict=True)
    }


def _uno(
    partida: Partida,
    movimientos: Movimientos,
    corte: dt.date,
    ley: tuple[Opciones, Referencia],
) -> Saldo:
    cuenta = Cuenta(
        capital=partida.capital,
        regimen=Regimen(partida.regimen),
        exigible=partida.exigible,
        corte=corte,
        abonos=tuple(
            Abono(day, valor)
            for day, valor in movimientos.abonos.get(partida.id, ())
            if valor and day <= corte
        ),
        abono_historico=min(partida.abono_historico, partida.capital),
        suspensiones=tuple(
            Suspension(s.desde, min(s.hasta or corte, corte), s.motivo)
            for s in movimientos.suspensiones.get(partida.expediente_id, ())
            if s.intereses and s.desde <= corte
        ),
        gastos=tuple(
            Gasto(day, valor)
            for day, valor in movimientos.gastos.get(partida.id, ())
            if day <= corte
        ),
    )
    owed = cuadrar(cuenta, *ley).saldo
    return Saldo(owed.capital, owed.total)
