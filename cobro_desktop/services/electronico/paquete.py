"""Cases that leave in a package: to the SDH, to CISA, to who audits (S4, S12, B26)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.nombres_archivo import nombre_seguro
from cobro_desktop.exchange.indice_xml import indice_xml
from cobro_desktop.exchange.paquete_caso import (
    FORMATO,
    Archivo,
    Cabecera,
    escribir_carpeta,
    escribir_zip,
    leer_paquete,
)
from cobro_desktop.exchange.paquete_html import Enlace, Tabla, pagina
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.electronico.escritos import pdf_de
from cobro_desktop.services.electronico.orden import caso_de
from cobro_desktop.services.electronico.piezas import (
    HOJA,
    INDICE,
    cortes_de,
    indizados,
    piezas_de,
)
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.queries import detalle, dinero, historia
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.paquete_caso import Listado, Paquete
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

REMISION: Final = "remision"
AUDITORIA: Final = "auditoria"
_PROPOSITOS: Final = {REMISION: "remisión", AUDITORIA: "auditoría"}
_NOMBRE: Final = 70
_TODAS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CrearPaquete:
    """Write cases with all that they hold, in one file or in a folder."""

    expedientes: tuple[int, ...]
    salida: Path
    """A `.zip`; without ending, a folder of read-only files."""
    proposito: str = REMISION


class Diferencia(NamedTuple):
    """A datum that the package and the base tell in two ways."""

    campo: str
    aqui: str
    paquete: str


class CasoVisto(NamedTuple):
    """A case of a package against the base."""

    numero: str
    estado: str
    """`nuevo igual distinto`."""
    diferencias: tuple[Diferencia, ...]


def crear_paquete(
    command: CrearPaquete, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write a package and note it in each case.

    Raises:
        InvalidDataError: no cases, several institutions, or pages without counting.
        NotFoundError: there is no such case.
        MissingFieldsError: the institution has not written its data.
        StorageError: it cannot be written; what was there is untouched.
    """
    ids = tuple(dict.fromkeys(command.expedientes))
    with rehearsal(workspace, contexto) as trial:
        head = _cabecera(trial, ids, command.proposito)
    # Nobody waits for the base while a package is written.
    files = _archivos(head, ids, workspace, contexto)
    listed = _escribir(command.salida, head, files)
    texto = (
        f"Se hizo un paquete de {_PROPOSITOS[command.proposito]} con "
        f"{cantidad(len(ids), 'expediente')} y {cantidad(len(listed), 'archivo')}: "
        f"«{command.salida.name}»."
    )
    with transaction(workspace, contexto, "crear_paquete") as tx:
        cases = [caso_de(tx, case) for case in ids]
        for case in cases:
            acto = Acto(tipo=TipoActuacion.NOTA, texto=texto, fecha=contexto.hoy)
            registrar(tx, case, acto)
        tx.tell(f"{', '.join(head.expedientes)}: {texto}")
    datos: dict[str, object] = {
        "archivo": str(command.salida),
        "expedientes": list(head.expedientes),
        "archivos": len(listed),
    }
    return Changes(frozenset(ids), resumen=texto, datos=datos)


def ver_paquete(origen: Path, workspace: Workspace) -> tuple[Paquete, list[CasoVisto]]:
    """Check a package and compare each of its cases with the base, field by field.

    Raises:
        UnreadableFileError: it is damaged, altered, or of another version.
    """
    package = leer_paquete(origen)
    seen = []
    with workspace.base.read() as session:
        for numero, theirs in sorted(package.datos.items()):
            case = session.scalar(
                select(ExpedienteRow.id).where(ExpedienteRow.numero == numero)
            )
            if case is None:
                seen.append(CasoVisto(numero, "nuevo", ()))
                continue
            found = tuple(_comparar("", datos_de(session, workspace, case), theirs))
            state = "distinto" if found else "igual"
            seen.append(CasoVisto(numero, state, found))
    return package, seen


