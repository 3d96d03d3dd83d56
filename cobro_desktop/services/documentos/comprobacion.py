"""Checks a printed code or a file against what the base keeps; needs no server."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.documents.campos import codigo_de
from cobro_desktop.domain.ciclo_documento import PALABRAS
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError, UserError
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.asunto import asunto_de
from cobro_desktop.services.documentos.preparacion import printed_number
from cobro_desktop.services.documentos.versiones import texto_de_contenido
from cobro_desktop.services.documentos.vida import ANEXO
from cobro_desktop.services.traslado.identidad import ORIGEN_DE_DOCUMENTO, ajeno_de
from cobro_desktop.storage.rows import DocumentoRow, DocumentoVersionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.services.workspace import Workspace

_CODIGO: Final = re.compile(
    r"\b([0-9A-F]{4})[- ]?([0-9A-F]{4})[- ]?([0-9A-F]{4})[- ]?([0-9A-F]{4})\b"
)


_CAMBIADO: Final = (
    "El archivo no es el que se aprobó: lleva su código, pero cambió algo. Compárelo "
    "con el original, que está en el expediente."
)


class Hallado(NamedTuple):
    """A document of the base that answers to a code or to a file."""

    documento_id: int
    expediente: str
    nombre: str
    numero: str
    fecha: str
    estado: str
    codigo: str
    huella: str
    """Of the approved version."""
    contenido_coincide: bool
    """The data that the base keeps give the code again."""
    archivo_coincide: bool | None
    """The file is the approved one, byte for byte; empty where no file was given."""
    advertencias: tuple[str, ...]
    emitio: str = ""
    """Which office issued it, where it came in a package; empty for one of ours."""


def comprobar_codigo(texto: str, workspace: Workspace) -> Hallado:
    """Find the document of a printed code, or of what its QR says.

    Raises:
        InvalidDataError: it is no code.
        NotFoundError: no document of this base has it.
    """
    codigo = _leer_codigo(texto)
    if not codigo:
        message = (
            "Eso no es un código de verificación: son cuatro grupos de cuatro letras o "
            "números, como 1A2B-3C4D-5E6F-7081, o el texto completo del QR."
        )
        raise InvalidDataError(message)
    with workspace.base.read() as session:
        row = _por_codigo(session, codigo)
        if row is None:
            message = (
                f"Ningún documento de esta base tiene el código {codigo}. No se puede "
                "dar por auténtico."
            )
            raise NotFoundError(message, {"codigo": codigo})
        said = list(_del_qr(texto, session, row))
        return _hallado(session, workspace, row, None, said)


def comprobar_archivo(content: bytes, workspace: Workspace) -> Hallado:
    """Find the document of a file and say whether it is the one that was approved.

    Raises:
        NotFoundError: neither its bytes nor its code are of a document of this base.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with workspace.base.read() as session:
        found = session.scalars(
            select(DocumentoRow)
            .join(
                DocumentoVersionRow, DocumentoVersionRow.documento_id == DocumentoRow.id
            )
            .where(DocumentoVersionRow.sha256 == sha256, DocumentoRow.estado != ANEXO)
        ).first()
        row = found or _por_texto(session, content)
        if row is None:
            message = (
                "El archivo no es de esta base: ni su contenido ni su código de "
                "verificación aparecen en ella. No se puede dar por auténtico."
            )
            raise NotFoundError(message, {"sha256": sha256})
        same = sha256 == row.contexto.get("aprobada")
        said = []
        if not same and found is not None:
            said = ["El archivo es una versión anterior, no la que se aprobó."]
        elif not same:
            said = [_CAMBIADO]
        return _hallado(session, workspace, row, same, said)


def _hallado(
    session: Session,
    workspace: Workspace,
    row: DocumentoRow,
    same: bool | None,  # noqa: FBT001 -- three answers, not a switch
    said: list[str],
) -> Hallado:
    state = estado_documento(row.estado)
    codigo = str(row.contexto.get("codigo", ""))
    printed, version = row.contexto.get("impreso") or {}, row.plantilla_version
    agrees = bool(codigo and printed)
    agrees = agrees and codigo_de(row.tipo, printed, version) == codigo
    approved = str(row.contexto.get("aprobada", ""))
    if not codigo:
        said.append("Es un proyecto sin numerar: no produce efectos.")
    elif not agrees:
        said.append("Los datos que guarda la base ya no dan el código impreso.")
    if state is EstadoDocumento.ANULADO:
        said.append(f"Está anulado: {row.motivo_anulacion}.")
    if approved:
        try:
            workspace.contenido.leer(session, approved)
        except UserError as error:
            said.append(error.mensaje)
    return Hallado(
        row.id,
        asunto_de(session, row).numero,
        row.nombre,
        _numero(session, row),
        fecha_larga(row.fecha),
        PALABRAS[state],
        codigo,
        approved,
        agrees,
        same,
        tuple(said),
        _emisor(session, row),
    )


def _numero(session: Session, row: DocumentoRow) -> str:
    """Return the number that it prints, also the one that here is of another."""
    elsewhere = ajeno_de(session, "documento", row.id)
    if row.numero is None and elsewhere.get("numero"):
        return f"{int(elsewhere['numero']):06d} de {elsewhere['anio']}"
    return printed_number(row)


def _emisor(session: Session, row: DocumentoRow) -> str:
    """Say who issued what came in a package."""
    origin = ajeno_de(session, "documento", row.id).get(ORIGEN_DE_DOCUMENTO)
    if not origin:
        return ""
    signer = dict(dict(row.contexto.get("impreso") or {}).get("firma") or {})
    name = str(signer.get("nombre") or "")
    told = f" y lo firma {name}, {signer.get('cargo')}" if name else ""
    key = f", firmado con la clave {origin['huella']}" if origin["huella"] else ""
    day = fecha_larga(dt.date.fromisoformat(origin["fecha"]))
    return (
        f"Lo emitió otra oficina{told}. Llegó el {day} en el paquete "
        f"«{origin['archivo']}», de {origin['autor']} ({origin['entidad']}){key}."
    )


def _leer_codigo(texto: str) -> str:
    tail = texto.upper().strip().rpartition("/")[2]
    found = _CODIGO.search(tail)
    return "-".join(found.groups()) if found else ""


def _por_codigo(session: Session, codigo: str) -> DocumentoRow | None:
    return session.scalars(
        select(DocumentoRow).where(
            DocumentoRow.contexto["codigo"].as_string() == codigo
        )
    ).first()


def _por_texto(session: Session, content: bytes) -> DocumentoRow | None:
    """Find the document whose code a file prints."""
    try:
        text = " ".join(texto_de_contenido(content)).upper()
    except UserError:
        return None
    codes = ["-".join(found.groups()) for found in _CODIGO.finditer(text)]
    rows = (_por_codigo(session, code) for code in dict.fromkeys(codes))
    return next((row for row in rows if row is not None), None)


def _del_qr(texto: str, session: Session, row: DocumentoRow) -> Iterator[str]:
    """Say what else the QR states and the base does not."""
    parts = texto.strip().upper().split("/")
    if len(parts) < 5:
        return
    sigla = asunto_de(session, row).sigla
    said = (sigla, row.tipo, _numero(session, row), row.fecha.isoformat())
    names = ("la entidad", "el tipo de documento", "el número", "la fecha")
    head = [parts[0], parts[1], "/".join(parts[2:-2]), parts[-2]]
    for name, mine, written in zip(names, said, head, strict=True):
        if mine.upper() != written:
            yield f"El QR dice otra cosa en {name}: {written}."
