"""How the electronic file says what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_ui.electronico.ports import FileView

PAGES = 6
"""The column of the pages, where a number can be typed."""
_KIB = 1024
_UNCOUNTED = Mark("Sin contar", Icon.WARNING, Tone.WARN, "Escriba cuántas páginas son.")
_OPEN = Mark("Sin cerrar", Icon.PENDING, Tone.NEUTRAL)
_ODD = {
    "danado": Mark(
        "Dañado", Icon.ERROR, Tone.DANGER, "El archivo llegó dañado o incompleto."
    ),
    "cifrado": Mark(
        "Con contraseña", Icon.WARNING, Tone.WARN, "El archivo pide contraseña."
    ),
}


def state_of(piece: Pieza, cut: int) -> Mark:
    """Say whether a piece may still move, and what is wrong with it.

    `cut` is the closing of the index that comes next.
    """
    if piece.corte:
        detail = f"{_ODD[piece.aviso].detail} " if piece.aviso else ""
        detail += "El índice que la lista está cerrado: no se mueve ni se corrige."
        return Mark(f"Corte {piece.corte}, cerrado", Icon.OK, Tone.MUTED, detail)
    if piece.aviso in _ODD:
        return _ODD[piece.aviso]
    return _OPEN if cut == 1 else _OPEN._replace(word=f"Corte {cut}, abierto")


def size_of(octets: int) -> str:
    """Write a size as people read it: `35 KB`, `2,4 MB`."""
    kib = octets / _KIB
    if kib < _KIB:
        return f"{miles(max(1, round(kib)))} KB"
    return f"{kib / _KIB:.1f} MB".replace(".", ",")


def totals_of(view: FileView) -> str:
    """Count what the file holds; say nothing of an empty one."""
    if not view.piezas:
        return ""
    count = cantidad(len(view.piezas), "documento")
    pages = cantidad(sum(p.paginas or 0 for p in view.piezas), "folio")
    size = size_of(sum(p.tamano for p in view.piezas))
    return f"{count} · {pages} · {size}"


def closings_of(view: FileView) -> str:
    """Say up to where the index is closed, and what came after."""
    if not view.piezas:
        return ""
    if not view.cortes:
        return "El índice no se ha cerrado: el orden todavía se puede cambiar."
    last = view.cortes[-1]
    text = (
        f"Corte {last.orden} del índice: cerrado el {fecha_larga(last.fecha)}, hasta "
        f"el folio {miles(last.folios)}. Huella {last.huella[:16]}…"
    )
    after = sum(not piece.corte for piece in view.piezas)
    if after:
        came = "llegó" if after == 1 else "llegaron"
        count = cantidad(after, "documento")
        text += f" Después {came} {count}, para el corte {last.orden + 1}."
    return text


def lacks_of(view: FileView) -> str:
    """Say which pages nobody counted; nothing when they all are."""
    without = [piece for piece in view.piezas if piece.paginas is None]
    if not without:
        return ""
    where = f"las páginas de {cantidad(len(without), 'documento')}"
    return (
        f"Falta escribir {where}: elija uno, escriba el número y pulse Intro. Los "
        "folios se detienen en el primero sin contar."
    )


def _folios(piece: Pieza) -> str:
    if piece.folios is None:
        return "Sin foliar"
    first, last = piece.folios
    return miles(first) if first == last else f"{miles(first)} – {miles(last)}"


def _pages(piece: Pieza) -> str:
    return _UNCOUNTED.word if piece.paginas is None else miles(piece.paginas)


def _tip(piece: Pieza) -> str:
    number = f" n.º {piece.numero}" if piece.numero else ""
    return f"{piece.nombre}{number}\n{piece.tipologia}\nSHA-256 {piece.sha256}"


def fields(cut: Callable[[], int]) -> Sequence[Field[Pieza]]:
    """Return the columns; `cut` tells which closing comes next."""

    def state(piece: Pieza) -> Mark:
        return state_of(piece, cut())

    return (
        Field("Folios", _folios, 86, figure=True),
        Field("Documento", lambda p: p.nombre, 262, tip=_tip),
        Field("Tipo", lambda p: p.tipologia, 140),
        Field("Fecha", lambda p: fecha_corta(p.fecha), 95),
        Field("Incorporado", lambda p: fecha_corta(p.incorporada), 95),
        Field("Origen", lambda p: p.origen.nombre, 96),
        Field("Páginas", _pages, 112, figure=True, mark=_uncounted),
        Field("Tamaño", _size, 74, figure=True, tip=_size_tip),
        Field("Estado", lambda p: state(p).word, 150, mark=state),
    )


def _uncounted(piece: Pieza) -> Mark | None:
    return _UNCOUNTED if piece.paginas is None else None


def _size(piece: Pieza) -> str:
    return size_of(piece.tamano)


def _size_tip(piece: Pieza) -> str:
    return f"{piece.formato.upper()}, {miles(piece.tamano)} bytes"
