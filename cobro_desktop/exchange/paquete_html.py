"""The pages of a package that open offline: its index and one for each case."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESTILO: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #bbb;padding:.35rem .6rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#eef1f6}"
    "caption{text-align:left;font-weight:600;padding:.4rem 0}"
    "code{font-size:.8em}"
)


class Enlace(NamedTuple):
    """A text that opens a file of the package."""

    texto: str
    ruta: str


class Tabla(NamedTuple):
    """Rows under their headings."""

    titulo: str
    columnas: Sequence[str]
    filas: Iterable[Sequence[str | Enlace]]


def pagina(titulo: str, parrafos: Sequence[str], tablas: Sequence[Tabla]) -> bytes:
    """Write a page that needs nothing from outside."""
    body = "".join(f"<p>{escape(text)}</p>" for text in parrafos)
    body += "".join(map(_tabla, tablas))
    head = f'<meta charset="utf-8"><title>{escape(titulo)}</title>'
    policy = (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="es-CO"><head>{head}{policy}'
        f"<style>{_ESTILO}</style></head><body><h1>{escape(titulo)}</h1>"
        f"{body}</body></html>\n"
    )
    return page.encode()


def _tabla(tabla: Tabla) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in tabla.columnas)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_celda(cell)}</td>' for cell in row)}</tr>"
        for row in tabla.filas
    )
    return (
        f"<table><caption>{escape(tabla.titulo)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _celda(cell: str | Enlace) -> str:
    if isinstance(cell, Enlace):
        return f'<a href="{quote(cell.ruta)}">{escape(cell.texto)}</a>'
    return escape(cell)
