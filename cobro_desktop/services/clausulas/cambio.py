"""Changes a clause from a day on; what was issued keeps the text that it had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.documents.campos import sin_preposicion
from cobro_desktop.documents.campos_plantilla import nombres_de, parecido
from cobro_desktop.documents.clausulas import Clausula
from cobro_desktop.documents.clausulas_vistas import Redaccion
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.clausulas.consulta import afectados, tipos_que_usan
from cobro_desktop.services.documentos.generador import generador_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import ClausulaRow, EntidadRow

if TYPE_CHECKING:
    import datetime as dt

    from cobro_desktop.documents.generar import Generador
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CAMBIAN = (Rol.COO, Rol.JEF)
"""Who answers for the text of the documents."""


@dataclass(frozen=True, slots=True)
class CambiarClausula:
    """Write a clause otherwise from a day on, or add one."""

    sigla: str
    clave: str
    texto: str
    desde: dt.date
    motivo: str
    hasta: dt.date | None = None
    """Last day, inclusive."""
    nombre: str = ""
    """Empty keeps the one it has; a new clause needs it."""
    fundamento: str = ""
    """Empty keeps the one it has; a new clause needs it."""
    verificado: bool = False
    """Its ground was read in its source."""


@dataclass(frozen=True, slots=True)
class AnularClausula:
    """Take back a wording that the office should not have written."""

    clausula_id: int
    motivo: str


def cambiar_clausula(
    command: CambiarClausula, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write a wording of a clause; drafts not yet approved are told, not changed.

    Raises:
        NotFoundError: no such institution.
        NotAllowedError: the user does not answer for the texts.
        InvalidDataError: something is missing, the dates cross, it says the same, or
            it asks for a datum that a document that prints it does not have.
        ClausulaError: it is badly written.
    """
    sigla = workspace.perfil(command.sigla).sigla
    with transaction(workspace, contexto, "cambiar_clausula") as tx:
        tx.require_role(CAMBIAN, "cambiar las cláusulas")
        renderer = generador_de(tx.session, workspace, sigla, command.desde)
        clausula = _redactada(command, renderer, sigla)
        _exigir_campos(clausula, renderer, sigla)
        row = ClausulaRow(
            entidad_id=workspace.entidad(tx.session, sigla).id,
            clave=clausula.id,
            nombre=clausula.nombre,
            texto=clausula.texto,
            fundamento=clausula.fundamento,
            desde=clausula.desde,
            hasta=clausula.hasta,
            verificado=clausula.verificado,
            motivo=_exigido(command.motivo, "por qué cambia la cláusula"),
            usuario=contexto.usuario,
            registrada_en=tx.ahora,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.touch("clausula", row.id)
        before = renderer.biblioteca(sigla).vigente(clausula.id, sigla, command.desde)
        texto = (
            f"{sigla}: la cláusula «{clausula.nombre}» ({clausula.id}) tiene otro "
            f"texto desde el {fecha_larga(clausula.desde)}: {row.motivo}."
        )
        tx.tell(texto, antes=before.texto if before else "", despues=clausula.texto)
        row_id = row.id
    touched = afectados(workspace, sigla, clausula.id, command.desde)
    drafts = [b.id for b in touched.borradores]
    tail = ""
    if drafts:
        tail = (
            f" Hay {len(drafts)} sin aprobar que lo llevan: elabórelos de nuevo para "
            "que digan el texto nuevo."
        )
    datos: dict[str, object] = {
        "clausula": row_id,
        "plantillas": [p.tipo for p in touched.plantillas],
        "borradores": drafts,
    }
    return Changes(resumen=texto + tail, datos=datos)


def anular_clausula(
    command: AnularClausula, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Take back a wording of the office: the one before it rules again.

    Raises:
        NotFoundError: there is no such wording.
        NotAllowedError: the user may not, or it was taken back already.
        InvalidDataError: no reason is given.
    """
    reason = _exigido(command.motivo, "por qué se anula")
    with transaction(workspace, contexto, "anular_clausula") as tx:
        tx.require_role(CAMBIAN, "cambiar las cláusulas")
        row = _tomada(tx, command.clausula_id)
        row.anulada_por, row.anulada_en = contexto.usuario, tx.ahora
        row.motivo_anulacion = reason
        tx.touch("clausula", row.id)
        sigla = tx.session.get_one(EntidadRow, row.entidad_id).sigla
        texto = (
            f"{sigla}: se anuló el texto de la cláusula «{row.nombre}» que regía desde "
            f"el {fecha_larga(row.desde)}: {reason}."
        )
        tx.tell(texto, antes=row.texto)
        datos: dict[str, object] = {"clausula": row.id}
    return Changes(resumen=texto, datos=datos)


def _redactada(command: CambiarClausula, renderer: Generador, sigla: str) -> Clausula:
    """Return the wording to be kept, with what it takes from the one before."""
    library = renderer.biblioteca(sigla)
    said = library.versiones(command.clave)
    known = library.vigente(command.clave, sigla, command.desde)
    known = known or (said[-1] if said else None)
    text = _exigido(command.texto, "el texto de la cláusula", punto=False)
    if command.hasta is not None and command.hasta < command.desde:
        message = (
            f"La vigencia termina el {fecha_larga(command.hasta)}, antes de empezar el "
            f"{fecha_larga(command.desde)}. Corrija las fechas."
        )
        raise InvalidDataError(message)
    if known is None and not (command.nombre.strip() and command.fundamento.strip()):
        message = (
            f"«{command.clave}» es una cláusula nueva: escriba también su nombre y su "
            "fundamento."
        )
        raise InvalidDataError(message)
    if known is None:
        _exigir_clave(command.clave)
    elif (known.texto, known.hasta) == (text, command.hasta) and not (
        command.fundamento or command.nombre
    ):
        message = f"El texto es el mismo que ya tiene «{known.nombre}»: nada cambia."
        raise InvalidDataError(message)
    return Clausula(
        id=command.clave,
        nombre=command.nombre.strip() or (known.nombre if known else ""),
        texto=text,
        fundamento=command.fundamento.strip() or (known.fundamento if known else ""),
        desde=command.desde,
        hasta=command.hasta,
        verificado=command.verificado,
    )


def _exigir_campos(clausula: Clausula, renderer: Generador, sigla: str) -> None:
    """Refuse a text that asks for what one of its documents does not have."""
    asked = Redaccion().marcas(clausula).campos
    faults = []
    for tipo in tipos_que_usan(renderer, sigla, clausula.id):
        known = nombres_de(tipo)
        unknown = sorted(n for n in asked if n not in known)
        for name in unknown:
            near = parecido(sin_preposicion(name), known)
            hint = f" (¿«{near}»?)" if near else ""
            faults.append(f"«{tipo_documento(tipo).nombre_en(sigla)}»: {name}{hint}")
    if faults:
        message = (
            "El texto pide datos que no tienen los documentos que llevan la cláusula: "
            f"{'; '.join(faults)}. No se guardó."
        )
        raise InvalidDataError(message, {"campos": faults})


def _exigir_clave(clave: str) -> None:
    if clave.isascii() and clave.isidentifier() and not clave.startswith("_"):
        return
    message = (
        f"«{clave}» no sirve como nombre corto: use letras sin tilde, números y _, "
        "como proteccion_datos."
    )
    raise InvalidDataError(message)


def _exigido(text: str, what: str, *, punto: bool = True) -> str:
    written = text.strip()
    if not written:
        message = f"Escriba {what}. No se cambió nada."
        raise InvalidDataError(message)
    return written.rstrip(".") if punto else written


def _tomada(tx: Transaction, clausula_id: int) -> ClausulaRow:
    row = tx.session.get(ClausulaRow, clausula_id, with_for_update=True)
    if row is None:
        message = f"No existe el texto de cláusula {clausula_id}."
        raise NotFoundError(message)
    if row.anulada_en is not None:
        message = f"Ese texto de «{row.nombre}» ya se había anulado."
        raise NotAllowedError(message)
    return row
