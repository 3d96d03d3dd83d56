"""Lends the doctor of templates what it needs of an institution."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any, get_type_hints

from cobro_desktop.documents.contextos.comun import Emisor
from cobro_desktop.documents.diferencias_texto import comparar
from cobro_desktop.documents.doctor.ensayo import contextos, palabras
from cobro_desktop.documents.doctor.examen import Examen, Pedido, examinar
from cobro_desktop.documents.generar import Generador
from cobro_desktop.documents.plantillas import Plantilla
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from cobro_desktop.domain.errors import NotAllowedError, UserError
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.documentos.generador import (
    clausulas_de,
    generador_de,
    ruta_de,
)
from cobro_desktop.services.entidades import emisor

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.documents.diferencias_texto import Renglon
    from cobro_desktop.services.workspace import Workspace

_WORD = (Formato.DOCX, Formato.DOCX_XLSX)


def exigir_word(tipo: str) -> None:
    """Refuse a kind whose template is not a Word document.

    Raises:
        NotFoundError: the catalogue does not have that kind.
        NotAllowedError: the program does not write it, or writes it as a PDF.
    """
    kind = tipo_documento(tipo)
    if tipo not in TODOS:
        message = f"El programa no escribe «{kind.nombre}»: no admite plantilla."
        raise NotAllowedError(message)
    if kind.formato not in _WORD:
        message = (
            f"«{kind.nombre}» sale en PDF: su texto no se cambia con una plantilla de "
            "Word, sino en la página Cláusulas."
        )
        raise NotAllowedError(message)


def examinar_archivo(
    session: Session,
    workspace: Workspace,
    *,
    contenido: bytes,
    nombre: str,
    tipo: str,
    sigla: str,
) -> Examen:
    """Examine a file as the template of a kind of document.

    Raises:
        NotAllowedError: the kind has no Word template.
        UnreadableFileError: it is no Word document.
        PlantillaPeligrosaError: it brings what a template may not.
    """
    exigir_word(tipo)
    renderer = Generador(
        workspace.plantillas,
        clausulas_de(session, sigla),
        {ruta_de(tipo, sigla): Plantilla(nombre, contenido)},
    )
    issuer = _emisor(session, workspace, tipo, sigla)
    return examinar(Pedido(contenido, nombre, tipo, sigla, issuer, renderer))


def comparar_con_vigente(
    session: Session,
    workspace: Workspace,
    contenido: bytes,
    *,
    tipo: str,
    sigla: str,
    fecha: dt.date,
) -> list[Renglon]:
    """Compare what a template says with what the one in force says of the same case.

    Nothing where either cannot be filled.
    """
    issuer = _emisor(session, workspace, tipo, sigla)
    # As a draft: the code of a numbered one changes with its template.
    case = replace(next(iter(contextos(tipo, issuer)))[1], borrador=True, numero="")
    own = Plantilla(ruta_de(tipo, sigla), contenido)
    new = Generador(
        workspace.plantillas, clausulas_de(session, sigla), {own.nombre: own}
    )
    try:
        current = generador_de(session, workspace, sigla, fecha)
        before = current.vista_previa(tipo, sigla, case)
        after = new.vista_previa(tipo, sigla, case)
    except UserError:
        return []
    return comparar(palabras(before), palabras(after))


def _emisor(session: Session, workspace: Workspace, tipo: str, sigla: str) -> Emisor:
    """Return the institution, with a mark in each mandatory datum it still lacks."""
    found = emisor(workspace.perfil(sigla), tipo, datos=datos_de(session, sigla))
    hints = get_type_hints(Emisor, include_extras=True)
    asked = {"medio_pago", "reglamento_cartera", "oficina_facilidades", "delegacion"}
    marks: dict[str, Any] = {
        field.name: f"«{hints[field.name].__metadata__[0]}»"
        for field in fields(Emisor)
        if (field.default is MISSING or field.name in asked)
        and not getattr(found, field.name)
        and field.name != "membrete"
    }
    return replace(found, **marks)
