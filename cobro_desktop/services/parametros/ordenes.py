"""Load, replace and withdraw legal values: nothing enters in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.parametros import (
    Periodo,
    TablaLegal,
    nombre_de,
)
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.parametros.lectura import leer_valor
from cobro_desktop.services.parametros.registros import fila, leer_registros
from cobro_desktop.services.parametros.revision import (
    Conocido,
    Revision,
    conocidos,
    exigir_motivo,
    resumen,
    resumen_de,
    revisar,
)
from cobro_desktop.services.parametros.tablas import (
    buscar_tabla,
    load_de_fabrica,
)
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import ParametroRow

ROLES: Final = (Rol.ADM, Rol.COO, Rol.JEF)
_CANDADO: Final = 0x706172616D
"""Advisory lock of PostgreSQL: two people never load the same month."""
DESDE_AHORA: Final = (
    "Vale para lo que se calcule desde ahora; los términos que ya corren conservan "
    "su fecha mientras no se recuenten."
)


@dataclass(frozen=True, slots=True)
class CargarValor:
    """Add a value of the law, or replace the one of the same days with a reason."""

    tabla: str
    campos: Mapping[str, object]
    """As they were typed, by key of the table's fields."""
    motivo: str = ""
    sigla: str = ""
    """The entity, for tables of each entity."""


@dataclass(frozen=True, slots=True)
class RetirarValor:
    """Withdraw a value that should not have been loaded; it stays as history."""

    tabla: str
    desde: dt.date
    motivo: str
    sigla: str = ""


def prever_valor(command: CargarValor, workspace: Workspace) -> Revision:
    """Tell what would happen with a value; writes nothing.

    Raises:
        InvalidDataError: a field, an overlap or a gap that would refuse it.
        NotFoundError: no such table or entity.
    """
    tabla, sigla = (
        buscar_tabla(command.tabla),
        sigla_de_tabla(workspace, command.tabla, command.sigla),
    )
    valor = leer_valor(tabla, command.campos, sigla=sigla)
    with workspace.base.read() as session:
        present = presentes(session, tabla, sigla)
    return revisar(tabla, valor, present, workspace.referencia.regimenes_et635)


def cargar_valor(
    command: CargarValor, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Add or replace a value.

    Raises:
        InvalidDataError: a wrong field, an overlap, a gap, or nothing new.
        ConflictError: a value is there and no reason was given to replace it.
        NotFoundError: no such table or entity.
    """
    tabla, sigla = (
        buscar_tabla(command.tabla),
        sigla_de_tabla(workspace, command.tabla, command.sigla),
    )
    valor = leer_valor(tabla, command.campos, sigla=sigla)
    regimenes = workspace.referencia.regimenes_et635
    with transaction(workspace, contexto, "cargar_valor") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        serializar(tx.session)
        present = presentes(tx.session, tabla, sigla)
        revision = revisar(tabla, valor, present, regimenes)
        exigir_motivo(tabla, revision, command.motivo)
        escribir(tx, revision, command.motivo)
        texto = _told(tabla, revision)
        before = resumen_de(tabla, revision.anterior) if revision.anterior else ""
        tx.tell(texto, antes=before, despues=resumen(tabla, revision.valor))
    workspace.ley.olvidar()
    datos: dict[str, object] = {
        "tabla": tabla.id,
        "desde": revision.valor.vigencia.desde.isoformat(),
        "hasta": revision.valor.vigencia.hasta.isoformat(),
        "reemplaza": revision.anterior is not None,
        "avisos": list(revision.avisos),
    }
    return Changes(lista=True, resumen=texto, datos=datos)


def retirar_valor(
    command: RetirarValor, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Withdraw a value that somebody loaded; what ships, if anything, counts again.

    Raises:
        NotFoundError: nobody loaded a value that begins that day.
        InvalidDataError: no reason, a value that ships, or it would leave a gap.
    """
    tabla, sigla = (
        buscar_tabla(command.tabla),
        sigla_de_tabla(workspace, command.tabla, command.sigla),
    )
    if not command.motivo.strip():
        message = "Escriba por qué se retira el valor; queda en el historial."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "retirar_valor") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        serializar(tx.session)
        present = presentes(tx.session, tabla, sigla)
        found = _a_retirar(tabla, present, command.desde)
        row = fila(found.valor, motivo=command.motivo, retirado=True)
        firmar(tx, row, sigla)
        name = nombre_de(tabla, found.valor.vigencia)
        texto = f"{tabla.nombre}: se retiró el valor de {name}."
        tx.tell(texto, antes=resumen(tabla, found.valor), despues=command.motivo)
    workspace.ley.olvidar()
    return Changes(lista=True, resumen=texto, datos={"tabla": tabla.id})


