"""Values of the law that travel between offices in a signed file (B27)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.exchange.firmado import abrir, abrir_clave, firmar, huella
from cobro_desktop.formats import cantidad, instante
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.claves import (
    CONFIANZA,
    Remitente,
    confiar_en,
    es_confiable,
    exigir_confianza,
)
from cobro_desktop.services.parametros.archivo import ArchivoLeido, FilaLeida
from cobro_desktop.services.parametros.importacion import Juicio, Juzgado
from cobro_desktop.services.parametros.ordenes import (
    ROLES,
    escribir,
    presentes,
    serializar,
    sigla_de_tabla,
)
from cobro_desktop.services.parametros.ordenes import firmar as firmar_fila
from cobro_desktop.services.parametros.registros import en_vigor, leer_registros
from cobro_desktop.services.parametros.tablas import buscar_tabla
from cobro_desktop.services.transaction import ahora_utc, transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import ParametroRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.parametros import ValorLegal
    from cobro_desktop.exchange.firmado import Firmado
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

RECIBIDO: Final = "paquete_recibido"
MAX_VALORES: Final = 5_000


class Publicado(NamedTuple):
    """A signed file that was written."""

    archivo: Path
    valores: int
    huella: str
    """Of the key that signed: who receives the file compares it."""

    @property
    def resumen(self) -> str:
        """What was done, and what to do now."""
        signed = cantidad(
            self.valores, "valor quedó firmado", "valores quedaron firmados"
        )
        return (
            f"{signed} en «{self.archivo.name}». La huella de la clave es "
            f"{self.huella}: dígasela por otro medio a quien lo reciba."
        )


class ClaveConfiable(NamedTuple):
    """A key whose files are loaded without asking."""

    huella: str
    emisor: str
    por: str
    """Login of who trusted it."""


@dataclass(frozen=True, slots=True)
class Publicar:
    """Write the values that this office loaded into a signed file."""

    destino: Path
    clave: Path
    contrasena: str
    emisor: str
    """Who publishes, as the receivers will read it."""
    tablas: tuple[str, ...] = ()
    """Empty: every table."""


@dataclass(frozen=True, slots=True)
class Recibir:
    """Load the values of a signed file."""

    archivo: Path
    confiar: str = ""
    """Fingerprint of the key, compared with who sent it; empty for a known key."""
    motivo: str = ""
    """Why values that are there change; without it those are left out."""
    simular: bool = False


def publicar(command: Publicar, workspace: Workspace) -> Publicado:
    """Write a signed file with the values that somebody loaded here.

    Raises:
        InvalidDataError: nobody signs it, there is nothing to publish, or the key
            does not open.
        NotFoundError: no such table or key.
    """
    if not command.emisor.strip():
        message = "Diga quién publica los valores: así los reconoce quien los recibe."
        raise InvalidDataError(message)
    key = abrir_clave(command.clave, command.contrasena)
    wanted = {buscar_tabla(name).id for name in command.tablas}
    with workspace.base.read() as session:
        registros = en_vigor(leer_registros(session))
    values = [
        _escrito(r.valor) for r in registros if not wanted or r.valor.tabla in wanted
    ]
    if not values:
        message = (
            "No hay nada que publicar: en esta base nadie ha cargado valores de esas "
            "tablas. Los que trae el programa ya los tienen todos."
        )
        raise InvalidDataError(message)
    content = {
        "emisor": command.emisor.strip(),
        "creado": ahora_utc().isoformat(timespec="seconds"),
        "valores": values,
    }
    signed = firmar(content, key)
    escribir_atomico(command.destino, signed)
    public = abrir(command.destino).clave
    return Publicado(command.destino, len(values), huella(public))


def recibir(
    command: Recibir, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Judge and load the values of a signed file in one transaction.

    A key that nobody here trusts yet is refused with its fingerprint; with
    `confiar` it is trusted from now on.

    Raises:
        UnreadableFileError: it is no signed file, or it was changed.
        NotAllowedError: an unknown key, or a person who may not.
        InvalidDataError: it is older than the last one of that key.
    """
    signed = abrir(command.archivo)
    paquete = _leer(signed, command.archivo.name)
    with workspace.base.read() as session:
        _exigir_confianza(session, paquete, command.confiar)
        found = list(_juzgar(session, workspace, paquete, command.motivo, progress))
    if command.simular:
        return _changes(paquete, found, written=False)
    with transaction(workspace, contexto, "recibir_parametros") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        serializar(tx.session)
        _exigir_confianza(tx.session, paquete, command.confiar)
        found = []
        for juicio in _juzgar(tx.session, workspace, paquete, command.motivo, progress):
            for revision in (*juicio.nuevas, *juicio.cambiadas):
                escribir(tx, revision, command.motivo)
            found.append(juicio)
        _anotar(tx, paquete, confia=bool(command.confiar))
        texto = _told(paquete, found)
        tx.tell(texto, despues=command.motivo)
    workspace.ley.olvidar()
    return _changes(paquete, found, written=True)


