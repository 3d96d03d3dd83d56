"""Interest, payments and balance of one obligation to a date (RULES 1 and 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cobro_desktop.domain.cuenta import revisar_futuro
from cobro_desktop.domain.dinero import Centavos, en_pesos
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.intereses.inicio import (
    UnidadDias,
    d0_disciplinario,
    exigible_ley1801,
)
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.liquidacion import Liquidacion, liquidar
from cobro_desktop.domain.plazos import sumar_habiles
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.calculadoras.calculo import (
    Calculo,
    Tabla,
    lecturas_de,
    traza_en_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from cobro_desktop.domain.cuenta import Cuenta
    from cobro_desktop.domain.intereses.periodo import Monto, Periodo
    from cobro_desktop.services.calculadoras.calculo import Marco

DESDE_FIRMEZA = {
    Regimen.ET635: ("art182.base_event", "art182.retroactive"),
    Regimen.DISCIPLINARIO: ("disciplinario.unit", "festivos.ley2578", "workdays"),
}
"""The switches that say from when a fine earns, of those that give time to pay."""


def liquidar_cuenta(
    marco: Marco, cuenta: Cuenta, *, desde_firmeza: bool = False, proyectar: bool
) -> Liquidacion:
    """Liquidate; `proyectar` carries the last known rate forward, never for a título.

    `desde_firmeza` says that `exigible` came out of `exigible_de_multa`.

    Raises:
        InvalidDataError: amounts or dates that cannot be; a payment after today.
        MissingParameterError: a rate or index is not loaded; says which.
    """
    revisar_futuro(cuenta.abonos, marco.hoy)
    referencia = marco.referencia
    if proyectar:
        tasas = referencia.tasas.proyectada(cuenta.corte)
        referencia = replace(referencia, tasas=tasas)
    found = liquidar(cuenta, marco.opciones, referencia)
    if not desde_firmeza:
        return found
    inicio = marco.opciones.en_vigor(DESDE_FIRMEZA[cuenta.regimen])
    return replace(found, opciones={**inicio, **found.opciones})


def exigible_de_multa(
    firmeza: date, corte: date, regimen: Regimen, marco: Marco
) -> date:
    """Return the last day without default of a fine that gives time to pay.

    A month under Ley 1801 (art. 182), thirty days if it is disciplinary.

    Raises:
        InvalidDataError: a regime that gives no time from the firmeza.
        MissingParameterError: the holidays of a year are not known.
    """
    opciones = marco.opciones
    if regimen is Regimen.DISCIPLINARIO:
        return d0_disciplinario(
            firmeza,
            UnidadDias(opciones["disciplinario.unit"]),
            lambda day, days: sumar_habiles(day, days, marco.calendario).vence,
        )
    if regimen is Regimen.ET635:
        retroactivo = opciones.activa("art182.retroactive")
        return exigible_ley1801(firmeza, corte, retroactivo=retroactivo)
    msg = (
        "--firmeza es para las multas que dan tiempo para pagar: las de la Ley 1801 "
        "(et635) y las disciplinarias. Con otro régimen use --exigible."
    )
    raise InvalidDataError(msg)


def calcular_intereses(marco: Marco, found: Liquidacion) -> Calculo:
    """Tell a liquidation: the total, the balance by concept, the stretches."""
    ficha = FICHAS[found.cuenta.regimen]
    return Calculo(
        titular=f"{pesos(found.total)} en total",
        frases=(f"{ficha.nombre} ({ficha.norma}).", *resumen(found)),
        datos=datos_de(found),
        traza=found.trace,
        lecturas=lecturas_de(marco.opciones, found.opciones),
        advertencias=found.advertencias,
        tabla=Tabla(
            ("Período", "Días", "Capital", "Tasa", "Interés", "Fuente"),
            tuple(fila(periodo) for periodo in found.periodos),
            frozenset({1, 2, 3, 4}),
        ),
    )


def datos_de(found: Liquidacion) -> dict[str, object]:
    """Return a liquidation with the keys of the contract (DESIGN, DECISIONS 34)."""
    return {
        "regimen": found.cuenta.regimen.value,
        "capital": en_pesos(found.cuenta.capital),
        "exigible": found.cuenta.exigible.isoformat(),
        "corte": found.cuenta.corte.isoformat(),
        "dias": found.dias,
        "interes": en_pesos(found.interes),
        "total": en_pesos(found.total),
        "saldo_capital": en_pesos(found.saldo.capital),
        "saldo_interes": en_pesos(found.saldo.intereses),
        "saldo_costas": en_pesos(found.saldo.costas),
        "saldo_a_favor": en_pesos(found.saldo_a_favor),
        "por_dia_adicional": en_pesos(found.por_dia_adicional),
        "tramos": [_tramo(periodo) for periodo in found.periodos],
        "abonos": [
            {
                "fecha": a.abono.fecha.isoformat(),
                "valor": en_pesos(a.abono.valor),
                "capital": en_pesos(a.pagado.capital),
                "interes": en_pesos(a.pagado.intereses),
                "costas": en_pesos(a.pagado.costas),
                "saldo_a_favor": en_pesos(a.saldo_a_favor),
            }
            for a in found.abonos
        ],
        "suspensiones": [
            {"desde": s.desde.isoformat(), "hasta": s.hasta.isoformat()}
            for s in found.cuenta.suspensiones
        ],
        "opciones": dict(found.opciones),
        "advertencias": list(found.advertencias),
        "traza": traza_en_json(found.trace),
        "huella": found.huella,
    }


def fila(periodo: Periodo) -> tuple[str, ...]:
    """Return a stretch as people read it."""
    return (
        f"{fecha_corta(periodo.desde)} – {fecha_corta(periodo.hasta)}",
        str(periodo.dias),
        pesos(_al_centavo(periodo.base)),
        f"{texto_tasa(periodo.tasa).replace('.', ',')} %",
        pesos(_al_centavo(periodo.interes)),
        periodo.fuente.removeprefix("Superfinanciera, "),
    )


def resumen(found: Liquidacion) -> Iterator[str]:
    """Yield the figures in sentences: payments, balance, further day, fingerprint."""
    for imputado in found.abonos:
        pagado = imputado.pagado
        yield (
            f"Abono del {fecha_corta(imputado.abono.fecha)} por "
            f"{pesos(imputado.abono.valor)}: capital {pesos(pagado.capital)}, "
            f"intereses {pesos(pagado.intereses)}, costas {pesos(pagado.costas)}."
        )
    dias, saldo = cantidad(found.dias, "día"), found.saldo
    corte = fecha_corta(found.cuenta.corte)
    yield f"Interés hasta el {corte}, {dias}: {pesos(found.interes)}"
    yield f"Saldo de capital: {pesos(saldo.capital)}"
    yield f"Saldo de intereses: {pesos(saldo.intereses)}"
    yield f"Saldo de costas: {pesos(saldo.costas)}"
    yield f"Total: {pesos(found.total)}"
    yield f"Por cada día adicional: {pesos(found.por_dia_adicional)}"
    for pausa in found.cuenta.suspensiones:
        until = f" al {fecha_corta(pausa.hasta)}" if pausa.hasta > pausa.desde else ""
        yield f"No causó intereses: del {fecha_corta(pausa.desde)}{until}"
    if found.saldo_a_favor:
        yield f"Saldo a favor del deudor: {pesos(found.saldo_a_favor)}"


def _tramo(periodo: Periodo) -> dict[str, object]:
    return {
        "desde": periodo.desde.isoformat(),
        "hasta": periodo.hasta.isoformat(),
        "dias": periodo.dias,
        "base": en_pesos(_al_centavo(periodo.base)),
        "tasa": texto_tasa(periodo.tasa),
        "divisor": periodo.divisor,
        "fuente": periodo.fuente,
        "regla": periodo.regla,
        "verificado": periodo.verificacion.value,
        "interes": _cuatro_decimales(periodo.interes),
    }


def _al_centavo(monto: Monto) -> Centavos:
    return (2 * monto.numerator + monto.denominator) // (2 * monto.denominator)


def _cuatro_decimales(centavos: Fraction) -> str:
    ten_thousandths = _al_centavo(centavos * 100)
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"
