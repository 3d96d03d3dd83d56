"""A case of a package against this base: what is new, what differs, what stops it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.fusion import AQUI, PAQUETE, Cambio, Clase, Fusion, fundir
from cobro_desktop.services.traslado.encuentro import Traduccion, traducir
from cobro_desktop.services.traslado.estados import comun
from cobro_desktop.services.traslado.foto import (
    CASO,
    VEZ,
    fotografiar,
    fotografiar_varios,
    personas_de,
)
from cobro_desktop.services.traslado.identidad import Nombres
from cobro_desktop.services.traslado.obstaculos import (
    adoptables,
    caso_aqui,
    numero_ocupado,
    obstaculo,
)
from cobro_desktop.services.traslado.palabras import campo, nombrar_todo, que_es, valor
from cobro_desktop.services.traslado.regresos import con_quienes_vuelven, desvinculados
from cobro_desktop.services.traslado.tablas import REGLAS
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.traslado.foto import Foto
    from cobro_desktop.services.traslado.lectura import CasoPaquete
    from cobro_desktop.services.workspace import Workspace

NUEVO: Final = "nuevo"
IGUAL: Final = "igual"
CAMBIO_AQUI: Final = "cambio_aqui"
CAMBIO_ALLA: Final = "cambio_alla"
AMBOS: Final = "cambio_en_ambos"
CONFLICTO: Final = "conflicto"
BLOQUEADO: Final = "bloqueado"
CONTENIDO: Final = "contenido"
"""The pseudo-field of a document that both sides wrote again."""


@dataclass(frozen=True, slots=True)
class Diferencia:
    """A field that is told in two ways, as a person reads it."""

    clave: str
    """By which it is chosen: `SVSP-2026-000001/persona.telefono/1f0c…`."""
    numero: str
    que: str
    campo: str
    clase: str
    """`cambio_alla cambio_aca conflicto`."""
    antes: str
    aqui: str
    paquete: str


@dataclass(slots=True)
class Comparado:
    """A case of a package with all that is needed to write it."""

    caso: CasoPaquete
    estado: str
    expediente_id: int | None = None
    numero_aqui: str = ""
    bloqueo: str = ""
    aqui: Foto | None = None
    traducido: Traduccion | None = None
    fusion: Fusion | None = None
    diferencias: tuple[Diferencia, ...] = ()
    avisos: tuple[str, ...] = ()
    recalcular: frozenset[str] = frozenset()
    """Obligations whose balance both sides moved: it is worked out again."""
    adoptar: Mapping[str, int] = field(default_factory=dict)
    """Payments of the package that wait here without a case."""
    nombres: Nombres = field(default_factory=Nombres)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def llegan(self) -> dict[str, int]:
        """How many records of each table are new."""
        count: dict[str, int] = {}
        for tabla, _uid in self.fusion.nuevas if self.fusion else ():
            count[tabla] = count.get(tabla, 0) + 1
        return count


def comparar_varios(
    session: Session, workspace: Workspace, casos: Iterable[CasoPaquete], sigla: str
) -> Iterator[Comparado]:
    """Compare cases, a few of ours read at a time; writes nothing."""
    for part in trozos(casos, VEZ):
        here = (caso_aqui(session, caso, sigla)[0] for caso in part)
        known = list(dict.fromkeys(id_ for id_ in here if id_ is not None))
        fotos = {f.expediente_id: f for f in fotografiar_varios(session, known)}
        for caso in part:
            yield comparar_caso(session, workspace, caso, sigla, fotos=fotos)


def comparar_caso(
    session: Session,
    workspace: Workspace,
    caso: CasoPaquete,
    sigla: str,
    *,
    fotos: dict[int, Foto] | None = None,
) -> Comparado:
    """Compare a case; writes nothing. Each of `fotos`, by case, is used up."""
    found = Comparado(caso, NUEVO)
    found.expediente_id, found.bloqueo = caso_aqui(session, caso, sigla)
    found.bloqueo = found.bloqueo or obstaculo(session, workspace, caso, found, sigla)
    if found.bloqueo:
        found.estado = BLOQUEADO
        return found
    antes = None
    if found.expediente_id is None:
        filas, found.ids = personas_de(session, caso.filas.get("persona", {}))
        found.nombres = Nombres()
        known: Any = filas
        found.traducido = _de_nuevo(caso, filas)
    else:
        read = (fotos or {}).pop(found.expediente_id, None)
        found.aqui = read or fotografiar(session, found.expediente_id)
        _con_personas(session, found.aqui, caso)
        found.nombres = found.aqui.nombres_de_filas
        for (tabla, uid), fila in found.aqui.ids.items():
            if fila:
                found.nombres.anotar(tabla, uid, fila)
        found.ids = dict(found.aqui.ids)
        found.traducido = traducir(caso.filas, found.aqui, found.nombres)
        base = comun(
            session,
            workspace,
            found.expediente_id,
            caso.historia,
            (caso.sha256, dict(caso.filas)),
        )
        if base is not None:
            antes = traducir(base, found.aqui, found.nombres).filas
        known = found.aqui.filas
    fusion = con_quienes_vuelven(
        fundir(antes, known, found.traducido.filas, REGLAS),
        known,
        found.traducido.filas,
    )
    found.adoptar = adoptables(session, sigla, found.traducido.filas, fusion)
    _sin_saldos_de_ambos(found, fusion, antes)
    _con_contenidos(found, antes)
    _decir(session, found, sigla)
    return found


def elegido(cambio: Diferencia, elecciones: Mapping[str, str]) -> str:
    """Return which side a difference takes; empty while a conflict waits.

    What was said of one rules over what was said of its field, and that over all.
    """
    for key in nombres_de(cambio):
        if key in elecciones:
            return elecciones[key]
    if "*" in elecciones and cambio.clase == Clase.CONFLICTO:
        return elecciones["*"]
    return {Clase.ALLA: PAQUETE, Clase.ACA: AQUI}.get(Clase(cambio.clase), "")


def nombres_de(cambio: Diferencia) -> tuple[str, ...]:
    """Return how a difference may be named in a choice, the most exact first."""
    kind = cambio.clave.split("/")[1]
    return (cambio.clave, kind, kind.partition(".")[2], cambio.campo)


def _con_personas(session: Session, aqui: Foto, caso: CasoPaquete) -> None:
    """Add who the package puts in the case and this base knows from another one."""
    people = aqui.filas["persona"]
    others = {
        uid: record
        for uid, record in caso.filas.get("persona", {}).items()
        if uid not in people
    }
    filas, ids = personas_de(session, others)
    people |= filas["persona"]
    aqui.filas["direccion"] = filas["direccion"] | aqui.filas["direccion"]
    aqui.ids |= ids


def _de_nuevo(caso: CasoPaquete, filas: dict[str, Any]) -> Traduccion:
    """Name the records of a case that is new here; its people may not be."""
    from cobro_desktop.services.traslado.foto import Foto

    uid = next(iter(caso.filas[CASO]))
    return traducir(caso.filas, Foto(uid, 0, filas), Nombres())


def _sin_saldos_de_ambos(
    found: Comparado, fusion: Fusion, antes: Mapping[str, Mapping[str, Any]] | None
) -> None:
    """Take as no conflict a balance that payments of both sides moved."""
    assert found.traducido is not None
    theirs = found.traducido.filas.get("imputacion", {})
    known = (antes or {}).get("imputacion", {})
    mine = found.aqui.filas["imputacion"] if found.aqui else {}
    came = {theirs[u]["obligacion"] for t, u in fusion.nuevas if t == "imputacion"}
    own = {
        mine[u]["obligacion"]
        for t, u in fusion.propias
        if t == "imputacion" and u not in known
    }
    found.recalcular = frozenset(came & own)
    kept = tuple(
        c
        for c in fusion.cambios
        if not (
            c.tabla == "obligacion"
            and c.uid in found.recalcular
            and c.campo in {"saldo_capital", "estado"}
        )
    )
    found.fusion = replace(fusion, cambios=kept)


def _con_contenidos(
    found: Comparado, antes: Mapping[str, Mapping[str, Any]] | None
) -> None:
    """Add the documents that both sides wrote again, each in its way."""
    assert found.fusion is not None
    assert found.traducido is not None
    theirs = found.traducido.filas.get("documento_version", {})
    known = (antes or {}).get("documento_version", {})
    mine = found.aqui.filas["documento_version"] if found.aqui else {}
    came = _ultimas(theirs[u] for t, u in found.fusion.nuevas if t == _VERSION)
    own = _ultimas(
        mine[u] for t, u in found.fusion.propias if t == _VERSION and u not in known
    )
    here = found.aqui.filas["documento"] if found.aqui else {}
    more = tuple(
        Cambio(
            "documento",
            uid,
            CONTENIDO,
            Clase.CONFLICTO,
            _version(own[uid]),
            _version(came[uid]),
        )
        for uid in came
        if uid in own and uid in here
    )
    found.fusion = replace(found.fusion, cambios=(*found.fusion.cambios, *more))


_LARGO_CLAVE: Final = 12
_VERSION: Final = "documento_version"


def _ultimas(versions: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(v["documento"]): v for v in versions}


def _version(record: Mapping[str, Any]) -> str:
    return f"{record['archivo']}, {record['tamano']} bytes, de {record['usuario']}"


def _decir(session: Session, found: Comparado, sigla: str) -> None:
    assert found.fusion is not None
    assert found.traducido is not None
    numero, filas = found.caso.numero, found.traducido.filas
    names = nombrar_todo(filas) if found.fusion.cambios else {}
    found.diferencias = tuple(
        _diferencia(found, cambio, names) for cambio in found.fusion.cambios
    )
    notes = []
    if found.expediente_id is None:
        taken = numero_ocupado(session, sigla, numero)
        if taken:
            notes.append(
                f"El número {numero} es aquí de otro expediente: este recibirá el que "
                "sigue, y el suyo quedará como referencia."
            )
    elif found.numero_aqui != numero:
        notes.append(f"Aquí es el expediente {found.numero_aqui}.")
    if found.aqui is not None:
        notes += desvinculados(found.fusion, found.aqui.filas, filas)
    found.avisos = tuple(notes)
    found.estado = _estado(found)


def _diferencia(
    found: Comparado, cambio: Cambio, names: Mapping[str, str]
) -> Diferencia:
    assert found.traducido is not None
    record = found.traducido.filas[cambio.tabla][cambio.uid]
    theirs = found.traducido.ajenos.get((cambio.tabla, cambio.uid), cambio.uid)
    plain = cambio.campo == CONTENIDO
    told = [
        str(v or "—") if plain else valor(cambio.tabla, cambio.campo, v, names)
        for v in (cambio.antes, cambio.aqui, cambio.paquete)
    ]
    return Diferencia(
        clave=f"{found.caso.numero}/{cambio.tabla}.{cambio.campo}/{_corta(theirs)}",
        numero=found.caso.numero,
        que=que_es(cambio.tabla, record, names),
        campo=campo(cambio.tabla, cambio.campo),
        clase=str(cambio.clase),
        antes=told[0],
        aqui=told[1],
        paquete=told[2],
    )


def _corta(uid: str) -> str:
    """Return the beginning of a name; one that is made of words stays whole."""
    return uid if "|" in uid else uid[:_LARGO_CLAVE]


def _estado(found: Comparado) -> str:
    assert found.fusion is not None
    if found.expediente_id is None:
        conflict = any(c.clase is Clase.CONFLICTO for c in found.fusion.cambios)
        return CONFLICTO if conflict else NUEVO
    kinds = {c.clase for c in found.fusion.cambios}
    if Clase.CONFLICTO in kinds:
        return CONFLICTO
    own = {uid for t, uid in found.fusion.propias if t != "direccion"}
    there = bool(found.fusion.nuevas or found.fusion.retiradas) or Clase.ALLA in kinds
    here = bool(own) or Clase.ACA in kinds
    if there and here:
        return AMBOS
    if there:
        return CAMBIO_ALLA
    return CAMBIO_AQUI if here else IGUAL
