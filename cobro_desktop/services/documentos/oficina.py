"""Documents of the office, which belong to no case: actas, reports, memoranda."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from cobro_desktop.documents.registro import DE_OFICINA
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.services.documentos.escrito import rellenar
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.documentos.preparacion import firma_de, printed_number
from cobro_desktop.services.documentos.propios_oficina import (
    LecturaOficina,
    propio_de_oficina,
)
from cobro_desktop.services.documentos.vida import guardar_version
from cobro_desktop.services.entidades import emisor
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import DocumentoRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.entidades import PerfilEntidad
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CrearDocumentoOficina:
    """Draft a document of an institution's office."""

    sigla: str
    tipo: str
    datos: Mapping[str, str] = field(default_factory=dict)
    """What the person typed, by field of the document; a list has an item per line."""
    fecha: dt.date | None = None
    """Date of the document; today if not told."""
    actividad: str = ""
    """The activity of the portfolio that writes it, where one does."""


def crear_documento_oficina(
    command: CrearDocumentoOficina, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Render a draft and keep its first version; no case records it.

    Raises:
        MissingFieldsError: mandatory data are missing; lists them.
        NotFoundError: no such institution, or a kind that is not of the office.
        NotAllowedError: the institution does not write that kind.
    """
    with transaction(workspace, contexto, "crear_documento_oficina") as tx:
        row = proyectar(tx, command)
        texto = f"{command.sigla}: se proyectó «{row.nombre}»."
        tx.tell(texto)
        tx.touch("documento", row.id)
        datos: dict[str, object] = {"documento": row.id, "faltantes": []}
    return Changes(resumen=texto, datos=datos)


def proyectar(
    tx: Transaction,
    command: CrearDocumentoOficina,
    unir: Callable[[DocumentoRow], None] | None = None,
) -> DocumentoRow:
    """Render and file a draft inside an open transaction.

    `unir` ties the row to what it is about, which its provider then reads.

    Raises: as `crear_documento_oficina`.
    """
    check_oficina(command.tipo, command.sigla)
    row = DocumentoRow(
        entidad_id=tx.workspace.entidad(tx.session, command.sigla).id,
        expediente_id=None,
        tipo=command.tipo,
        nombre=tipo_documento(command.tipo).nombre_en(command.sigla),
        actividad=command.actividad,
        estado=EstadoDocumento.BORRADOR.nombre,
        fecha=command.fecha or tx.contexto.hoy,
        contexto={"datos": dict(command.datos), "impreso": {}},
        formato="",
        elaboro=tx.contexto.usuario,
    )
    tx.session.add(row)
    tx.session.flush()
    if unir is not None:
        unir(row)
    context = preparar_de_oficina(tx.session, tx.workspace, tx.contexto, row)
    renderer = generador_de(tx.session, tx.workspace, command.sigla, row.fecha)
    generated = renderer.render(row.tipo, command.sigla, context)
    row.formato = generated.extension
    row.plantilla = generated.plantilla
    row.plantilla_version = generated.version_plantilla
    row.contexto = row.contexto | {"impreso": asdict(context)}
    tx.session.flush()
    name = asunto_de(tx.session, row).archivo(row, generated.extension)
    guardar_version(tx, row, generated.contenido, name)
    return row


def preparar_de_oficina(
    session: Session,
    workspace: Workspace,
    contexto: Contexto,
    row: DocumentoRow,
    *,
    datos: Mapping[str, str] | None = None,
    firmado: bool = False,
) -> Emitido:
    """Build the context of a document of the office; once numbered, with its number.

    `datos` is what is typed now; by default, what the row keeps.

    Raises:
        NotFoundError: a kind that the program does not write for the office.
        InvalidDataError: a datum that the document does not have.
    """
    sigla = asunto_de(session, row).sigla
    check_oficina(row.tipo, sigla)
    perfil = workspace.perfil(sigla)
    number = printed_number(row) if firmado else ""
    signed = row if firmado else None
    known = {
        "emisor": emisor(perfil, row.tipo, datos=datos_de(session, sigla)),
        "firma": firma_de(
            session, row.tipo, contexto, signed, cargo=_cargo(row.tipo, perfil)
        ),
        "fecha": fecha_larga(row.fecha),
        "fecha_iso": row.fecha.isoformat(),
        "numero": number,
        "borrador": not number,
        **propio_de_oficina(LecturaOficina(session, workspace, sigla, row)),
    }
    typed = row.contexto["datos"] if datos is None else datos
    return rellenar(DE_OFICINA[row.tipo], known, typed)


def check_oficina(tipo: str, sigla: str) -> None:
    """Refuse what is not a document of the office of an institution.

    Raises:
        NotFoundError: the program does not write that kind for an office.
        NotAllowedError: it is one that this institution does not write.
    """
    if tipo not in DE_OFICINA:
        kinds = ", ".join(DE_OFICINA) or "ninguno"
        message = (
            f"«{tipo}» no es un documento de la oficina. Los que hay son: {kinds}."
        )
        raise NotFoundError(message, {"tipos": list(DE_OFICINA)})
    kind = tipo_documento(tipo)
    if not kind.la_elabora(sigla):
        others = ", ".join(sorted(kind.entidades))
        message = f"{sigla} no elabora «{kind.nombre}»: lo elabora {others}."
        raise NotAllowedError(message)


def _cargo(tipo: str, perfil: PerfilEntidad) -> str:
    """Return the post to print where the person who signs has none."""
    if Rol.REP in tipo_documento(tipo).firma:
        return "Representante legal"
    return perfil.firmante_cargo()
