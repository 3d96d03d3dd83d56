"""How the sheet of a liquidation looks: its columns and its cell formats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.imputacion import Imputacion
from cobro_desktop.domain.intereses.regimen import Regimen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.intereses.periodo import Monto
    from cobro_desktop.domain.liquidacion import Liquidacion

LETRA: Final = {"font_name": "Calibri", "font_size": 10}
AZUL: Final = "#1F3A5F"
TENUE: Final = "#44505C"
_CARTA: Final = 1
_DATO: Final = "#F1F8F4"
"""Background of the cells that a person may change."""

COLUMNAS: Final = (
    ("movimiento", "Movimiento", 21),
    ("desde", "Desde", 18),
    ("hasta", "Hasta", 12),
    ("dias", "Días", 7),
    ("ipc", "IPC %", 8),
    ("base", "Base", 16),
    ("tasa", "Tasa %", 8),
    ("divisor", "Divisor", 8),
    ("fuente", "Resolución o norma", 30),
    ("interes", "Interés", 16),
    ("subida", "Actualización", 15),
    ("abono", "Abono", 15),
    ("a_capital", "A capital", 15),
    ("a_intereses", "A intereses", 15),
    ("a_costas", "A costas", 12),
    ("a_favor", "A favor", 12),
    ("capital", "Debe capital", 16),
    ("intereses", "Debe intereses", 16),
    ("costas", "Debe costas", 12),
    ("cuota_capital", "Cuota capital", 18),
    ("cuota_intereses", "Cuota intereses", 18),
    ("cuota_costas", "Cuota costas", 18),
    ("resto", "Sin repartir", 10),
)
_SOLO_LEY80: Final = frozenset({"ipc", "subida"})
_SOLO_CON_ABONOS: Final = frozenset(
    {"abono", "a_capital", "a_intereses", "a_costas", "a_favor"}
)
_SOLO_ET804: Final = frozenset(
    {"cuota_capital", "cuota_intereses", "cuota_costas", "resto"}
)


def columnas_de(found: Liquidacion) -> Mapping[str, int]:
    """Return the columns that an account needs, by key, with their position."""
    hidden: frozenset[str] = frozenset()
    if found.cuenta.regimen is not Regimen.LEY80:
        hidden |= _SOLO_LEY80
    if not found.abonos:
        hidden |= _SOLO_CON_ABONOS
    if not found.abonos or found.opciones["imputacion"] != Imputacion.ET_804:
        hidden |= _SOLO_ET804
    shown = [key for key, _, _ in COLUMNAS if key not in hidden]
    return {key: column for column, key in enumerate(shown)}


def fijar_pagina(sheet: Any) -> None:
    """Set a sheet to print on landscape letter pages, all its columns together."""
    sheet.set_landscape()
    sheet.set_paper(_CARTA)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&8&A&R&8Página &P de &N")


def en_decimal(centavos: Monto) -> Decimal:
    """Return pesos as the result of a formula is written: without binary noise."""
    value = Fraction(centavos) / PESO
    return Decimal(value.numerator) / Decimal(value.denominator)


class Formatos:
    """The cell formats of a workbook, by what they hold."""

    def __init__(self, book: Any) -> None:
        self._book = book
        money = {"num_format": '"$" #,##0.00'}
        self.titulo = self.de(
            bold=True, font_color="#FFFFFF", bg_color=AZUL, text_wrap=True,
            align="center", valign="vcenter",
        )  # fmt: skip
        self.texto = self.de()
        self.nota = self.de(font_color=TENUE)
        self.negrilla = self.de(bold=True)
        self.entero = self.de(num_format="#,##0", align="center")
        self.dinero = self.de(**money)
        self.total = self.de(**money, bold=True, top=1)
        self.cuota = self.de(num_format="0.000000", font_color=TENUE)
        self.dato = self.de(**money, bg_color=_DATO)
        self.tasa = self.de(num_format="0.00####", bg_color=_DATO)
        self.divisor = self.de(num_format="0", align="center", bg_color=_DATO)
        self.huella = self.de(align="center")
        self.calculada = self.de(num_format="dd/mm/yyyy", align="center")
        self.fecha = self.de(num_format="dd/mm/yyyy", align="center", bg_color=_DATO)

    def de(self, **options: Any) -> Any:
        """Return a format of the workbook's letter with these changes."""
        return self._book.add_format({**LETRA, **options})
