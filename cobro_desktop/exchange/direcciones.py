"""Cell addresses as people read them: `O396`."""

from __future__ import annotations

MAX_FILA = 1_048_576
MAX_COLUMNA = 16_384


def letras(columna: int) -> str:
    """Name a column counted from 0: 0 is `A`, 27 is `AB`."""
    text = ""
    number = columna + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def columna(texto: str) -> int:
    """Return the column from 0 that letters name; `AB` is 27."""
    number = 0
    for letter in texto.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def celda(fila: int, columna: int) -> str:
    """Name a cell by its row from 1 and its column from 0."""
    return f"{letras(columna)}{fila}"
