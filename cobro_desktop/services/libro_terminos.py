"""The register of terms of some days, printed or as a workbook (F33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.documents.libro_terminos import (
    NOMBRE,
    TITULOS,
    Asiento,
    LibroTerminos,
    listado_de,
    print_libro,
)
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.libro_terminos import Suceso, VidaTermino, sucesos
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.agenda import plazo_en_palabras
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.entidades import emisor
from cobro_desktop.storage import bitacora
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.queries import libro_terminos as consulta
from cobro_desktop.storage.rows import UsuarioRow

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.libro_terminos import TerminoDelLibro

TIPO: Final = "libro-terminos"
"""Id under which an institution may name the format of the register."""
DIAS_MAXIMOS: Final = 366


@dataclass(frozen=True, slots=True)
class PedirLibro:
    """Which register: of an institution, from a day to another, both included."""

    entidad: str
    desde: dt.date
    hasta: dt.date


def libro_de(
    pedido: PedirLibro, workspace: Workspace, contexto: Contexto
) -> LibroTerminos:
    """Read the register; writes nothing.

    Raises:
        InvalidDataError: the last day is before the first, or more than a year away.
        NotFoundError: no institution has that SIGLA.
    """
    _check(pedido)
    perfil = workspace.perfil(pedido.entidad)
    with workspace.base.read() as session:
        head = bitacora.cabeza(session)
        return LibroTerminos(
            emisor=emisor(perfil, TIPO, datos=datos_de(session, perfil.sigla)),
            desde=pedido.desde,
            hasta=pedido.hasta,
            fecha=contexto.hoy,
            elaboro=_elaboro(session, contexto.usuario),
            asientos=tuple(_asientos(session, perfil.sigla, pedido, contexto.hoy)),
            cabeza=_cabeza(head) if head else "",
        )


def imprimir_libro(libro: LibroTerminos, destino: Path) -> str:
    """Write the register as PDF/A; returns the fingerprint that it prints.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    escribir_atomico(destino, print_libro(libro))
    return listado_de(libro).huella


def exportar_libro(libro: LibroTerminos, destino: Path) -> None:
    """Write the register as a workbook.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.exchange import libro as workbook
    from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna, Informe

    informe = Informe(
        hoja=NOMBRE,
        encabezado=(
            libro.emisor.entidad,
            f"{NOMBRE}: del {fecha_larga(libro.desde)} al {fecha_larga(libro.hasta)}",
            f"Impreso el {fecha_larga(libro.fecha)}. {libro.cabeza}".strip(),
        ),
        columnas=(
            Columna("Día", Clase.FECHA, 12),
            Columna("Qué pasó", ancho=26),
            Columna("Expediente", Clase.CODIGO, 20),
            DEUDOR,
            Columna("Término", ancho=44),
            Columna("Acto", ancho=60),
            Columna("Vence", Clase.FECHA, 12),
            Columna("Quién", ancho=26),
        ),
        fecha=libro.fecha,
        fijas=3,
    )

    def write(path: Path) -> None:
        workbook.escribir_libro(path, informe, map(_fila, libro.asientos))

    escribir_atomico(destino, write)


def escribir_libro(
    pedido: PedirLibro, destino: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the register as its extension says: `.pdf` or `.xlsx`.

    Raises:
        InvalidDataError: another extension, or days that cannot be.
        NotFoundError: no institution has that SIGLA.
        StorageError: it cannot be written; what was there is untouched.
    """
    kind = destino.suffix.casefold()
    if kind not in {".pdf", ".xlsx"}:
        message = f"«{destino.name}» debe terminar en .pdf o en .xlsx."
        raise InvalidDataError(message, {"archivo": str(destino)})
    libro = libro_de(pedido, workspace, contexto)
    huella = None
    if kind == ".pdf":
        huella = imprimir_libro(libro, destino)
    else:
        exportar_libro(libro, destino)
    count = cantidad(len(libro.asientos), "asiento")
    return Changes(
        resumen=f"El libro de términos quedó en «{destino.name}»: {count}.",
        datos={
            "entidad": pedido.entidad,
            "desde": pedido.desde.isoformat(),
            "hasta": pedido.hasta.isoformat(),
            "asientos": len(libro.asientos),
            "sucesos": contar(libro),
            "huella": huella,
            "archivo": str(destino),
        },
    )


