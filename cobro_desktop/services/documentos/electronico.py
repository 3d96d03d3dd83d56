"""What the sheet of control and the index print of the electronic file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.documents.contextos.electronico import PiezaImpresa
from cobro_desktop.exchange.paginas import CIFRADO, DANADO
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga
from cobro_desktop.services.electronico.piezas import HOJA, INDICE, cortes_de, piezas_de
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.services.electronico.piezas import Pieza

_KIB = 1024
SIN_FOLIAR: Final = "Sin foliar"
AVISOS: Mapping[str, str] = {
    DANADO: "El archivo llegó dañado o incompleto.",
    CIFRADO: "El archivo está cerrado con contraseña.",
}
"""What is told of a piece that cannot be read whole."""


def datos_de_la_hoja(lectura: Lectura) -> dict[str, Any]:
    """Return what heads the file and each document that it holds."""
    person = lectura.caso.expediente.responsable_id
    row = lectura.session.get(UsuarioRow, person) if person else None
    caso = lectura.caso
    told = [
        f"Procedimiento: {caso.procedimiento.nombre}",
        f"Apertura: {fecha_larga(caso.expediente.recibido)}",
    ]
    if row:
        told.append(f"Responsable: {row.nombre}")
    return _comunes(lectura) | {"datos_hoja": tuple(told)}


def datos_del_indice(lectura: Lectura) -> dict[str, Any]:
    """Return the index with the closing that it has, if any."""
    cortes = cortes_de(lectura.session, lectura.caso.expediente.id)
    if not cortes:
        return _comunes(lectura) | {"sin_cierre": True}
    last = cortes[-1]
    after = sum(not pieza.corte for pieza in piezas(lectura))
    return _comunes(lectura) | {
        "corte": f"corte {last.orden}, del {fecha_larga(last.fecha)}",
        "huella": last.huella,
        "abiertas": cantidad(after, "documento") if after else "",
    }


def paginas_en(pieza: Pieza) -> str:
    """Write where a document stands in the file: `4`, `1 – 3`, `Sin foliar`."""
    if pieza.folios is None:
        return SIN_FOLIAR
    inicio, fin = pieza.folios
    return str(inicio) if inicio == fin else f"{inicio} – {fin}"


def piezas(lectura: Lectura) -> list[Pieza]:
    """Return the documents of the electronic file of a case, in their order."""
    return piezas_de(lectura.session, lectura.workspace, lectura.caso.expediente.id)


def tamano(octetos: int) -> str:
    """Write a size as people read it: `35 KB`, `2,4 MB`."""
    kib = octetos / _KIB
    if kib < _KIB:
        return f"{max(1, round(kib))} KB"
    return f"{kib / _KIB:.1f} MB".replace(".", ",")


def _comunes(lectura: Lectura) -> dict[str, Any]:
    found = piezas(lectura)
    return {
        "piezas": tuple(map(_impresa, found)),
        "cuantas": cantidad(len(found), "documento"),
        "folios": cantidad(sum(p.paginas or 0 for p in found), "folio"),
        "vacio": not found,
        "sin_contar": ", ".join(p.nombre for p in found if p.paginas is None),
    }


def _impresa(pieza: Pieza) -> PiezaImpresa:
    number = f" n.º {pieza.numero}" if pieza.numero else ""
    folios = pieza.folios
    return PiezaImpresa(
        orden=str(pieza.orden),
        nombre=f"{pieza.nombre}{number}",
        tipologia=pieza.tipologia,
        fecha=fecha_corta(pieza.fecha),
        incorporada=fecha_corta(pieza.incorporada),
        folios=f"{folios.inicio} – {folios.fin}" if folios else SIN_FOLIAR,
        paginas=str(pieza.paginas) if pieza.paginas else "Sin contar",
        archivo=(
            f"{pieza.formato.upper()}, {tamano(pieza.tamano)}, "
            f"{pieza.origen.nombre.lower()}"
        ),
        huella=pieza.sha256,
        observacion=AVISOS.get(pieza.aviso, ""),
    )


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    HOJA: datos_de_la_hoja,
    INDICE: datos_del_indice,
}
"""What the kinds of this family know besides what every one does."""
