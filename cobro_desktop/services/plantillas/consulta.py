"""Which templates an institution has, which rules and with which each act was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.documents.campos_plantilla import campos_de
from cobro_desktop.documents.doctor.hallazgos import Hallazgo, Peso
from cobro_desktop.documents.plantillas import find_template
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.documentos.generador import nombre_de, plantillas_del_dia
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_desktop.services.plantillas.examen import exigir_word
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import DocumentoRow, EntidadRow, PlantillaRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.campos_plantilla import CampoPlantilla
    from cobro_desktop.services.workspace import Workspace


class Plantilla(NamedTuple):
    """A template of an institution, as people look at it."""

    id: int | None
    """Empty for the one that ships with the program."""
    tipo: str
    nombre: str
    """Of the kind of document."""
    version: str
    """`Versión 2`, or `Del programa`."""
    archivo: str
    estado: EstadoPlantilla
    vigente: bool
    """It is what a document of that day is written with."""
    desde: dt.date | None
    hasta: dt.date | None
    nota: str
    importada_por: str
    validada_por: str
    activada_por: str
    derogada_por: str
    motivo_derogacion: str
    hallazgos: tuple[Hallazgo, ...]
    documentos: int
    """Documents that were made with it, whatever became of them."""


def listar_plantillas(
    workspace: Workspace, sigla: str, fecha: dt.date
) -> list[Plantilla]:
    """Return every Word template of an institution, by kind, the newest first.

    Raises:
        NotFoundError: no such institution.
    """
    workspace.perfil(sigla)
    with workspace.base.read() as session:
        ruling = {row.tipo: row.id for row in plantillas_del_dia(session, sigla, fecha)}
        rows = session.scalars(
            select(PlantillaRow)
            .join(EntidadRow, EntidadRow.id == PlantillaRow.entidad_id)
            .where(EntidadRow.sigla == sigla.upper())
            .order_by(PlantillaRow.orden.desc())
        ).all()
        counts = _documentos(session, sigla)
        found = []
        for tipo in tipos_word(sigla):
            own = [row for row in rows if row.tipo == tipo]
            found += [
                _vista(row, sigla, fecha, counts)._replace(
                    vigente=ruling.get(tipo) == row.id
                )
                for row in own
            ]
            shipped = _del_programa(workspace, tipo, sigla, counts)
            if shipped is not None:
                found.append(shipped._replace(vigente=tipo not in ruling))
        return found


def tipos_word(sigla: str) -> list[str]:
    """Return the kinds of an institution that are written in Word, by their names."""
    kinds = [tipo_documento(tipo) for tipo in TODOS]
    able = [
        k
        for k in kinds
        if k.la_elabora(sigla.upper())
        and k.formato in {Formato.DOCX, Formato.DOCX_XLSX}
    ]
    return [k.id for k in sorted(able, key=lambda k: k.nombre_en(sigla))]


def exportar_plantilla(
    workspace: Workspace,
    destino: Path,
    *,
    plantilla_id: int | None = None,
    tipo: str = "",
    sigla: str = "",
) -> Path:
    """Write a template to a file, to edit it in Word: an office's, or the shipped one.

    Raises:
        NotFoundError: there is no such template.
        NotAllowedError: the kind has no Word template.
        StorageError: it cannot be written.
    """
    if plantilla_id is None:
        exigir_word(tipo)
        found = find_template("autos", f"{tipo}.docx", sigla, root=workspace.plantillas)
        content = found.contenido
    else:
        content = leer_plantilla(workspace, plantilla_id)
    escribir_atomico(destino, content)
    return destino


def leer_plantilla(workspace: Workspace, plantilla_id: int) -> bytes:
    """Return the bytes of a template of the office.

    Raises:
        NotFoundError: there is no such template.
    """
    with workspace.base.read() as session:
        row = session.get(PlantillaRow, plantilla_id)
        if row is None:
            message = f"No existe la plantilla {plantilla_id}."
            raise NotFoundError(message)
        return workspace.contenido.leer(session, row.sha256)


def campos(tipo: str) -> tuple[CampoPlantilla, ...]:
    """Return the fields that a template of a kind may print.

    Raises:
        NotFoundError: the program does not write that kind.
    """
    return campos_de(tipo)


def _vista(
    row: PlantillaRow, sigla: str, fecha: dt.date, counts: Mapping[str, int]
) -> Plantilla:
    state = EstadoPlantilla(row.estado)
    if state is EstadoPlantilla.DEROGADA and row.hasta and row.hasta >= fecha:
        state = EstadoPlantilla.VIGENTE
    found = row.examen.get("hallazgos", [])
    return Plantilla(
        id=row.id,
        tipo=row.tipo,
        nombre=tipo_documento(row.tipo).nombre_en(sigla),
        version=f"Versión {row.orden}",
        archivo=row.archivo,
        estado=state,
        vigente=False,
        desde=row.desde,
        hasta=row.hasta,
        nota=row.nota,
        importada_por=row.importada_por,
        validada_por=row.validada_por or "",
        activada_por=row.activada_por or "",
        derogada_por=row.derogada_por or "",
        motivo_derogacion=row.motivo_derogacion,
        hallazgos=tuple(
            Hallazgo(Peso(h["peso"]), h["texto"], h.get("donde", "")) for h in found
        ),
        documentos=counts.get(nombre_de(row.tipo, sigla, row.orden), 0),
    )


def _del_programa(
    workspace: Workspace, tipo: str, sigla: str, counts: Mapping[str, int]
) -> Plantilla | None:
    try:
        found = find_template("autos", f"{tipo}.docx", sigla, root=workspace.plantillas)
    except NotFoundError:
        return None
    return Plantilla(
        id=None,
        tipo=tipo,
        nombre=tipo_documento(tipo).nombre_en(sigla),
        version="Del programa",
        archivo=found.nombre.rpartition("/")[2],
        estado=EstadoPlantilla.VIGENTE,
        vigente=True,
        desde=None,
        hasta=None,
        nota="",
        importada_por="",
        validada_por="",
        activada_por="",
        derogada_por="",
        motivo_derogacion="",
        hallazgos=(),
        documentos=counts.get(found.nombre, 0),
    )


def _documentos(session: Session, sigla: str) -> dict[str, int]:
    counted = session.execute(
        select(DocumentoRow.plantilla, func.count())
        .join(EntidadRow, EntidadRow.id == DocumentoRow.entidad_id)
        .where(EntidadRow.sigla == sigla.upper())
        .group_by(DocumentoRow.plantilla)
    )
    return {name: count for name, count in counted}  # noqa: C416 -- rows, no pairs
