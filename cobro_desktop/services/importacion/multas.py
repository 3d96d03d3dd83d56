"""Notices of an import about fines whose amount is not that of their kind (RULES 6).

The row is accepted all the same: the amount is what the título says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.comprobacion_multa import (
    Verdicto,
    comprobar_ley1801,
    fecha_del_hecho,
    leer_tipo_multa,
)
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.formats import pesos
from cobro_desktop.services.conceptos import concepto_de, load_conceptos
from cobro_desktop.services.importacion.filas import titulos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.importacion.filas import FilaTitulo
    from cobro_desktop.services.workspace import Workspace

CODIGO: Final = "fine_mismatch"
FORMATOS: Final = ("titulos", "cartera")
_RASGO: Final = "es_multa_policia"
_HACEN_FALTA: Final = frozenset({"capital", "multa_tipo", "fecha_comparendo"})
"""Without the kind or the day of the comparendo nothing is compared."""


def avisos_de_multas(
    resumen: ResumenLectura, procedimiento: Procedimiento, workspace: Workspace
) -> Iterator[ErrorDeCelda]:
    """Yield a notice for each accepted fine of Ley 1801 that is not of its kind."""
    columns = {c.campo: c for c in resumen.columnas if c.campo}
    if resumen.formato not in FORMATOS or not columns.keys() >= _HACEN_FALTA:
        return
    capital = columns["capital"]
    conceptos = load_conceptos(procedimiento.sigla, workspace.recursos)
    referencia = workspace.referencia
    for filas in titulos(resumen):
        for fila in filas:
            named = concepto_de(conceptos, procedimiento.codigo, fila.concepto or "")
            if _RASGO in named.rasgos and (text := _mismatch(fila, referencia)):
                yield ErrorDeCelda(
                    hoja=resumen.hoja,
                    celda=f"{capital.letra}{fila.fila}",
                    fila=fila.fila,
                    columna=capital.titulo,
                    valor=pesos(fila.capital),
                    motivo=text,
                    codigo=CODIGO,
                )


def _mismatch(fila: FilaTitulo, referencia: Referencia) -> str:
    facts = fila.facts()
    day, kind = fecha_del_hecho(facts), leer_tipo_multa(str(facts.get("multa_tipo")))
    if day is None or kind is None or day.year not in referencia.smlmv:
        return ""
    found = comprobar_ley1801(fila.capital, kind, day, referencia)
    if found.verdicto is not Verdicto.NO_CORRESPONDE:
        return ""
    return " ".join((found.texto, *found.notas))