def claves(workspace: Workspace) -> list[ClaveConfiable]:
    """Return the keys that this base trusts, the latest first."""
    with workspace.base.read() as session:
        rows = session.scalars(
            select(ParametroRow)
            .where(ParametroRow.clave == CONFIANZA)
            .order_by(ParametroRow.id)
        ).all()
    last = {row.valor: row for row in rows}
    kept = [row for row in last.values() if row.verificado]
    return [
        ClaveConfiable(huella(row.valor), row.fuente, row.registrado_por)
        for row in reversed(kept)
    ]


def olvidar_clave(wanted: str, workspace: Workspace, contexto: Contexto) -> Changes:
    """Stop trusting a key, by its fingerprint; what it brought stays.

    Raises:
        NotFoundError: this base trusts no such key.
    """
    typed = "".join(wanted.split()).casefold()
    with transaction(workspace, contexto, "olvidar_clave") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        rows = tx.session.scalars(
            select(ParametroRow).where(ParametroRow.clave == CONFIANZA)
        ).all()
        mine = [r for r in rows if huella(r.valor).replace(" ", "") == typed]
        if not mine or not es_confiable(tx.session, mine[-1].valor):
            message = f"Esta base no confía en una clave con la huella «{wanted}»."
            raise NotFoundError(message)
        row = ParametroRow(
            clave=CONFIANZA,
            valor=mine[-1].valor,
            fuente=mine[-1].fuente,
            verificado=False,
        )
        firmar_fila(tx, row, "")
        texto = f"Ya no se confía en la clave {huella(row.valor)} de «{row.fuente}»."
        tx.tell(texto)
    return Changes(resumen=texto)


class _Paquete(NamedTuple):
    nombre: str
    clave: str
    emisor: str
    creado: dt.datetime
    tablas: dict[tuple[str, str], list[dict[str, str]]]
    """By table and entity, the fields of each value."""

    @property
    def remitente(self) -> Remitente:
        """Who signed it."""
        return Remitente(self.nombre, self.emisor, self.clave)


def _leer(signed: Firmado, nombre: str) -> _Paquete:
    """Take a signed content for what it should be, and nothing else.

    Raises:
        UnreadableFileError: a signed file of another shape.
    """
    content = signed.contenido
    try:
        created: dt.datetime | None = dt.datetime.fromisoformat(content["creado"])
        tables: dict[tuple[str, str], list[dict[str, str]]] = {}
        for entry in content["valores"][: MAX_VALORES + 1]:
            fields = {str(k): str(v) for k, v in entry["campos"].items()}
            where = (str(entry["tabla"]), str(entry["entidad"]))
            tables.setdefault(where, []).append(fields)
        emisor = str(content["emisor"])
    except (AttributeError, KeyError, TypeError, ValueError):
        created, tables, emisor = None, {}, ""
    total = sum(len(rows) for rows in tables.values())
    dated = created is not None and created.tzinfo is not None
    if created is None or not dated or not emisor or not 0 < total <= MAX_VALORES:
        message = (
            f"«{nombre}» está firmado, pero no trae valores de la ley como este "
            "programa los lee. No se guardó nada."
        )
        raise UnreadableFileError(message)
    return _Paquete(nombre, signed.clave, emisor, created, tables)