def datos_de(session: Session, workspace: Workspace, case: int) -> dict[str, Any]:
    """Return all that the base knows of a case, as plain JSON values.

    Money in centavos, days as AAAA-MM-DD; the schema is that of `FORMATO`.
    """
    row = session.get_one(ExpedienteRow, case)
    acts = historia.actuaciones(session, case, cuantas=_TODAS)
    known = {
        "formato": FORMATO,
        "expediente": {
            "numero": row.numero,
            "entidad": sigla_de(session, row),
            "procedimiento": workspace.procedimiento(
                session, row.procedimiento_id
            ).codigo,
            "actividad": row.actividad,
            "etapa": row.etapa,
            "estado": row.estado,
            "recibido": row.recibido,
            "deudor": row.deudor,
            "saldo": row.saldo,
            "fecha_legal": row.fecha_legal,
            "fecha_segura": row.fecha_segura,
        },
        "deudores": detalle.deudores(session, case),
        "referencias": detalle.referencias(session, case),
        "titulos": dinero.titulos(session, case),
        "obligaciones": dinero.obligaciones(session, case),
        "pagos": dinero.pagos(session, case),
        "liquidaciones": dinero.liquidaciones(session, case),
        "terminos": historia.terminos(session, case),
        "notificaciones": historia.notificaciones(session, case),
        "actuaciones": [act for act in reversed(acts) if not _es_paquete(act.texto)],
        "piezas": piezas_de(session, workspace, case),
        "cortes": [
            {"corte": c.orden, "fecha": c.fecha, "huella": c.huella}
            for c in cortes_de(session, case)
        ],
    }
    plain = _plano(known)
    return dict(plain)


def _cabecera(tx: Transaction, ids: Sequence[int], proposito: str) -> Cabecera:
    cases = [caso_de(tx, case) for case in ids]
    siglas = {sigla_de(tx.session, case) for case in cases}
    if len(siglas) != 1:
        message = "El paquete lleva expedientes de una sola entidad, al menos uno."
        raise InvalidDataError(message)
    return Cabecera(
        siglas.pop(),
        proposito,
        tx.contexto.hoy.isoformat(),
        tx.usuario.nombre,
        tuple(case.numero for case in cases),
    )


def _es_paquete(texto: str) -> bool:
    """Tell the notes of packages apart: making one does not change what a case is."""
    return texto.startswith("Se hizo un paquete de ")


def _escribir(
    salida: Path, head: Cabecera, files: Iterator[Archivo]
) -> tuple[Listado, ...]:
    if not salida.suffix:
        return escribir_carpeta(salida, head, files)
    if salida.suffix.lower() != ".zip":
        message = (
            f"«{salida.name}» debe terminar en .zip, o ser el nombre de una carpeta."
        )
        raise InvalidDataError(message)
    listed: list[Listado] = []

    def write(path: Path) -> None:
        listed.extend(escribir_zip(path, head, files))

    escribir_atomico(salida, write)
    return tuple(listed)


def _archivos(
    head: Cabecera, ids: Sequence[int], workspace: Workspace, contexto: Contexto
) -> Iterator[Archivo]:
    rows: list[tuple[str | Enlace, ...]] = []
    for case, numero in zip(ids, head.expedientes, strict=True):
        with workspace.base.read() as session:
            datos = datos_de(session, workspace, case)
            piezas = piezas_de(session, workspace, case)
            folder = nombre_seguro(numero)
            yield from _documentos(session, workspace, piezas, folder)
        own = datos["expediente"]
        yield from _papeles(case, piezas, folder, workspace, contexto, head)
        yield Archivo(f"{folder}/datos.json", _json(datos))
        yield Archivo(f"{folder}/caso.html", _caso(datos, piezas))
        link = Enlace(numero, f"{folder}/caso.html")
        count = sum(pieza.paginas or 0 for pieza in piezas)
        rows.append((link, own["deudor"], own["estado"], str(len(piezas)), str(count)))
    told = (
        f"{head.entidad}, {fecha_larga(contexto.hoy)}. Lo hizo {head.autor}.",
        (
            "Abra cada expediente para ver sus documentos en orden. El archivo "
            "manifiesto.json trae la huella SHA-256 de cada archivo; con ella se "
            "comprueba que nada cambió."
        ),
    )
    columns = ("Expediente", "Deudor", "Estado", "Documentos", "Páginas")
    table = Tabla("Expedientes", columns, rows)
    yield Archivo("LEEME.html", pagina("Paquete de expedientes", told, [table]))


