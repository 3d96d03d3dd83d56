"""Locked columns of our workbooks that somebody wrote over: never taken, always told.

A sheet may be unprotected, pasted over, or opened where nothing is locked. The hidden
seal of each row says what its locked cells held when it left (`exchange.sello`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.paquete import Tipo
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.exchange.salida import leer_protegidas
from cobro_desktop.exchange.sello import TITULO
from cobro_desktop.services.cuadro_deudores import CuadroDeudores, valores_por_titulo
from cobro_desktop.services.importacion.existentes import Cambio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.exchange.sello import Protegida
    from cobro_desktop.services.importacion.regreso import Conocida
    from cobro_desktop.services.workspace import Workspace

DONDE: Final[Mapping[str, str]] = {
    "entidad": "la entidad es la del procedimiento del expediente",
    "exigible": "sale de la ejecutoria y de su concepto",
    "etapa": "cambia al cerrar la actividad del expediente",
    "actividad": "cambia al cerrarla en el expediente",
    "estado": "cambia con el trámite: cerrar la actividad, suspender, reabrir",
    "vence": "sale de los términos abiertos del expediente",
    "fecha_segura": "se calcula con la ejecutoria y los actos del expediente",
    "responsable": "se cambia con «Asignar»",
    "numero": "el número lo da el programa y no cambia",
}
"""Where in the program a column of the cuadro is changed, or why it is not."""
_CAMPOS: Final = {"titulo": "titulo_numero", "notificado": "notificacion"}
"""Columns of the cuadro that are read as a field of another name."""
_ASIENTO: Final = (
    "«{columna}» es una columna protegida de la lista que salió de aquí, y en esta "
    "fila decía {salio}. "
)
_NO_SE_TOMA: Final = (
    "Lo que se escribió encima no se toma: si es lo correcto, cámbielo en el programa."
)
_SE_LEYO: Final = (
    "Se leyó lo que dice ahora: compruebe que la fila hable de quien usted cree."
)
_DE_OTRA: Final = (
    "Las columnas protegidas {columnas} no dicen lo que decían al salir de aquí: se "
    "escribió encima, o la hoja se ordenó sin sus columnas ocultas. Compruebe de quién "
    "habla la fila antes de traerla."
)
MUCHAS: Final = 4
"""Locked cells of a row that, altered together, are told as one."""


class ColumnasProtegidas:
    """What came back written over the locked columns of a cuadro de deudores."""

    def __init__(self, workspace: Workspace, resumen: ResumenLectura) -> None:
        self._workspace = workspace
        self._resumen = resumen
        self._cuadros: dict[str, CuadroDeudores] = {}

    @property
    def redondea(self) -> bool:
        """Whether the file keeps amounts as they were seen, without centavos."""
        return self._resumen.tipo == Tipo.TEXTO

    @cached_property
    def campos(self) -> frozenset[str]:
        """Fields to compare: each read from its own column, if that is one of ours.

        Where a column of ours was deleted, another may have been taken for its field.
        """
        found = set()
        for column in self._resumen.columnas:
            ours = self._titulos.get(plegar(column.titulo), column.campo)
            if column.campo and _CAMPOS.get(ours or "", ours) == column.campo:
                found.add(column.campo)
        return frozenset(found)

    def cambios(
        self, session: Session, fila: int, conocida: Conocida
    ) -> Iterator[Cambio]:
        """Yield the locked cells of a row that say neither what left nor what is.

        Where the hidden columns are another row's, nothing is known of its cells.
        """
        if fila not in self._por_fila or conocida.ajena:
            return
        renglon = conocida.renglon
        cuadro = self._cuadro(session, renglon.sigla)
        for cell in self._por_fila[fila]:
            valor = self._titulos.get(plegar(cell.columna))
            ours = cuadro.decir(renglon, valor) if valor else cell.salio
            if not valor or ours == cell.valor:
                continue
            yield Cambio(
                cell.columna,
                ours,
                cell.valor,
                protegido=True,
                base=None if ours == cell.salio else cell.salio,
                celda=cell.celda,
                donde=DONDE.get(valor, ""),
            )

    def _cuadro(self, session: Session, sigla: str) -> CuadroDeudores:
        """Return the cuadro of an institution, made once; of what day, no cell says."""
        if sigla not in self._cuadros:
            self._cuadros[sigla] = CuadroDeudores(
                session, self._workspace, (), (sigla,), dt.date.min
            )
        return self._cuadros[sigla]

    @cached_property
    def _titulos(self) -> Mapping[str, str]:
        return valores_por_titulo()

    @cached_property
    def _por_fila(self) -> Mapping[int, Sequence[Protegida]]:
        if not _sellado(self._resumen):
            return {}
        found: dict[int, list[Protegida]] = defaultdict(list)
        for cell in leer_protegidas(self._resumen):
            found[cell.fila].append(cell)
        return found


def avisos_de_protegidas(resumen: ResumenLectura) -> Iterator[ErrorDeCelda]:
    """Tell of each locked cell of another list of ours that was written over."""
    if not _sellado(resumen):
        return
    for _, row in groupby(leer_protegidas(resumen), key=attrgetter("fila")):
        cells = list(row)
        if len(cells) < MUCHAS:
            yield from (_aviso(resumen, cell, _motivo(cell)) for cell in cells)
        else:
            names = ", ".join(f"«{cell.columna}»" for cell in cells)
            yield _aviso(resumen, cells[0], _DE_OTRA.format(columnas=names))


def _motivo(cell: Protegida) -> str:
    said = f"«{cell.salio}»" if cell.salio else "otra cosa"
    told = _ASIENTO.format(columna=cell.columna, salio=said)
    return told + (_SE_LEYO if cell.campo else _NO_SE_TOMA)


def _aviso(resumen: ResumenLectura, cell: Protegida, motivo: str) -> ErrorDeCelda:
    return ErrorDeCelda(
        resumen.hoja,
        cell.celda,
        cell.fila,
        cell.columna,
        cell.valor,
        motivo,
        Codigo.LOCKED_COLUMN,
    )


def _sellado(resumen: ResumenLectura) -> bool:
    """Tell a workbook that left from here; no other file costs a reading."""
    wanted = plegar(TITULO)
    return any(plegar(column.titulo) == wanted for column in resumen.columnas)
