"""`siga`: the numbers that the registry gave to the documents of our list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.exchange.salida import leer_protegidas
from cobro_desktop.services.bulk import insert_rows
from cobro_desktop.services.documentos.firma import RadicarDocumento, radicar_en
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.importacion.casos import Rechazo, entidad_de
from cobro_desktop.services.importacion.filas import FilaSiga, fecha, filas_de
from cobro_desktop.services.importacion.informe import Balance
from cobro_desktop.services.importacion.listados import anotar_sin_llenar
from cobro_desktop.storage.rows import DocumentoRow, ExpedienteRow, LoteCambioRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.filas import Carga, Ensayo
    from cobro_desktop.services.transaction import Transaction

_CLAVE: Final = re.compile(r"D([1-9]\d{0,17})")
_NUMERO: Final = re.compile(r"\d{6} de \d{4}")
DE_LA_OFICINA: Final = "De la oficina"
"""What the list says instead of a case of a document that is of none."""
_SIN_SUS_OCULTAS: Final = (
    "La clave de la fila es de «{}» ({}), y la fila habla de otro documento: parece "
    "que la hoja se ordenó sin sus columnas ocultas. Saque la lista otra vez y llénela "
    "sin separarlas."
)
FIRMADO: Final = EstadoDocumento.FIRMADO.nombre


class Papel(NamedTuple):
    """A document of the base that a row names."""

    id: int
    nombre: str
    estado: str
    fecha: dt.date
    radicado: str
    numero: str
    """As it is printed: `000123 de 2026`; empty if it has none."""
    expediente: str

    @property
    def titulo(self) -> str:
        """Where it is, for who looks for it."""
        return ", ".join(filter(None, (self.expediente, self.numero))) or "sin número"


def clave_de(documento_id: int) -> str:
    """Return the key by which a document of the list is known when it comes back."""
    return f"D{documento_id}"


def rechazar(ensayo: Ensayo) -> list[Rechazo]:
    """Reject unknown documents, and those that cannot take the number."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    filas = list(filas_de(ensayo.resumen, FilaSiga))
    papers = _papeles(ensayo.session, entidad_id, filas)
    rejected = []
    told: dict[str, str | None] = {}
    altered = Counter(cell.fila for cell in leer_protegidas(ensayo.resumen))
    for fila in _llenas(filas):
        key = fila.documento_clave
        paper = papers.get(key)
        why = _why_not(fila, paper, ensayo.hoy)
        if paper and _de_otra_fila(fila, paper, altered[fila.fila]):
            why = _SIN_SUS_OCULTAS.format(paper.nombre, paper.titulo)
        if not why and told.setdefault(key, fila.radicado) != fila.radicado:
            why = f"Otra fila le da a este mismo documento el n.º {told[key]}."
        if why:
            code = Codigo.UNKNOWN_CASE if paper is None else Codigo.NOT_APPLICABLE
            rejected.append(Rechazo(fila.fila, "documento_clave", code, key, why))
    return rejected


def simular(ensayo: Ensayo) -> Balance:
    """Say which documents would get their number."""
    entidad_id = entidad_de(ensayo.session, ensayo.workspace, ensayo.codigo)
    filas = list(filas_de(ensayo.resumen, FilaSiga))
    return _balance(filas, _papeles(ensayo.session, entidad_id, filas))


def aplicar(tx: Transaction, carga: Carga) -> Balance:
    """Write the numbers, as if each document had been taken to the registry by hand."""
    filas = list(filas_de(carga.resumen, FilaSiga))
    papers = _papeles(tx.session, carga.lote.entidad_id, filas)
    balance = _balance(filas, papers)
    filled = _una_vez(_llenas(filas))
    for done, fila in enumerate(filled, start=1):
        carga.progress.report(done, len(filled), "Guardando los radicados")
        paper = papers[fila.documento_clave]
        if paper.radicado:
            continue
        day = fecha(fila.fecha) or tx.contexto.hoy
        assert fila.radicado, "the others were left out"
        command = RadicarDocumento(paper.id, fila.radicado, day)
        balance.expedientes |= radicar_en(tx, command).expedientes
        change = {
            "lote_id": carga.lote.id,
            "tabla": "documento",
            "fila_id": paper.id,
            "campo": "radicado",
            "antes": "",
            "despues": fila.radicado,
        }
        insert_rows(tx.session, LoteCambioRow, [change])
    return balance


def _why_not(fila: FilaSiga, paper: Papel | None, hoy: dt.date) -> str:
    if paper is None:
        return (
            f"«{fila.documento_clave}» no es la clave de ningún documento de esta "
            "entidad. Si es de otra, importe con un procedimiento de ella; si no, use "
            "la lista que sacó «exportar siga»."
        )
    if paper.radicado:
        if paper.radicado == fila.radicado:
            return ""
        return (
            f"«{paper.nombre}» ya está radicado con el n.º {paper.radicado}, y el "
            f"archivo dice {fila.radicado}. No se cambia desde un archivo."
        )
    if paper.estado != FIRMADO:
        return f"«{paper.nombre}» no está firmado: todavía no se puede radicar."
    day = fecha(fila.fecha) or hoy
    if day < paper.fecha:
        return f"El radicado es anterior a la fecha de «{paper.nombre}»."
    return ""


def _de_otra_fila(fila: FilaSiga, paper: Papel, alteradas: int) -> bool:
    """Tell a key left beside another document by a sort that did not take it.

    `alteradas` are the locked cells of the row that say another thing than when the
    list left: one may be put right, several are those of another row.
    """
    case, number = paper.expediente or DE_LA_OFICINA, fila.numero or ""
    other = _NUMERO.fullmatch(number) is not None and number != paper.numero
    return other or alteradas > 1 or (fila.expediente or case) != case


def _llenas(filas: Sequence[FilaSiga]) -> list[FilaSiga]:
    """Return the rows to which the registry gave a number."""
    return [fila for fila in filas if fila.radicado]


def _una_vez(filas: Sequence[FilaSiga]) -> list[FilaSiga]:
    """Leave out the rows that say again what an earlier one says of its document."""
    return list({fila.documento_clave: fila for fila in reversed(filas)}.values())[::-1]


def _balance(filas: Sequence[FilaSiga], papers: dict[str, Papel]) -> Balance:
    balance = Balance()
    filled = _llenas(filas)
    anotar_sin_llenar(balance, len(filas) - len(filled))
    fresh = [f for f in _una_vez(filled) if not papers[f.documento_clave].radicado]
    balance.cuentas["nuevas"] = len(fresh)
    balance.cuentas["iguales"] += len(filled) - len(fresh)
    return balance


def _papeles(
    session: Session, entidad_id: int, filas: Sequence[FilaSiga]
) -> dict[str, Papel]:
    keys = {
        fila.documento_clave: int(found[1])
        for fila in filas
        if (found := _CLAVE.fullmatch(fila.documento_clave.strip()))
    }
    papers: dict[int, Papel] = {}
    row = DocumentoRow
    for wanted in trozos(sorted({*keys.values()})):
        query = (
            select(row, ExpedienteRow.numero)
            .outerjoin(ExpedienteRow, ExpedienteRow.id == row.expediente_id)
            .where(
                row.entidad_id == entidad_id,
                row.id.in_(wanted),
            )
        )
        for paper, case in session.execute(query):
            papers[paper.id] = Papel(
                paper.id,
                paper.nombre,
                paper.estado,
                paper.fecha,
                paper.radicado,
                printed_number(paper),
                case or "",
            )
    return {key: papers[id_] for key, id_ in keys.items() if id_ in papers}