def presentes(session: Session, tabla: TablaLegal, sigla: str) -> list[Conocido]:
    """Return the values in force of a table, or of an entity's."""
    return conocidos(tabla, leer_registros(session, tabla.id), sigla)


def escribir(tx: Transaction, revision: Revision, motivo: str) -> None:
    """Add the row of a value that was judged."""
    reason = motivo.strip() if revision.anterior else ""
    firmar(tx, fila(revision.valor, motivo=reason), revision.valor.sigla)


def serializar(session: Session) -> None:
    """Let nobody else load values until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CANDADO)))


def firmar(tx: Transaction, row: ParametroRow, sigla: str) -> None:
    """Sign a row with its entity and its author, and add it."""
    if sigla:
        row.entidad_id = tx.workspace.entidad(tx.session, sigla).id
    row.registrado_por = tx.usuario.login
    row.registrado_en = tx.ahora
    tx.session.add(row)
    tx.session.flush()
    tx.touch("parametro", row.id)


def sigla_de_tabla(workspace: Workspace, tabla: str, sigla: str) -> str:
    """Return the entity whose values a table holds; empty for those of all.

    Raises:
        InvalidDataError: the table is of each entity and none was said.
        NotFoundError: no such table or entity.
    """
    found = buscar_tabla(tabla)
    if found.de_entidad:
        if not sigla:
            message = f"«{found.nombre}» es de cada entidad: diga de cuál."
            raise InvalidDataError(message, {"tabla": found.id})
        return workspace.perfil(sigla).sigla
    return ""


def _told(tabla: TablaLegal, revision: Revision) -> str:
    name = nombre_de(tabla, revision.valor.vigencia)
    said = resumen(tabla, revision.valor)
    verb = "se reemplazó el valor de" if revision.anterior else "se cargó el valor de"
    later = f" {DESDE_AHORA}" if tabla.de_entidad else ""
    return f"{tabla.nombre}: {verb} {name} ({said}).{later}"


def _a_retirar(tabla: TablaLegal, present: list[Conocido], desde: dt.date) -> Conocido:
    found = next((c for c in present if c.valor.vigencia.desde == desde), None)
    if found is None:
        message = f"En «{tabla.nombre}» no hay un valor que empiece el {desde}."
        raise NotFoundError(message, {"tabla": tabla.id, "desde": str(desde)})
    if found.registro is None:
        message = (
            "Ese valor lo trae el programa y no se retira. Si está errado, cargue el "
            "correcto con las mismas fechas y el motivo."
        )
        raise InvalidDataError(message, {"tabla": tabla.id, "desde": str(desde)})
    if _leaves_gap(tabla, present, found):
        last = nombre_de(tabla, present[-1].valor.vigencia)
        message = (
            f"Si se retira queda un hueco, porque ya hay valores hasta {last}. Retire "
            "primero los posteriores, del último hacia atrás."
        )
        raise InvalidDataError(message, {"tabla": tabla.id, "desde": str(desde)})
    return found


def _leaves_gap(tabla: TablaLegal, present: list[Conocido], found: Conocido) -> bool:
    if tabla.periodo is Periodo.DIAS or found in (present[0], present[-1]):
        return False
    shipped = load_de_fabrica(tabla)
    return not any(v.vigencia == found.valor.vigencia for v in shipped)
