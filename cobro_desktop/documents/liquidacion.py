"""Prints a liquidation: every period with its rate and source, payments, readings.

It is no act: nobody numbers or signs it, and its code is the fingerprint that
`verificar-liquidacion` takes. PDF/A-1b, as the oficios.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.pdf.bloques import Lista, Parrafo, Tabla, lineas, tiras
from cobro_desktop.documents.pdf.carta import PAPELES, set_pages
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.membrete import Pagina
from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.imputacion import NORMAS, Imputacion
from cobro_desktop.domain.intereses.regimen import FICHAS
from cobro_desktop.domain.tasas import texto_tasa
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles, pesos

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.pdf.bloques import Bloque, Tira
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.intereses.periodo import Monto, Periodo
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones

NOMBRE: Final = "Liquidación de capital e intereses"
_HUELLAS_AL_PIE: Final = 3


@dataclass(frozen=True, kw_only=True)
class ObligacionImpresa:
    """One obligation of the page."""

    concepto: str
    titulo: str
    liquidacion: Liquidacion
    guardada: str
    """Who kept it and when: `pro, 30 sep 2026, 14:05`; empty if nobody did."""


@dataclass(frozen=True, kw_only=True)
class LiquidacionImpresa:
    """What the page says besides the figures."""

    emisor: Emisor
    expediente: str
    deudor: str
    identificacion: str
    corte: date
    fecha: date
    """Day on which it is printed."""
    elaboro: str
    obligaciones: tuple[ObligacionImpresa, ...]
    opciones: Opciones
    """Where the readings in force take their names and norms from."""

    @property
    def huellas(self) -> tuple[str, ...]:
        """The fingerprints of its obligations."""
        return tuple(o.liquidacion.huella for o in self.obligaciones)


def print_liquidacion(impresa: LiquidacionImpresa) -> bytes:
    """Return the PDF; equal input gives equal bytes."""
    ancho, alto = PAPELES.get(impresa.emisor.papel, PAPELES["carta"])
    emisor = impresa.emisor
    values = asdict(emisor) | {
        "numero": impresa.expediente,
        "fecha_iso": impresa.fecha.isoformat(),
        "borrador": False,
        "expediente": impresa.expediente,
        "codigo_verificacion": _al_pie(impresa.huellas),
    }
    qr = "/".join((emisor.sigla, "liquidacion", impresa.expediente, *impresa.huellas))
    pagina = Pagina(ancho, alto, values, emisor.nombre_formato or NOMBRE, qr.upper())
    return set_pages(_hoja(impresa, pagina.ancho_texto), pagina)


def _al_pie(huellas: tuple[str, ...]) -> str:
    """Name the fingerprints that fit at the foot of each page."""
    shown = " · ".join(huellas[:_HUELLAS_AL_PIE])
    more = len(huellas) - _HUELLAS_AL_PIE
    return f"{shown} y {more} más" if more > 0 else shown


def _hoja(impresa: LiquidacionImpresa, width: float) -> Iterator[Tira]:
    yield from lineas(
        (
            f"{MARCA}Expediente {impresa.expediente}",
            f"Deudor: {impresa.deudor}, {impresa.identificacion}",
            f"Corte: {fecha_larga(impresa.corte)}",
        ),
        width,
    )
    several = len(impresa.obligaciones) > 1
    if several:
        yield from tiras(_totales(impresa), width)
    for number, obligacion in enumerate(impresa.obligaciones, start=1):
        head = f"{obligacion.concepto} · {obligacion.titulo}"
        title = f"{MARCA}{number}. {head}" if several else f"{MARCA}{head}"
        yield from lineas((title,), width, antes=18)
        blocks = _obligacion(obligacion, impresa.opciones)
        yield from chain.from_iterable(tiras(block, width) for block in blocks)
    printed = f"Elaboró: {impresa.elaboro}. Impresa el {fecha_larga(impresa.fecha)}."
    yield from lineas((printed,), width, antes=16, puntos=7.5, pegadas=False)


def _totales(impresa: LiquidacionImpresa) -> Tabla:
    founds = [o.liquidacion for o in impresa.obligaciones]
    rows = [
        (o.concepto, o.titulo, *_saldos(o.liquidacion)) for o in impresa.obligaciones
    ]
    total = (
        "Total",
        "",
        pesos(sum(f.saldo.capital for f in founds)),
        pesos(sum(f.saldo.intereses for f in founds)),
        pesos(sum(f.saldo.costas for f in founds)),
        pesos(sum(f.total for f in founds)),
    )
    return Tabla(
        ("Concepto", "Título", "Capital", "Intereses", "Costas", "Total"),
        (0.2, 0.22, 0.155, 0.145, 0.12, 0.16),
        (*rows, total),
        frozenset({2, 3, 4, 5}),
        ultima_es_total=True,
        menuda=True,
    )


def _saldos(found: Liquidacion) -> tuple[str, ...]:
    saldo = found.saldo
    amounts = (saldo.capital, saldo.intereses, saldo.costas, found.total)
    return tuple(pesos(amount) for amount in amounts)


def _obligacion(obligacion: ObligacionImpresa, opciones: Opciones) -> Iterator[Bloque]:
    found = obligacion.liquidacion
    yield Parrafo(_presentacion(found))
    if found.periodos:
        yield _periodos(found)
        formulas = dict.fromkeys(p.regla for p in found.periodos)
        yield Parrafo(
            f"Cada período: {'; '.join(formulas)}. Aquí se muestran al centavo; en "
            "cada abono y en el corte, el interés causado desde el anterior se "
            "redondea una sola vez al peso más cercano."
        )
    if found.abonos:
        yield _abonos(found)
        norma = NORMAS[Imputacion(found.opciones["imputacion"])]
        yield Parrafo(f"Los abonos se imputan según {norma}.")
    yield _resumen(found)
    yield Parrafo(
        f"Por cada día adicional después del corte: {MARCA}"
        f"{pesos(found.por_dia_adicional)}{MARCA}, mientras no cambien el capital ni "
        "la tasa."
    )
    if found.advertencias:
        yield Parrafo(f"{MARCA}Antes de usar esta liquidación, tenga en cuenta:")
        yield Lista(found.advertencias)
    yield _lecturas(found, opciones)
    yield Parrafo(_verificacion(obligacion))


def _presentacion(found: Liquidacion) -> str:
    cuenta, ficha = found.cuenta, FICHAS[found.cuenta.regimen]
    return (
        f"{ficha.nombre} ({ficha.norma}), sobre {MARCA}{pesos(cuenta.capital)}{MARCA} "
        f"exigibles desde el {fecha_larga(cuenta.exigible)}. Hasta el "
        f"{fecha_larga(cuenta.corte)} corrieron {cantidad(found.dias, 'día')} de mora."
    )


def _periodos(found: Liquidacion) -> Tabla:
    total = _con_centavos(sum(p.interes for p in found.periodos))
    sums = ("Suma", "", miles(sum(p.dias for p in found.periodos)), "", "", "", "")
    return Tabla(
        ("Desde", "Hasta", "Días", "Base", "Tasa", "Divisor", "Resolución", "Interés"),
        (0.11, 0.11, 0.065, 0.16, 0.105, 0.08, 0.2, 0.17),
        (*(_fila(periodo) for periodo in found.periodos), (*sums, total)),
        frozenset({2, 3, 4, 5, 7}),
        ultima_es_total=True,
        menuda=True,
    )


def _fila(periodo: Periodo) -> tuple[str, ...]:
    effective = " EA" if periodo.efectivo else ""
    return (
        fecha_corta(periodo.desde),
        fecha_corta(periodo.hasta),
        miles(periodo.dias),
        pesos(_al_centavo(periodo.base)),
        f"{texto_tasa(periodo.tasa).replace('.', ',')} %{effective}",
        str(periodo.divisor),
        _fuente(periodo.fuente),
        _con_centavos(periodo.interes),
    )


def _abonos(found: Liquidacion) -> Tabla:
    return Tabla(
        (
            "Abono del",
            "Valor",
            "A capital",
            "A intereses",
            "A costas",
            "A favor",
            "Queda capital",
            "Quedan intereses",
        ),
        (0.11, 0.13, 0.13, 0.13, 0.1, 0.1, 0.16, 0.14),
        tuple(
            (
                fecha_corta(abono.abono.fecha),
                pesos(abono.abono.valor),
                pesos(abono.pagado.capital),
                pesos(abono.pagado.intereses),
                pesos(abono.pagado.costas),
                pesos(abono.saldo_a_favor),
                pesos(abono.saldo.capital),
                pesos(abono.saldo.intereses),
            )
            for abono in found.abonos
        ),
        frozenset(range(1, 8)),
        menuda=True,
    )


def _resumen(found: Liquidacion) -> Tabla:
    cuenta, saldo = found.cuenta, found.saldo
    paid = sum(a.abono.valor for a in found.abonos)
    rows = [
        ("Capital de la obligación", cuenta.capital, True),
        ("Menos los abonos sin fecha", -cuenta.abono_historico, False),
        ("Actualización del capital", found.valorizacion, False),
        ("Interés causado hasta el corte", found.interes, True),
        ("Costas", cuenta.costas_al_corte, False),
        ("Menos los abonos", -paid, False),
        ("Saldo a favor del deudor", found.saldo_a_favor, False),
        ("Se debe de capital", saldo.capital, True),
        ("Se debe de intereses", saldo.intereses, True),
        ("Se debe de costas", saldo.costas, False),
        (f"Total al {fecha_larga(cuenta.corte)}", found.total, True),
    ]
    shown = tuple(
        (name, pesos(amount)) for name, amount, always in rows if always or amount
    )
    return Tabla(
        ("Resumen", "Valor"),
        (0.7, 0.3),
        shown,
        frozenset({1}),
        ultima_es_total=True,
    )


def _lecturas(found: Liquidacion, opciones: Opciones) -> Tabla:
    rows = []
    for clave, valor in found.opciones.items():
        opcion = opciones.opcion(clave)
        rows.append((opcion.etiqueta, opcion.etiqueta_de(valor), opcion.norma))
    return Tabla(
        ("Lectura de la ley", "La que rigió", "Norma"),
        (0.38, 0.34, 0.28),
        tuple(rows),
        frozenset(),
        menuda=True,
    )


def _verificacion(obligacion: ObligacionImpresa) -> str:
    huella = obligacion.liquidacion.huella
    mark = f"Huella {MARCA}{huella}{MARCA}, sobre los datos, las tasas y las lecturas."
    if not obligacion.guardada:
        return (
            f"{mark} Esta liquidación no está guardada en el expediente: mientras no "
            "se guarde, no se podrá comprobar después."
        )
    return (
        f"{mark} La guardó en el expediente {obligacion.guardada}. Se comprueba con "
        f"«Verificar liquidación» o con la orden verificar-liquidacion {huella}."
    )


def _fuente(fuente: str) -> str:
    """Shorten a source to its column: `Res. 1254 de 2025`, `IPC de 2023: 9,28 %`."""
    short = fuente.removeprefix("Superfinanciera, ").removeprefix("DANE, ")
    return re.sub(r"(\d)\.(\d+) %$", "\\1,\\2\N{NO-BREAK SPACE}%", short)


def _con_centavos(monto: Monto) -> str:
    centavos = _al_centavo(monto)
    text = pesos(centavos)
    return text if centavos % PESO else f"{text},00"


def _al_centavo(monto: Monto) -> Centavos:
    """Round an exact amount that is not negative to the centavo, half up."""
    return (2 * monto.numerator + monto.denominator) // (2 * monto.denominator)
