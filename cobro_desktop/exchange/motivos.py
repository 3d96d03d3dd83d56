"""Why a cell was refused, in words for the person who filled it."""

from __future__ import annotations

from cobro_desktop.exchange.cells import leer_texto

MAX_VALOR = 200

_MOTIVOS = {
    "empty": "Falta el dato: la celda está vacía.",
    "not_an_id": "«{valor}» no es un número de documento.",
    "not_an_amount": "«{valor}» no es un valor en pesos.",
    "not_positive": "El valor debe ser mayor que cero y dice «{valor}».",
    "not_a_date": "«{valor}» no es una fecha. Escríbala como día/mes/año.",
    "invalid_date": (
        "«{valor}» no es una fecha posible: ese día no existe o está fuera de los años "
        "1950 a 2099."
    ),
    "not_a_number": "«{valor}» no es un número entero.",
    "formula_without_value": (
        "La fórmula {valor} no tiene un resultado guardado. Abra el archivo en Excel, "
        "guárdelo y vuelva a importarlo."
    ),
    "cell_error": "La celda tiene un error de la hoja de cálculo ({valor}).",
    "future_date": "La fecha «{valor}» es posterior al día de hoy.",
    "unknown_value": "«{valor}» se leyó como sin dato.",
    "unknown_municipality": "«{valor}» no está en la lista de municipios (DIVIPOLA).",
    "wrong_email": "«{valor}» no parece una dirección de correo electrónico.",
    "dates_out_of_order": (
        "La fecha «{valor}» es anterior a la del acto que la precede. Compruébela."
    ),
    "balance_mismatch": (
        "El saldo escrito («{valor}») no es el capital menos los abonos."
    ),
    "payments_exceed": "Los abonos («{valor}») son mayores que el capital.",
}


def motivo(codigo: str, valor: str) -> str:
    """Return the Spanish sentence for an English code and the cell's text."""
    return _MOTIVOS[codigo].format(valor=valor)


def mostrar(valor: object) -> str:
    """Return what a cell holds as a person would recognise it."""
    if isinstance(valor, str):
        return str(valor)[:MAX_VALOR]
    return leer_texto(valor) or ""
