"""The documents of a run: drafted by the program, or attached from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.registro import DE_OFICINA
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.partida import ACTA, ACTO
from cobro_desktop.domain.procedimiento import Ambito, TipoEvidencia
from cobro_desktop.formats import cantidad
from cobro_desktop.services.anexos import leer_archivo
from cobro_desktop.services.cartera.comun import (
    PARTIDAS,
    ActoCorrida,
    abierta,
    item_de,
    registrar,
    sigla_de,
    tomar,
)
from cobro_desktop.services.cartera.hechos import FICHAS, camino_de, leer
from cobro_desktop.services.cartera.partidas import quienes
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.captura import escribibles
from cobro_desktop.services.documentos.oficina import CrearDocumentoOficina, proyectar
from cobro_desktop.services.hechos import ANEXO
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import (
    CorridaDocumentoRow,
    CorridaItemRow,
    CorridaRow,
    DocumentoRow,
    DocumentoVersionRow,
)

ESCRITOS: Final = frozenset(
    {
        "destinatario",
        "cargo_destinatario",
        "plazos",
        "restricciones",
        "observaciones",
        "acto_delegacion",
    }
)
"""Fields of the documents of the portfolio that a person types."""

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Evidencia, Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.documentos.captura import DatoPedido
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DocumentoDeCorrida:
    """Draft a document of a run; a ficha is drafted for one of its items."""

    corrida_id: int
    tipo: str
    datos: Mapping[str, str] = field(default_factory=dict)
    fecha: dt.date | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnexarACorrida:
    """Put a file into a run, as the evidence of something that it asks."""

    corrida_id: int
    archivo: Path
    evidencia: str
    fecha: dt.date | None = None
    """Date of what the file holds; today if not told."""


def crear_documento_de_corrida(
    command: DocumentoDeCorrida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Draft a document of a run with what the run knows.

    Raises:
        MissingFieldsError: mandatory data are missing; lists them.
        NotFoundError: no such run or item, or a kind that its procedure does not write.
        NotAllowedError: the acta before a session, or the act before the acta.
    """
    with transaction(workspace, contexto, "documento_de_corrida") as tx:
        corrida = tomar(tx, command.corrida_id)
        row = _proyectar(tx, corrida, command)
        texto = f"Se proyectó «{row.nombre}»."
        tx.tell(f"{corrida.numero}: {texto}")
        datos: dict[str, object] = {"documento": row.id, "faltantes": []}
    return Changes(resumen=texto, datos=datos)