def _documentos(
    session: Session, workspace: Workspace, piezas: Sequence[Pieza], folder: str
) -> Iterator[Archivo]:
    for pieza in piezas:
        content = workspace.contenido.leer(session, pieza.sha256)
        yield Archivo(f"{folder}/{_ruta(pieza)}", content)


def _papeles(
    case: int,
    piezas: Sequence[Pieza],
    folder: str,
    workspace: Workspace,
    contexto: Contexto,
    head: Cabecera,
) -> Iterator[Archivo]:
    """Give the index and the sheet of control; an audit also takes what is not so."""
    without = [pieza.nombre for pieza in piezas if pieza.paginas is None]
    if without and head.proposito != AUDITORIA:
        message = (
            f"No se hizo el paquete: en {folder} faltan por contar las páginas de "
            f"{', '.join(without)}. Escríbalas en el expediente electrónico."
        )
        raise InvalidDataError(message, {"sin_contar": without})
    if not without:
        yield Archivo(f"{folder}/indice.xml", indice_xml(indizados(piezas)))
    for tipo, name in ((INDICE, "indice.pdf"), (HOJA, "hoja-de-control.pdf")):
        yield Archivo(f"{folder}/{name}", pdf_de(tipo, case, workspace, contexto))


def _ruta(pieza: Pieza) -> str:
    name = nombre_seguro(pieza.nombre)[:_NOMBRE].strip(". ")
    suffix = PurePath(pieza.archivo).suffix.lower()
    return f"documentos/{pieza.orden:03d} {name}{suffix}"


def _caso(datos: Mapping[str, Any], piezas: Sequence[Pieza]) -> bytes:
    own = datos["expediente"]
    told = (
        (
            f"{own['deudor']}. Procedimiento {own['procedimiento']}, "
            f"etapa {own['etapa']}, estado {own['estado']}. "
            f"Saldo de capital: {pesos(own['saldo'])}."
        ),
    )
    papers = [
        (
            str(p.orden),
            Enlace(p.nombre, _ruta(p)),
            fecha_corta(p.fecha),
            f"{p.folios.inicio} – {p.folios.fin}" if p.folios else "Sin foliar",
            p.sha256,
        )
        for p in piezas
    ]
    acts = [
        (a["fecha"], a["texto"], a["nombre"] or a["usuario"])
        for a in datos["actuaciones"]
    ]
    sums = [
        (
            one["corte"],
            pesos(one["capital"]),
            pesos(one["interes"]),
            pesos(one["total"]),
        )
        for one in datos["liquidaciones"]
    ]
    tables = [
        Tabla(
            "Documentos", ("N.º", "Documento", "Fecha", "Páginas", "SHA-256"), papers
        ),
        Tabla("Actuaciones", ("Fecha", "Qué se hizo", "Quién"), acts),
        Tabla("Liquidaciones", ("Corte", "Capital", "Intereses", "Total"), sums),
    ]
    return pagina(f"Expediente {own['numero']}", told, tables)


def _json(datos: Mapping[str, Any]) -> bytes:
    return json.dumps(datos, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plano(value: Any) -> Any:
    """Turn what the queries return into values that JSON holds."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {str(key): _plano(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plano(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or type(value) in {str, int, bool}:
        return value
    return str(value)


def _comparar(where: str, here: Any, there: Any) -> Iterator[Diferencia]:
    if isinstance(here, dict) and isinstance(there, dict):
        for key in sorted(here.keys() | there.keys()):
            name = f"{where}.{key}" if where else str(key)
            yield from _comparar(name, here.get(key), there.get(key))
    elif isinstance(here, list) and isinstance(there, list):
        for place in range(max(len(here), len(there))):
            mine = here[place] if place < len(here) else None
            other = there[place] if place < len(there) else None
            yield from _comparar(f"{where}[{place + 1}]", mine, other)
    elif here != there:
        yield Diferencia(where, _texto(here), _texto(there))


def _texto(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
