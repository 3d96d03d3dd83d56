"""The fingerprint of a liquidation and the record that lets anyone repeat it (B1)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.cuenta import Abono, Cuenta, Gasto, Suspension
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses.regimen import leer_regimen
from cobro_desktop.domain.tasas import texto_tasa

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.intereses.periodo import Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion

MOTOR: Final = "liquidacion/1"
"""Changes when the same inputs would give another figure."""
_LARGO: Final = 12


@dataclass(frozen=True, slots=True)
class Diferencia:
    """A datum that is not what the stored liquidation says."""

    campo: str
    guardado: str
    recalculado: str


def huella_de(
    cuenta: Cuenta, opciones: Mapping[str, str], periodos: tuple[Periodo, ...]
) -> str:
    """Return the twelve hexadecimal characters that are printed on the page."""
    return _digest(_entrada(cuenta, opciones, periodos))


def constancia(liquidacion: Liquidacion) -> dict[str, Any]:
    """Return inputs, rates, readings, version and results as JSON values.

    Amounts are integer centavos; what is not whole is a string. It is what is stored
    with the document, enough to repeat the liquidation years later.
    """
    entrada = _entrada(liquidacion.cuenta, liquidacion.opciones, liquidacion.periodos)
    resultado = {
        "dias": liquidacion.dias,
        "interes": liquidacion.interes,
        "saldo_capital": liquidacion.saldo.capital,
        "saldo_interes": liquidacion.saldo.intereses,
        "saldo_costas": liquidacion.saldo.costas,
        "saldo_a_favor": liquidacion.saldo_a_favor,
        "total": liquidacion.total,
    }
    return {**entrada, "resultado": resultado, "huella": liquidacion.huella}


def cuenta_de(guardada: Mapping[str, Any]) -> Cuenta:
    """Return the inputs of a stored record, to liquidate them again.

    Raises:
        InvalidDataError: it is not the record of a liquidation.
    """
    try:
        return Cuenta(
            capital=guardada["capital"],
            regimen=leer_regimen(guardada["regimen"]),
            exigible=date.fromisoformat(guardada["exigible"]),
            corte=date.fromisoformat(guardada["corte"]),
            abonos=tuple(
                Abono(date.fromisoformat(fecha), valor)
                for fecha, valor in guardada["abonos"]
            ),
            costas=guardada["costas"],
            abono_historico=guardada["abono_historico"],
            suspensiones=tuple(
                Suspension(date.fromisoformat(a), date.fromisoformat(b), motivo)
                for a, b, motivo in guardada["suspensiones"]
            ),
            gastos=tuple(
                Gasto(date.fromisoformat(fecha), valor)
                for fecha, valor in guardada.get("gastos", ())
            ),
        )
    except (KeyError, TypeError, ValueError) as problem:
        msg = "El registro no es el de una liquidación, o está incompleto."
        raise InvalidDataError(msg) from problem


def comparar(
    guardada: Mapping[str, Any], recalculada: Liquidacion
) -> tuple[Diferencia, ...]:
    """Return where a stored liquidation differs from one reckoned now.

    Also tells when the record no longer agrees with its own fingerprint, that is,
    when somebody changed it after it was printed.
    """
    actual = constancia(recalculada)
    stored = {k: v for k, v in guardada.items() if k not in {"resultado", "huella"}}
    own = _digest(stored)
    found = [Diferencia("registro", str(guardada.get("huella")), own)]
    if own == guardada.get("huella"):
        found = []
    flat_stored, flat_actual = _plano(guardada), _plano(actual)
    for campo in sorted(flat_stored.keys() | flat_actual.keys()):
        before, now = flat_stored.get(campo, "—"), flat_actual.get(campo, "—")
        if before != now:
            found.append(Diferencia(campo, before, now))
    return tuple(found)


def _entrada(
    cuenta: Cuenta, opciones: Mapping[str, str], periodos: tuple[Periodo, ...]
) -> dict[str, Any]:
    gastos = [[g.fecha.isoformat(), g.valor] for g in cuenta.gastos]
    return {
        "motor": MOTOR,
        "regimen": cuenta.regimen.value,
        "capital": cuenta.capital,
        "exigible": cuenta.exigible.isoformat(),
        "corte": cuenta.corte.isoformat(),
        "abonos": [[a.fecha.isoformat(), a.valor] for a in cuenta.abonos],
        "costas": cuenta.costas,
        "abono_historico": cuenta.abono_historico,
        "suspensiones": [
            [s.desde.isoformat(), s.hasta.isoformat(), s.motivo]
            for s in cuenta.suspensiones
        ],
        # Without expenses the key is left out: older fingerprints stay as they were.
        **({"gastos": gastos} if gastos else {}),
        "opciones": dict(opciones),
        "tasas": [
            [
                p.desde.isoformat(),
                p.hasta.isoformat(),
                texto_tasa(p.tasa),
                p.divisor,
                p.fuente,
            ]
            for p in periodos
        ],
    }


def _digest(entrada: Mapping[str, Any]) -> str:
    canonical = json.dumps(
        entrada, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:_LARGO]


def _plano(value: object, campo: str = "") -> dict[str, str]:
    """Flatten to one text per leaf: `tasas.3.2` → `22.36`."""
    if isinstance(value, dict):
        pairs = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        pairs = [(str(position), inner) for position, inner in enumerate(value)]
    else:
        return {campo: str(value)}
    flat: dict[str, str] = {}
    for key, inner in pairs:
        flat |= _plano(inner, f"{campo}.{key}" if campo else key)
    return flat
