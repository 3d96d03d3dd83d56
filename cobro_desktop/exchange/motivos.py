"""Why a cell was refused, in words for the person who filled it."""

from __future__ import annotations

from cobro_desktop.domain.imputacion import REVERSO
from cobro_desktop.exchange.cells import Codigo, leer_texto

MAX_VALOR = 200

_MOTIVOS = {
    Codigo.EMPTY: "Falta el dato: la celda está vacía.",
    Codigo.NOT_AN_ID: "«{valor}» no es un número de documento.",
    Codigo.NOT_AN_AMOUNT: "«{valor}» no es un valor en pesos.",
    Codigo.NOT_POSITIVE: "El valor debe ser mayor que cero y dice «{valor}».",
    Codigo.REVERSED_PAYMENT: f"«{{valor}}» es negativo. {REVERSO}",
    Codigo.NOT_A_DATE: "«{valor}» no es una fecha. Escríbala como día/mes/año.",
    Codigo.INVALID_DATE: (
        "«{valor}» no es una fecha posible: ese día no existe, o no está entre los "
        "años 1950 y 2099."
    ),
    Codigo.NOT_A_NUMBER: "«{valor}» no es un número entero.",
    Codigo.FORMULA_WITHOUT_VALUE: (
        "La fórmula {valor} no tiene un resultado guardado. Abra el archivo en Excel, "
        "guárdelo y vuelva a importarlo."
    ),
    Codigo.CELL_ERROR: "La celda tiene un error de la hoja de cálculo ({valor}).",
    Codigo.NOT_AN_OPTION: "«{valor}» no es uno de los valores que se esperan aquí.",
    Codigo.NOT_TAKEN: "«{valor}»: la fila dice que no cuenta.",
    Codigo.DAMAGED_NUMBER: (
        "«{valor}» es un número largo al que la hoja de cálculo le borró las últimas "
        "cifras. Escríbalo completo, con la columna en formato de texto."
    ),
    Codigo.DITTO: "«{valor}» remite a la fila de arriba. Escriba el dato completo.",
    Codigo.UNKNOWN_CASE: "«{valor}» no es de ningún expediente de esta base.",
    Codigo.AMBIGUOUS_CASE: "«{valor}» corresponde a varios expedientes.",
    Codigo.NOT_APPLICABLE: "«{valor}» no se puede aplicar al expediente.",
    Codigo.FUTURE_DATE: "La fecha «{valor}» es posterior al día de hoy.",
    Codigo.UNKNOWN_VALUE: "«{valor}» se leyó como sin dato.",
    Codigo.UNKNOWN_MUNICIPALITY: (
        "«{valor}» no está en la lista de municipios (DIVIPOLA)."
    ),
    Codigo.WRONG_EMAIL: "«{valor}» no parece una dirección de correo electrónico.",
    Codigo.DATES_OUT_OF_ORDER: (
        "La fecha «{valor}» es anterior a la del acto que la precede. Compruébela."
    ),
    Codigo.BALANCE_MISMATCH: (
        "El saldo escrito («{valor}») no sale de lo demás que dice su fila: capital, "
        "abonos e intereses."
    ),
    Codigo.PAYMENTS_EXCEED: "Los abonos («{valor}») son mayores que el capital.",
    Codigo.LOCKED_COLUMN: "Es una columna protegida: «{valor}» no se toma.",
}


def motivo(codigo: Codigo, valor: str) -> str:
    """Return the Spanish sentence for an English code and the cell's text."""
    return _MOTIVOS[codigo].format(valor=valor)


def mostrar(valor: object) -> str:
    """Return what a cell holds as a person would recognise it."""
    if isinstance(valor, str):
        return str(valor)[:MAX_VALOR]
    return leer_texto(valor) or ""