def crear_fichas(
    corrida_id: int, tipo: str, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Draft the ficha of every item that has none.

    Raises: as `crear_documento_de_corrida`; nothing is drafted by halves.
    """
    with transaction(workspace, contexto, "fichas_de_corrida") as tx:
        corrida = abierta(tx, corrida_id)
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        lectura = leer(tx.session, procedimiento, corrida)
        known = {d.id for d in lectura.documentos}
        made = [
            _proyectar(tx, corrida, DocumentoDeCorrida(corrida_id, tipo, item_id=p.id))
            for p in lectura.partidas
            if p.documento_id not in known
        ]
        texto = f"Se proyectó {cantidad(len(made), 'ficha')}."
        tx.tell(f"{corrida.numero}: {texto}")
        ids: list[object] = [row.id for row in made]
    return Changes(resumen=texto, datos={"documentos": ids})


def anexar_a_corrida(
    command: AnexarACorrida, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Store a file by its content and note what it proves in the run.

    Raises:
        NotFoundError: no such file, run or evidence id (lists those that exist).
        InvalidDataError: empty, too large, or dated after today.
        NotAllowedError: the run ended, or the user may not; an act of the legal
            representative comes in only by who prepares the run.
    """
    content = leer_archivo(command.archivo)
    with transaction(workspace, contexto, "anexar_a_corrida") as tx:
        corrida = abierta(tx, command.corrida_id)
        procedimiento = workspace.procedimiento(tx.session, corrida.procedimiento_id)
        tx.require_role(quienes(tx, corrida), f"anexar a {corrida.numero}")
        evidencia = _evidencia(procedimiento, command.evidencia)
        day = command.fecha or contexto.hoy
        if day > contexto.hoy:
            message = "El documento no puede tener fecha posterior a hoy. No se anexó."
            raise InvalidDataError(message)
        is_document = evidencia.tipo is TipoEvidencia.DOCUMENTO
        if is_document and evidencia.referencia == ACTO:
            # Who signs the act answers for it: a copy comes in by that hand only.
            tx.require_role(("REP",), f"anexar «{evidencia.etiqueta}»")
        row = DocumentoRow(
            entidad_id=corrida.entidad_id,
            expediente_id=None,
            tipo=evidencia.referencia if is_document else ANEXO,
            nombre=evidencia.etiqueta,
            actividad=corrida.actividad,
            evidencia=evidencia.id,
            estado=ANEXO,
            formato=command.archivo.suffix.lower().lstrip("."),
            fecha=day,
            elaboro=contexto.usuario,
        )
        tx.session.add(row)
        tx.session.flush()
        sha256 = guardar_anexo(tx, row, content, command.archivo.name)
        vincular(tx, corrida, row)
        texto = f"Se anexó «{command.archivo.name}» como «{evidencia.etiqueta}»."
        registrar(
            tx,
            corrida,
            ActoCorrida(
                tipo=PARTIDAS,
                texto=texto,
                fecha=contexto.hoy,
                datos={"documento": row.id, "evidencia": evidencia.id},
            ),
        )
        tx.tell(f"{corrida.numero}: {texto}", despues=sha256)
        datos: dict[str, object] = {"documento": row.id, "huella": sha256}
    return Changes(resumen=texto, datos=datos)


def guardar_anexo(
    tx: Transaction, row: DocumentoRow, content: bytes, nombre: str
) -> str:
    """Keep the bytes of an attached file; returns their hash."""
    sha256 = tx.workspace.contenido.guardar(tx.session, content)
    tx.session.add(
        DocumentoVersionRow(
            documento_id=row.id,
            orden=1,
            sha256=sha256,
            tamano=len(content),
            archivo=nombre,
            estado=ANEXO,
            usuario=tx.contexto.usuario,
            creada_en=tx.ahora,
        )
    )
    tx.session.flush()
    tx.touch("documento", row.id)
    return sha256


def vincular(tx: Transaction, corrida: CorridaRow, row: DocumentoRow) -> None:
    """Say that a document is of a run."""
    tx.session.add(CorridaDocumentoRow(documento_id=row.id, corrida_id=corrida.id))
    tx.session.flush()


def evidencias(procedimiento: Procedimiento) -> Mapping[str, Evidencia]:
    """Return everything that the portfolio activities ask to have, by its id."""
    return {
        e.id: e
        for a in procedimiento.actividades.values()
        if a.ambito is Ambito.CARTERA
        for e in a.evidencia
        if e.tipo is not TipoEvidencia.CAMPO
    }


def tipos_de(procedimiento: Procedimiento) -> list[str]:
    """Return the documents that the portfolio activities write, in their order."""
    acts = procedimiento.actividades.values()
    written = (d for a in acts if a.ambito is Ambito.CARTERA for d in a.documentos)
    return list(dict.fromkeys(written))


def tipos_que_escribe(workspace: Workspace, corrida_id: int) -> tuple[str, list[str]]:
    """Return the institution of a run and the documents that can be drafted in it."""
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
    way = {a.id for a in camino_de(procedimiento, corrida.entrada)}
    kinds = (
        d
        for a in procedimiento.actividades.values()
        if a.id in way
        for d in a.documentos
        if d in DE_OFICINA
    )
    return procedimiento.sigla, list(dict.fromkeys(kinds))


def evidencias_de_corrida(
    workspace: Workspace, corrida_id: int
) -> list[tuple[str, str]]:
    """Return (id, name) of what the activities of a run ask to have."""
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
    asked = {
        e.id: e.etiqueta
        for a in camino_de(procedimiento, corrida.entrada)
        for e in a.evidencia
        if e.tipo is not TipoEvidencia.CAMPO
    }
    return list(asked.items())


def lo_que_se_escribe(tipo: str) -> tuple[DatoPedido, ...]:
    """Return the data of a document that no run knows: a person types them."""
    return tuple(d for d in escribibles(DE_OFICINA[tipo]) if d.nombre in ESCRITOS)


def _proyectar(
    tx: Transaction, corrida: CorridaRow, command: DocumentoDeCorrida
) -> DocumentoRow:
    procedimiento = tx.workspace.procedimiento(tx.session, corrida.procedimiento_id)
    kinds = tipos_de(procedimiento)
    if command.tipo not in kinds:
        message = (
            f"Las actividades de cartera de {procedimiento.codigo} no elaboran "
            f"«{command.tipo}». Elaboran: {', '.join(kinds)}."
        )
        raise NotFoundError(message, {"tipos": kinds})
    _a_su_tiempo(tx, corrida, procedimiento, command.tipo)
    item = _item(tx, corrida, command)
    order = CrearDocumentoOficina(
        sigla_de(tx.session, corrida),
        command.tipo,
        command.datos,
        command.fecha,
        corrida.actividad,
    )
    row = proyectar(tx, order, lambda row: _unir(tx, corrida, row, item))
    tx.touch("documento", row.id)
    return row


def _unir(
    tx: Transaction,
    corrida: CorridaRow,
    row: DocumentoRow,
    item: CorridaItemRow | None,
) -> None:
    vincular(tx, corrida, row)
    if item is not None:
        item.documento_id = row.id
        tx.session.flush()


def _item(
    tx: Transaction, corrida: CorridaRow, command: DocumentoDeCorrida
) -> CorridaItemRow | None:
    if command.tipo not in FICHAS:
        return None
    if command.item_id is None:
        message = "Diga de cuál partida es la ficha. No se elaboró nada."
        raise InvalidDataError(message)
    item = item_de(tx, command.item_id)
    if item.corrida_id != corrida.id:
        message = f"Esa partida no es de la corrida {corrida.numero}."
        raise NotFoundError(message)
    return item


def _a_su_tiempo(
    tx: Transaction, corrida: CorridaRow, procedimiento: Procedimiento, tipo: str
) -> None:
    lectura = leer(tx.session, procedimiento, corrida)
    if tipo in {ACTA, ACTO} and lectura.sesion is None:
        message = (
            f"El comité no ha sesionado en la corrida {corrida.numero}: registre "
            "primero la sesión con su recomendación para cada partida."
        )
        raise NotAllowedError(message)


def _evidencia(procedimiento: Procedimiento, wanted: str) -> Evidencia:
    known = evidencias(procedimiento)
    if wanted not in known:
        message = (
            f"Las actividades de cartera no piden ninguna evidencia «{wanted}». Las "
            f"que piden son: {', '.join(known)}."
        )
        raise NotFoundError(message, {"evidencias": list(known)})
    return known[wanted]
