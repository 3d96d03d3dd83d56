"""Documents and the institution's own data from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cobro_desktop.cli.output import emit, emit_refusal
from cobro_desktop.cli.state import State, state_of
from cobro_desktop.cli.values import fecha, par

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.cli.state import State
    from cobro_desktop.services.documentos.emision import CrearDocumento


_DE_OFICINA = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls"})
"""Names by which a person knows what kind of file it is."""


def register(app: typer.Typer) -> None:
    """Add `documento` and `entidad`."""
    app.command("documento")(documento)
    app.command("entidad")(entidad)


def documento(
    ctx: typer.Context,
    numero: Annotated[str, typer.Argument(help="Número del expediente.")],
    tipo: Annotated[str, typer.Argument(help="Como auto-avoca u oficio-persuasivo.")],
    salida: Annotated[Path, typer.Option(help="Archivo donde se escribe.")],
    campo: Annotated[
        list[str] | None,
        typer.Option("--campo", "--dato", metavar="clave=valor", help="Un dato."),
    ] = None,
    fecha_documento: Annotated[
        dt.date | None,
        typer.Option(
            "--fecha", parser=fecha, metavar="AAAA-MM-DD", help="La que lleva escrita."
        ),
    ] = None,
    emitir: Annotated[
        bool, typer.Option("--emitir", help="Numerarlo y firmarlo.")
    ] = False,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="También en PDF; uno de Word pide LibreOffice."),
    ] = False,
) -> None:
    """Escribe un documento del expediente; queda en él como borrador."""
    from cobro_desktop.documents.campos import MissingFieldsError
    from cobro_desktop.services.documentos.emision import (
        CrearDocumento,
        EmitirDocumento,
        crear_documento,
        emitir_documento,
        exportar_documento,
    )
    from cobro_desktop.services.expedientes import id_de

    state = state_of(ctx)
    command = CrearDocumento(
        expediente_id=id_de(state.workspace, numero),
        tipo=tipo,
        datos=dict(par(text) for text in campo or []),
        fecha=fecha_documento,
    )
    _check_salida(salida, tipo)
    try:
        changes = crear_documento(command, state.workspace, state.contexto)
    except MissingFieldsError as error:
        asked = _por_escribir(command, state)
        refusal = {"archivo": None, "huella": None, "campos": asked}
        emit_refusal(state, refusal | {"faltantes": error.detalle["faltantes"]})
        error.mensaje += _como_se_escriben(asked)
        raise
    number = int(str(changes.datos["documento"]))
    if emitir:
        order = EmitirDocumento(number)
        changes = emitir_documento(order, state.workspace, state.contexto)
    exportar_documento(number, salida, state.workspace)
    datos = changes.datos | {"archivo": str(salida)}
    told = [changes.resumen, str(salida)]
    if pdf:
        also, note = _en_pdf(state, number, salida)
        datos |= {"pdf": also, "nota": note}
        told.append(also or note)
    emit(state, datos, lambda console: console.print("\n".join(told)))


def _check_salida(salida: Path, tipo: str) -> None:
    """Refuse a file that could not be written, before anything is kept.

    Raises:
        InvalidDataError: it is a folder, its folder does not exist, or its name ends
            as another kind of file.
    """
    from cobro_desktop.domain.catalogo_documentos import tipo_documento
    from cobro_desktop.domain.documentos import Formato
    from cobro_desktop.domain.errors import InvalidDataError

    kept = "No se generó el documento."
    if salida.is_dir():
        message = f"«{salida}» es una carpeta: escriba el nombre del archivo. {kept}"
        raise InvalidDataError(message)
    if not salida.parent.is_dir():
        message = f"No existe la carpeta «{salida.parent}». {kept}"
        raise InvalidDataError(message)
    kind = tipo_documento(tipo)
    in_word = kind.formato in {Formato.DOCX, Formato.DOCX_XLSX}
    wanted = ".docx" if in_word else ".pdf"
    if salida.suffix.lower() in _DE_OFICINA - {wanted}:
        also = " Con --pdf se escribe además en PDF." if in_word else ""
        message = (
            f"«{kind.nombre}» sale en {wanted} y «{salida.name}» termina en "
            f"{salida.suffix}.{also} {kept}"
        )
        raise InvalidDataError(message)


def _por_escribir(command: CrearDocumento, state: State) -> list[dict[str, object]]:
    """Return what can be typed for a document, with the choices of each datum."""
    from cobro_desktop.services.documentos.captura import lo_que_falta

    found = lo_que_falta(command, state.workspace, state.contexto).por_escribir
    return [
        {"campo": d.nombre, "etiqueta": d.etiqueta, "opciones": list(d.opciones)}
        for d in found
    ]


def _como_se_escriben(asked: Sequence[Mapping[str, object]]) -> str:
    """Say the names of the data, so that nobody has to look for them."""
    if not asked:
        return ""
    listed = "; ".join(
        f"{one['campo']}={' | '.join(cast('list[str]', one['opciones'])) or '…'}"
        for one in asked
    )
    return f" Se escriben con --campo: {listed}."


def _en_pdf(state: State, documento_id: int, salida: Path) -> tuple[str | None, str]:
    """Write the PDF beside the document; says why where it cannot be made."""
    from cobro_desktop.documents.libreoffice import NoConvertidoError
    from cobro_desktop.services.documentos.vista import pdf_de
    from cobro_desktop.storage.archivos import escribir_atomico

    path = salida.with_suffix(".pdf")
    try:
        content = pdf_de(state.workspace, documento_id)
    except NoConvertidoError as error:
        return None, error.mensaje
    if path != salida:
        escribir_atomico(path, content)
    return str(path), ""


def entidad(
    ctx: typer.Context,
    sigla: Annotated[str, typer.Argument(help="SDSCJ, SVSP, RNEC, IDPYBA…")],
    dato: Annotated[
        list[str] | None,
        typer.Option(metavar="clave=valor", help="Un dato que se escribe."),
    ] = None,
) -> None:
    """Muestra los datos de la entidad que piden los documentos, o los escribe."""
    from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos, ver_datos

    state = state_of(ctx)
    if dato:
        command = FijarDatos(sigla.upper(), dict(par(text) for text in dato))
        fijar_datos(command, state.workspace, state.contexto)
    datos = ver_datos(state.workspace, sigla.upper())
    listed = "\n".join(f"{clave}: {valor or '—'}" for clave, valor in datos.items())
    emit(
        state,
        {"sigla": sigla.upper(), "datos": datos},
        lambda console: console.print(listed),
    )
