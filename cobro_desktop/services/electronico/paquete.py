"""Cases that leave in a package: to the SDH, to CISA, to who audits (S4, S12, B26)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.documents.campos import MissingFieldsError
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.nombres_archivo import nombre_seguro
from cobro_desktop.exchange.firmado import huella_de_clave
from cobro_desktop.exchange.indice_xml import indice_xml
from cobro_desktop.exchange.paquete_caso import (
    AUDITORIA,
    DEVOLUCION,
    FORMATO,
    INTERCAMBIO,
    PRESTAMO,
    REMISION,
    Archivo,
    Cabecera,
    Sello,
)
from cobro_desktop.exchange.paquete_html import Enlace, Tabla, pagina
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.claves import COMPARAR
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
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.transaction import rehearsal, transaction
from cobro_desktop.services.traslado.carga import DE_PAQUETES
from cobro_desktop.services.traslado.entrega import escribir_paquete
from cobro_desktop.services.traslado.envio import Envio, revisar_envio
from cobro_desktop.services.traslado.identidad import nombrar_base, nombre_nuevo
from cobro_desktop.storage.queries import detalle, dinero, historia
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.traslado.envio import Firma
    from cobro_desktop.services.traslado.prestamos import Prestar
    from cobro_desktop.services.workspace import Workspace

_PROPOSITOS: Final = {
    REMISION: "remisión",
    AUDITORIA: "auditoría",
    INTERCAMBIO: "intercambio",
    PRESTAMO: "préstamo",
    DEVOLUCION: "devolución",
}
_NOMBRE: Final = 70
_TODAS: Final = 1_000_000
_DICHOS: Final = 20
"""Numbers of cases that the history names one by one."""


@dataclass(frozen=True, slots=True)
class CrearPaquete:
    """Write cases with all that they hold, in one file or in a folder."""

    expedientes: tuple[int, ...]
    salida: Path
    """A `.zip`; without ending, a folder of read-only files."""
    proposito: str = REMISION
    firma: Firma | None = None
    """The key of the office, to sign it."""
    contrasena: str = ""
    """What closes it; empty for one that anybody reads."""
    prestar: Prestar | None = None
    """To whom, when its purpose is a loan."""


def crear_paquete(
    command: CrearPaquete,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    """Write a package and note it in each case.

    Raises:
        InvalidDataError: no cases, several institutions, pages without counting, a
            key or a passphrase that will not do, or a loan to nobody.
        NotAllowedError: a case that is lent already, or was not lent to us.
        NotFoundError: there is no such case.
        MissingFieldsError: the institution has not written its data.
        StorageError: it cannot be written; what was there is untouched.
    """
    ids = tuple(dict.fromkeys(command.expedientes))
    key = command.firma.abrir() if command.firma else None
    with rehearsal(workspace, contexto) as trial:
        base = nombre_nuevo(trial.session)
        head = replace(_cabecera(trial, ids, command.proposito), base=base)
        loan = revisar_envio(trial, ids, command.proposito, command.prestar)
    # Nobody waits for the base while a package is written.
    sello = Sello(key)
    envio = Envio(workspace, contexto, head, sello, command.salida.name, loan)
    watched = progress or SilentProgress()
    with escribir_paquete(
        command.salida,
        envio,
        _archivos(envio, ids, watched),
        contrasena=command.contrasena,
    ) as escrito:
        texto = (
            f"Se hizo un paquete de {_PROPOSITOS[command.proposito]} con "
            f"{cantidad(len(ids), 'expediente')} y "
            f"{cantidad(escrito.archivos, 'archivo')}: «{command.salida.name}»."
        )
        with transaction(workspace, contexto, "crear_paquete") as tx:
            nombrar_base(tx, base)
            revisar_envio(tx, ids, command.proposito, command.prestar)
            _anotar(tx, envio, ids, texto, watched)
            tx.session.flush()
            # Last of all, so that what is noted and what is written go together.
            escrito.entregar()
    own = huella_de_clave(key) if key else ""
    datos: dict[str, object] = {
        "archivo": str(command.salida),
        "expedientes": list(head.expedientes),
        "archivos": escrito.archivos,
        "firmado": key is not None,
        "huella": own,
        "cifrado": bool(command.contrasena),
    }
    if own:
        texto += f" La huella de la clave que lo firma es {own}: {COMPARAR}"
    return Changes(frozenset(ids), resumen=texto, datos=datos)


def _anotar(
    tx: Transaction, envio: Envio, ids: Sequence[int], texto: str, progress: Progress
) -> None:
    """Note the package in each case, and keep what left."""
    for done, id_ in enumerate(ids):
        progress.report(done, len(ids), "Anotando el paquete en cada expediente")
        case = caso_de(tx, id_)
        acto = Acto(tipo=TipoActuacion.NOTA, texto=texto, fecha=tx.contexto.hoy)
        registrar(tx, case, acto)
        envio.anotar(tx, case)
    numbers = envio.cabecera.expedientes
    more = f" y {miles(len(numbers) - _DICHOS)} más" if len(numbers) > _DICHOS else ""
    tx.tell(f"{', '.join(numbers[:_DICHOS])}{more}: {texto}")


def datos_de(
    session: Session, workspace: Workspace, case: int, piezas: Sequence[Pieza]
) -> dict[str, Any]:
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
        "actuaciones": [
            act for act in reversed(acts) if not act.texto.startswith(DE_PAQUETES)
        ],
        "piezas": list(piezas),
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


def _archivos(
    envio: Envio, ids: Sequence[int], progress: Progress
) -> Iterator[Archivo]:
    workspace, head = envio.workspace, envio.cabecera
    rows: list[tuple[str | Enlace, ...]] = []
    for (case, foto), numero in zip(envio.fotos(ids), head.expedientes, strict=True):
        progress.report(len(rows), len(ids), "Empacando expedientes")
        with workspace.base.read() as session:
            piezas = piezas_de(session, workspace, case)
            datos = datos_de(session, workspace, case, piezas)
            folder = nombre_seguro(numero)
            yield from _documentos(session, workspace, piezas, folder)
            kept = {pieza.sha256 for pieza in piezas}
            yield from envio.filas(session, foto, folder, kept)
        own = datos["expediente"]
        yield from _papeles(case, piezas, folder, envio)
        yield Archivo(f"{folder}/datos.json", _json(datos))
        yield Archivo(f"{folder}/caso.html", _caso(datos, piezas))
        link = Enlace(numero, f"{folder}/caso.html")
        count = sum(pieza.paginas or 0 for pieza in piezas)
        rows.append((link, own["deudor"], own["estado"], str(len(piezas)), str(count)))
    told = (
        f"{head.entidad}, {fecha_larga(envio.contexto.hoy)}. Lo hizo {head.autor}.",
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
    case: int, piezas: Sequence[Pieza], folder: str, envio: Envio
) -> Iterator[Archivo]:
    """Give the index and the sheet of control; an audit also takes what is not so."""
    without = [pieza.nombre for pieza in piezas if pieza.paginas is None]
    remits = envio.cabecera.proposito in {REMISION, AUDITORIA}
    if without and envio.cabecera.proposito == REMISION:
        message = (
            f"No se hizo el paquete: en {folder} faltan por contar las páginas de "
            f"{', '.join(without)}. Escríbalas en el expediente electrónico."
        )
        raise InvalidDataError(message, {"sin_contar": without})
    if not without:
        yield Archivo(f"{folder}/indice.xml", indice_xml(indizados(piezas)))
    if not piezas and not remits:
        return  # nothing to index: the other office prints them when there is
    for tipo, name in ((INDICE, "indice.pdf"), (HOJA, "hoja-de-control.pdf")):
        if tipo in envio.sin_imprimir:
            continue
        try:
            printed = pdf_de(tipo, case, envio.workspace, envio.contexto)
            yield Archivo(f"{folder}/{name}", printed)
        except MissingFieldsError:
            # Another office of the house prints them when it needs them.
            if remits:
                raise
            envio.sin_imprimir.add(tipo)


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