def contar(libro: LibroTerminos) -> dict[str, int]:
    """Count the lines of a register by what they say."""
    return {str(s): sum(a.suceso is s for a in libro.asientos) for s in Suceso}


def _check(pedido: PedirLibro) -> None:
    days = (pedido.hasta - pedido.desde).days + 1
    if days < 1:
        message = (
            f"El libro termina ({fecha_larga(pedido.hasta)}) antes de empezar "
            f"({fecha_larga(pedido.desde)}). Revise las dos fechas."
        )
        raise InvalidDataError(message)
    if days > DIAS_MAXIMOS:
        message = (
            f"Se pidieron {cantidad(days, 'día')}: el libro se imprime por períodos de "
            "un año o menos."
        )
        raise InvalidDataError(message)


def _elaboro(session: Session, login: str) -> str:
    row = session.scalars(select(UsuarioRow).where(UsuarioRow.login == login)).one()
    return ", ".join(filter(None, (row.nombre, row.cargo)))


def _cabeza(head: bitacora.Cabeza) -> str:
    return (
        f"Última entrada de la bitácora al imprimir: n.º {head.seq}, huella "
        f"{head.huella}."
    )


def _asientos(
    session: Session, sigla: str, pedido: PedirLibro, hoy: dt.date
) -> list[Asiento]:
    found = [
        _asiento(row, day, what)
        for row in consulta.terminos(session, sigla, pedido.desde, pedido.hasta)
        for day, what in sucesos(_vida(row), pedido.desde, pedido.hasta, hoy)
    ]
    found += [
        Asiento(
            dia=row.fecha,
            suceso=Suceso.CAMBIADO,
            expediente=row.numero,
            deudor=row.deudor,
            termino="",
            acto=row.texto,
            vence=None,
            quien=row.autor or "",
        )
        for row in consulta.cambios(session, sigla, pedido.desde, pedido.hasta)
    ]
    order = list(Suceso)
    return sorted(found, key=lambda a: (a.dia, order.index(a.suceso), a.expediente))


def _vida(row: TerminoDelLibro) -> VidaTermino:
    return VidaTermino(row.desde, row.vence, row.cumplido, row.estado == "anulado")


def _asiento(row: TerminoDelLibro, day: dt.date, what: Suceso) -> Asiento:
    return Asiento(
        dia=day,
        suceso=what,
        expediente=row.numero,
        deudor=row.deudor,
        termino=f"{row.nombre}. {plazo_en_palabras(row.cantidad, row.unidad)}",
        acto=_acto(row, what),
        vence=row.vence,
        quien=(row.autor if what is Suceso.EMPIEZA else row.responsable)
        or row.responsable
        or "Sin repartir",
    )


def _acto(row: TerminoDelLibro, what: Suceso) -> str:
    if what is Suceso.EMPIEZA:
        began = row.acto or f"Cuenta desde el {fecha_larga(row.desde)}."
        return f"{began} Anulado después." if row.estado == "anulado" else began
    if row.cumplido is None:
        missed = what is Suceso.INCUMPLIDO
        return "Sigue sin cumplirse." if missed else "Todavía corre."
    when = f"Cumplido el {fecha_larga(row.cumplido)}"
    days = (row.cumplido - row.vence).days
    return f"{when}, {cantidad(days, 'día')} tarde." if days > 0 else f"{when}."


def _fila(asiento: Asiento) -> tuple[Celda, ...]:
    return (
        asiento.dia,
        TITULOS[asiento.suceso],
        asiento.expediente,
        asiento.deudor,
        asiento.termino,
        asiento.acto,
        asiento.vence,
        asiento.quien,
    )