def _exigir_confianza(session: Session, paquete: _Paquete, confiar: str) -> None:
    exigir_confianza(session, paquete.remitente, confiar)
    last = session.scalar(
        select(ParametroRow.valor)
        .where(
            ParametroRow.clave == RECIBIDO, ParametroRow.soporte_nombre == paquete.clave
        )
        .order_by(ParametroRow.id.desc())
        .limit(1)
    )
    if last and dt.datetime.fromisoformat(last) > paquete.creado:
        message = (
            f"«{paquete.nombre}» es del {instante(paquete.creado)}, anterior al último "
            f"que se recibió de «{paquete.emisor}». No se guardó nada."
        )
        raise InvalidDataError(message)


def _juzgar(
    session: Session,
    workspace: Workspace,
    paquete: _Paquete,
    motivo: str,
    progress: Progress,
) -> Iterator[Juicio]:
    """Judge each table against what the base holds when its turn comes."""
    regimenes = workspace.referencia.regimenes_et635
    for (name, entidad), rows in sorted(paquete.tablas.items()):
        tabla, sigla = buscar_tabla(name), sigla_de_tabla(workspace, name, entidad)
        keys = [campo.clave for campo in tabla.campos]
        read = ArchivoLeido(
            nombre=paquete.nombre,
            hoja=tabla.nombre,
            columnas={key: place for place, key in enumerate(keys)},
            ajenas=(),
            filas=tuple(FilaLeida(n, dict(row)) for n, row in enumerate(rows, 1)),
            vacias=0,
        )
        court = Juzgado(tabla, read, motivo, regimenes)
        values, rejected = court.leer(sigla, progress)
        yield court.juzgar(values, rejected, presentes(session, tabla, sigla))


def _anotar(tx: Transaction, paquete: _Paquete, *, confia: bool) -> None:
    """Remember the file, and its key the first time."""
    row = ParametroRow(
        clave=RECIBIDO,
        valor=paquete.creado.isoformat(),
        fuente=paquete.emisor,
        verificado=True,
        soporte_nombre=paquete.clave,
    )
    firmar_fila(tx, row, "")
    if confia:
        confiar_en(tx, paquete.remitente)


def _escrito(valor: ValorLegal) -> dict[str, Any]:
    days = {"desde": valor.vigencia.desde, "hasta": valor.vigencia.hasta}
    fields = {
        **{key: day.isoformat() for key, day in days.items()},
        **valor.campos,
        "fuente": valor.fuente,
        "verificado": "si" if valor.verificado else "no",
        "nota": valor.nota,
    }
    return {"tabla": valor.tabla, "entidad": valor.sigla, "campos": fields}


def _told(paquete: _Paquete, found: list[Juicio]) -> str:
    new = sum(len(j.nuevas) for j in found)
    changed = sum(len(j.cambiadas) for j in found)
    same = sum(j.iguales for j in found)
    out = sum(j.rechazadas for j in found)
    entered = cantidad(new, "valor nuevo", "valores nuevos")
    return (
        f"Archivo firmado por «{paquete.emisor}»: {entered}, {changed} con cambios, "
        f"{same} iguales, {out} rechazados."
    )


def _changes(paquete: _Paquete, found: list[Juicio], *, written: bool) -> Changes:
    errors: list[Mapping[str, object]] = [e for j in found for e in j.errores]
    datos: dict[str, object] = {
        "archivo": paquete.nombre,
        "emisor": paquete.emisor,
        "creado": paquete.creado.isoformat(),
        "huella": huella(paquete.clave),
        "leidas": sum(len(rows) for rows in paquete.tablas.values()),
        "nuevas": sum(len(j.nuevas) for j in found),
        "cambiadas": sum(len(j.cambiadas) for j in found),
        "iguales": sum(j.iguales for j in found),
        "rechazadas": sum(j.rechazadas for j in found),
        "errores": errors,
        "avisos": [aviso for j in found for aviso in j.avisos],
        "guardado": written,
    }
    return Changes(lista=written, resumen=_told(paquete, found), datos=datos)
