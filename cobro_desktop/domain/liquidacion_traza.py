"""The words of a liquidation: its trace and its warnings, in Spanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.imputacion import NORMAS, Imputacion
from cobro_desktop.domain.intereses.regimen import FICHAS, Regimen
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.domain.traza import Parametro, Paso, Traza, Verificacion
from cobro_desktop.formats import cantidad, fecha_corta, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cobro_desktop.domain.cuenta import AbonoImputado, Cuenta, Gasto, Suspension
    from cobro_desktop.domain.intereses.periodo import Periodo

_SIN_VERIFICAR = {
    Verificacion.MEMORIA: "no se ha verificado en su fuente",
    Verificacion.CALCULADO: "se calculó y no se ha visto publicada",
    Verificacion.PROYECTADO: (
        "es una proyección: esta liquidación no sirve para un título"
    ),
}


def traza(
    cuenta: Cuenta,
    opciones: Mapping[str, str],
    periodos: tuple[Periodo, ...],
    abonos: tuple[AbonoImputado, ...],
) -> Traza:
    """Return the steps: the regime, each period, each payment and the rounding."""
    ficha = FICHAS[cuenta.regimen]
    inicio = Paso(
        regla=cuenta.regimen.value,
        norma=ficha.norma,
        detalle=f"{ficha.nombre}, sobre el capital y sin capitalizar intereses.",
        parametros=(
            Parametro("capital", pesos(cuenta.capital)),
            Parametro("exigible", cuenta.exigible.isoformat()),
            Parametro("corte", cuenta.corte.isoformat()),
            *(Parametro(clave, valor) for clave, valor in opciones.items()),
        ),
    )
    redondeo = Paso(
        regla="redondeo",
        norma="",
        detalle=(
            "En cada abono y en el corte, el interés causado desde el anterior se "
            "redondea una sola vez al peso más cercano; la mitad sube."
        ),
    )
    regla = Imputacion(opciones["imputacion"])
    return (
        inicio,
        *(_paso_suspension(pausa) for pausa in cuenta.suspensiones),
        *(_paso_periodo(cuenta, periodo) for periodo in periodos),
        *(_paso_gasto(gasto) for gasto in cuenta.gastos),
        *(_paso_abono(regla, abono) for abono in abonos),
        redondeo,
    )


def advertencias(
    cuenta: Cuenta,
    periodos: tuple[Periodo, ...],
    abonos: tuple[AbonoImputado, ...],
) -> tuple[str, ...]:
    """Return what a person must know before using the figures."""
    return (
        *_sobre_la_cuenta(cuenta),
        *_sobre_las_tasas(cuenta, periodos),
        *_sobre_los_abonos(cuenta, abonos),
    )


def _sobre_la_cuenta(cuenta: Cuenta) -> Iterator[str]:
    if cuenta.corte < cuenta.exigible:
        yield (
            f"El corte ({fecha_corta(cuenta.corte)}) es anterior a la exigibilidad de "
            f"la deuda ({fecha_corta(cuenta.exigible)}): no hay intereses."
        )
    if cuenta.abono_historico:
        yield (
            f"Los abonos sin fecha ({pesos(cuenta.abono_historico)}) se restaron del "
            "capital desde el principio; el interés real puede ser mayor."
        )


def _sobre_las_tasas(cuenta: Cuenta, periodos: tuple[Periodo, ...]) -> Iterator[str]:
    for estado, texto in _SIN_VERIFICAR.items():
        marked = [p for p in periodos if p.verificacion is estado]
        if marked:
            yield f"La tasa {_entre(marked[0].desde, marked[-1].hasta)} {texto}."
    compound = [p for p in periodos if p.efectivo and cuenta.regimen is Regimen.ET635]
    if compound:
        yield (
            f"{_entre(compound[0].desde, compound[-1].hasta).capitalize()} el interés "
            "es compuesto dentro de cada tasa (Ley 1066 de 2006, art. 12; Circular "
            "DIAN 69 de 2006). La circular se demandó y no se pudo ver el fallo: "
            "confírmelo."
        )


def _sobre_los_abonos(
    cuenta: Cuenta, abonos: tuple[AbonoImputado, ...]
) -> Iterator[str]:
    early = [a for a in abonos if a.abono.fecha < cuenta.exigible]
    if early:
        yield (
            f"Hay {cantidad(len(early), 'abono')} de antes de la fecha en que la deuda "
            "se hizo exigible: baja el capital y no paga intereses."
        )
    exceso = sum(a.saldo_a_favor for a in abonos)
    if exceso:
        yield (
            f"Se pagaron {pesos(exceso)} de más: quedan como saldo a favor del deudor."
        )


def _paso_periodo(cuenta: Cuenta, periodo: Periodo) -> Paso:
    detalle = (
        f"{_entre(periodo.desde, periodo.hasta).capitalize()}: "
        f"{cantidad(periodo.dias, 'día')}; {periodo.regla}."
    )
    return Paso(
        regla=cuenta.regimen.value,
        norma=FICHAS[cuenta.regimen].norma,
        detalle=detalle,
        parametros=(
            Parametro(
                "tasa anual",
                f"{texto_tasa(periodo.tasa).replace('.', ',')} %",
                periodo.fuente,
                periodo.verificacion,
            ),
            Parametro("divisor", str(periodo.divisor)),
            Parametro("días", str(periodo.dias)),
        ),
    )


def _paso_suspension(pausa: Suspension) -> Paso:
    dias = (pausa.hasta - pausa.desde).days + 1
    between = _entre(pausa.desde, pausa.hasta).capitalize()
    return Paso(
        regla="suspension",
        norma="",
        detalle=f"{between} no se causó interés ({cantidad(dias, 'día')}): "
        f"{pausa.motivo}.",
    )


def _paso_abono(regla: Imputacion, imputado: AbonoImputado) -> Paso:
    pagado = imputado.pagado
    return Paso(
        regla="imputacion",
        norma=NORMAS[regla],
        detalle=(
            f"Abono del {fecha_corta(imputado.abono.fecha)} por "
            f"{pesos(imputado.abono.valor)}: {pesos(pagado.capital)} a capital, "
            f"{pesos(pagado.intereses)} a intereses y {pesos(pagado.costas)} a costas."
        ),
        parametros=(Parametro("imputacion", regla.value),),
    )


def _paso_gasto(gasto: Gasto) -> Paso:
    return Paso(
        regla="gastos",
        norma="ET, art. 836-1",
        detalle=(
            f"Gasto del cobro por {pesos(gasto.valor)}: se debe desde el "
            f"{fecha_corta(gasto.fecha)} y no causa intereses."
        ),
    )


def _entre(desde: date, hasta: date) -> str:
    if desde == hasta:
        return f"del {fecha_corta(desde)}"
    return f"del {fecha_corta(desde)} al {fecha_corta(hasta)}"
