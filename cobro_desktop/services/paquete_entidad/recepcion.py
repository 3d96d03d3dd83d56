"""Receive the signed pack of an institution: judged, then installed whole (F39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.firmado import huella
from cobro_desktop.exchange.paquete_entidad import instante_de, leer_paquete, rutas
from cobro_desktop.formats import cantidad, instante
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.claves import Remitente, confiar_en, exigir_confianza
from cobro_desktop.services.paquete_entidad.examen import examinar, procedimientos_de
from cobro_desktop.services.recursos import en_vigor
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.versiones.instalacion import escribir, juzgar
from cobro_desktop.storage.rows import (
    EntidadRow,
    PaqueteArchivoRow,
    PaqueteEntidadRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.paquete_entidad import Paquete
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.ADM, Rol.COO, Rol.JEF)
NUEVO, CAMBIADO, IGUAL, QUITADO = "nuevo", "cambiado", "igual", "quitado"


@dataclass(frozen=True, slots=True)
class ImportarEntidad:
    """Install the pack of an institution."""

    archivo: Path
    confiar: str = ""
    """Fingerprint of the key, compared with who sent it; empty for a known key."""
    simular: bool = False


class Pieza(NamedTuple):
    """A file of a pack against what the base has."""

    nombre: str
    que: str
    """What it is, in Spanish: `Procedimiento ABC, versión 1`."""
    estado: str
    """`nuevo cambiado igual quitado`."""


class Recibido(NamedTuple):
    """What a pack brings, judged against the base."""

    sigla: str
    nombre: str
    emisor: str
    creado: dt.datetime
    huella: str
    piezas: Sequence[Pieza]

    @property
    def igual(self) -> bool:
        """Whether nothing would change."""
        return all(pieza.estado == IGUAL for pieza in self.piezas)

    @property
    def resumen(self) -> str:
        """What it brings, in Spanish."""
        count = {
            state: sum(p.estado == state for p in self.piezas)
            for state in (NUEVO, CAMBIADO, IGUAL, QUITADO)
        }
        told = [
            cantidad(count[NUEVO], "archivo nuevo", "archivos nuevos"),
            cantidad(count[CAMBIADO], "cambiado", "cambiados"),
            cantidad(count[IGUAL], "igual", "iguales"),
        ]
        if count[QUITADO]:
            gone = cantidad(count[QUITADO], "que deja de estar", "que dejan de estar")
            told.append(gone)
        return (
            f"Paquete de {self.nombre} ({self.sigla}), de «{self.emisor}»: "
            f"{', '.join(told)}."
        )


def importar_entidad(
    command: ImportarEntidad, workspace: Workspace, contexto: Contexto
) -> tuple[Recibido, Changes]:
    """Judge a pack and install it in one transaction; the last one rules.

    A key that nobody here trusts yet is refused with its fingerprint; with
    `confiar` it is trusted from now on.

    Raises:
        NotFoundError: no such file.
        UnreadableFileError: it is no pack, it is dangerous, or it was changed.
        NotAllowedError: an unknown key, or a person who may not.
        InvalidDataError: something in it cannot be used, or it is older than the
            last one.
    """
    paquete = leer_paquete(command.archivo)
    nombre = command.archivo.name
    with workspace.base.read() as session:
        _exigir(session, paquete, nombre, command.confiar)
    examinar(paquete)
    if command.simular:
        with workspace.base.read() as session:
            found = _juzgar(session, workspace, paquete)
        return found, Changes(resumen=found.resumen, datos=_datos(found, hecho=False))
    with transaction(workspace, contexto, "importar_entidad") as tx:
        tx.require_role(QUIENES, "instalar paquetes de entidad")
        _exigir(tx.session, paquete, nombre, command.confiar)
        found = _juzgar(tx.session, workspace, paquete)
        if command.confiar:
            confiar_en(tx, _remitente(paquete, nombre))
        if not found.igual:
            _instalar(tx, paquete, command.archivo)
        tx.tell(found.resumen, despues=f"huella de la clave: {found.huella}")
    workspace.olvidar()
    changes = Changes(
        lista=True, resumen=found.resumen, datos=_datos(found, hecho=True)
    )
    return found, changes


def _exigir(session: Session, paquete: Paquete, nombre: str, confiar: str) -> None:
    exigir_confianza(session, _remitente(paquete, nombre), confiar)
    last = session.scalar(
        select(func.max(PaqueteEntidadRow.creado_en))
        .join(EntidadRow, EntidadRow.id == PaqueteEntidadRow.entidad_id)
        .where(
            EntidadRow.sigla == paquete.sigla, PaqueteEntidadRow.retirado_en.is_(None)
        )
    )
    made = _creado(paquete)
    if last is not None and last > made:
        message = (
            f"«{nombre}» es del {instante(made)}, anterior al último paquete que se "
            f"recibió de {paquete.sigla}. No se guardó nada."
        )
        raise InvalidDataError(message)


def _juzgar(session: Session, workspace: Workspace, paquete: Paquete) -> Recibido:
    current = _actuales(session, workspace, paquete.sigla)
    places = dict(rutas(paquete.archivos, paquete.sigla))
    pieces = []
    for name, content in paquete.archivos.items():
        if name not in places:
            continue
        before = current.pop(places[name], None)
        state = NUEVO if before is None else IGUAL if before == content else CAMBIADO
        pieces.append(Pieza(name, _que(name), state))
    procedures = [
        _procedimiento(workspace, name, content)
        for name, content in paquete.archivos.items()
        if name.startswith("procedimientos/")
    ]
    gone = [Pieza(place, _que(place), QUITADO) for place in sorted(current)]
    return Recibido(
        sigla=paquete.sigla,
        nombre=paquete.nombre,
        emisor=paquete.emisor,
        creado=_creado(paquete),
        huella=huella(paquete.clave),
        piezas=(*pieces, *procedures, *gone),
    )


def _actuales(session: Session, workspace: Workspace, sigla: str) -> dict[str, bytes]:
    """Return what the pack in force brought; else the profile that ships."""
    row = session.scalar(select(EntidadRow).where(EntidadRow.sigla == sigla))
    pack = en_vigor(session).get(row.id) if row else None
    if pack is None:
        try:
            workspace.perfil(sigla)
        except NotFoundError:
            return {}
        folder = workspace.recursos / "entidades" / f"{sigla.casefold()}.toml"
        return {f"resources/entidades/{sigla.casefold()}.toml": folder.read_bytes()}
    kept = session.execute(
        select(PaqueteArchivoRow.ruta, PaqueteArchivoRow.sha256).where(
            PaqueteArchivoRow.paquete_id == pack.id
        )
    )
    return {
        ruta: workspace.contenido.leer(session, sha256) for ruta, sha256 in kept.all()
    }


def _procedimiento(workspace: Workspace, name: str, content: bytes) -> Pieza:
    from cobro_desktop.services.procedimientos import parse_procedimiento

    texto = content.decode("utf-8-sig")
    found = parse_procedimiento(texto, name)
    catalogo = workspace.catalogo
    known = {p.version: p for p in catalogo.versiones(found.codigo)}
    same = found.version in known and catalogo.texto(known[found.version]) == texto
    state = IGUAL if same else CAMBIADO if known else NUEVO
    return Pieza(name, f"Procedimiento {found.codigo}, versión {found.version}", state)


def _instalar(tx: Transaction, paquete: Paquete, archivo: Path) -> None:
    session, store = tx.session, tx.workspace.contenido
    entidad = session.scalar(
        select(EntidadRow).where(EntidadRow.sigla == paquete.sigla)
    )
    if entidad is None:
        entidad = EntidadRow(sigla=paquete.sigla, nombre=paquete.nombre)
        session.add(entidad)
        session.flush()
    row = PaqueteEntidadRow(
        entidad_id=entidad.id,
        archivo=archivo.name,
        sha256=store.guardar(session, archivo.read_bytes()),
        clave_publica=paquete.clave,
        emisor=paquete.emisor,
        creado_en=_creado(paquete),
        instalado_por=tx.usuario.login,
        instalado_en=tx.ahora,
    )
    session.add(row)
    session.flush()
    for name, place in rutas(paquete.archivos, paquete.sigla):
        content = paquete.archivos[name]
        session.add(
            PaqueteArchivoRow(
                paquete_id=row.id,
                ruta=place,
                sha256=store.guardar(session, content),
                tamano=len(content),
            )
        )
    tx.touch("paquete_entidad", row.id)
    for procedimiento, texto in procedimientos_de(paquete):
        judged = juzgar(
            session, tx.workspace, tx.contexto, procedimiento, texto, paquete.sigla
        )
        if not judged.igual:
            escribir(tx, procedimiento, texto, entidad.id)


def _que(name: str) -> str:
    """Say what a file of a pack is."""
    file = name.rpartition("/")[2]
    kind = file.rpartition(".")[0]
    if "informes/" in name:
        return f"Informe «{kind}»"
    if file == "clausulas.toml":
        return "Cláusulas propias"
    if "autos/" in name or "oficios/" in name:
        return f"Plantilla «{kind}»"
    return "Perfil de la entidad"


def _remitente(paquete: Paquete, nombre: str) -> Remitente:
    return Remitente(nombre, paquete.emisor, paquete.clave)


def _creado(paquete: Paquete) -> dt.datetime:
    found = instante_de(paquete.creado)
    assert found is not None, "the pack was read, so its instant is right"
    return found


def _datos(found: Recibido, *, hecho: bool) -> dict[str, object]:
    pieces: list[Mapping[str, str]] = [
        {"archivo": p.nombre, "que": p.que, "estado": p.estado} for p in found.piezas
    ]
    return {
        "sigla": found.sigla,
        "nombre": found.nombre,
        "emisor": found.emisor,
        "creado": found.creado.isoformat(),
        "huella": found.huella,
        "archivos": pieces,
        "instalado": hecho and not found.igual,
    }
