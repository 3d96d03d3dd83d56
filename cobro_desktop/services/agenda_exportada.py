"""Takes the agenda out: a workbook, pages to print, reminders for another calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.alertas import Nivel, avisos
from cobro_desktop.domain.bandas import Banda, banda_de
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, miles
from cobro_desktop.services.agenda import listar, resumir
from cobro_desktop.services.alertas import load_alertas
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.documents.listado import Seccion
    from cobro_desktop.exchange.ics import Evento
    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.agenda import FiltroAgenda, LineaAgenda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

TIPO: Final = "agenda-terminos"
NOMBRE: Final = "Agenda de términos"
PAGINAS_HASTA: Final = 2_000
"""Terms that are printed at once; more are a file for a spreadsheet."""
LIBRO_HASTA: Final = 100_000
BANDAS: Final = {
    Banda.VENCIDOS: "Vencidos",
    Banda.HOY: "Hoy",
    Banda.ESTA_SEMANA: "Esta semana",
    Banda.ESTE_MES: "Este mes",
    Banda.DESPUES: "Después",
    Banda.SUSPENDIDOS: "Suspendidos: hoy no corren",
}
NIVELES: Final = {
    Nivel.AL_DIA: "Al día",
    Nivel.POR_VENCER: "Por vencer",
    Nivel.URGENTE: "Urgente",
    Nivel.VENCIDO: "Vencido",
}


@dataclass(frozen=True, slots=True)
class ExportarAgenda:
    """Write what a filter finds; the extension of `salida` says how."""

    salida: Path
    """`.xlsx`, `.pdf` or `.ics`."""
    filtro: FiltroAgenda
    que: str = ""
    """What was chosen, in words, for the heading: `Responsable: M. Peña`."""


def exportar_agenda(
    command: ExportarAgenda, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the file; the one that was there stays until the new one is whole.

    Raises:
        InvalidDataError: another extension, or more terms than it may hold.
        NotFoundError: nobody has the login of the filter.
        StorageError: the file cannot be written.
    """
    kind = command.salida.suffix.casefold()
    if kind not in _ESCRIBEN:
        known = ", ".join(_ESCRIBEN)
        message = (
            f"«{command.salida.name}» no dice cómo escribir la agenda. El nombre debe "
            f"terminar en {known}."
        )
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    total = resumir(workspace, contexto, command.filtro).total
    limit = PAGINAS_HASTA if kind == ".pdf" else LIBRO_HASTA
    if total > limit:
        message = (
            f"Son {cantidad(total, 'término')} y en un archivo {kind} caben hasta "
            f"{miles(limit)}. No se escribió nada; escoja un responsable o unas "
            "fechas y vuelva a intentarlo."
        )
        raise InvalidDataError(message, {"total": total, "limite": limit})
    lines = listar(workspace, contexto, command.filtro, cuantos=total)
    _ESCRIBEN[kind](command, lines, workspace, contexto)
    texto = f"Se exportó la agenda a «{command.salida.name}»: " + cantidad(
        len(lines), "término"
    )
    with transaction(workspace, contexto, "exportar:agenda") as tx:
        tx.tell(f"{texto}.")
    return Changes(
        resumen=f"{texto}.",
        datos={"terminos": len(lines), "archivo": str(command.salida)},
    )


def eventos(lines: Sequence[LineaAgenda], workspace: Workspace) -> Iterator[Evento]:
    """Yield a day to remember for each term that runs."""
    from cobro_desktop.exchange.ics import Evento

    for line in lines:
        if line.suspendido:
            continue
        cal, alertas = (
            workspace.calendario(line.entidad),
            load_alertas(line.entidad, workspace.recursos),
        )
        yield Evento(
            uid=f"{line.numero}-t{line.id}@cobro-desktop",
            titulo=f"Vence: {line.termino} · {line.numero}",
            descripcion="\n".join(_descripcion(line)),
            fecha=line.vence,
            avisos=avisos(alertas, line.vence, cal),
            categorias=("Términos", line.entidad),
        )


def cuanto_falta(line: LineaAgenda) -> str:
    """Say how many working days are left: `quedan 3 días hábiles`."""
    if line.suspendido:
        return "no corre: suspendido"
    days = cantidad(abs(line.quedan), "día hábil", "días hábiles")
    if line.nivel is Nivel.VENCIDO:
        return f"venció hace {days}" if line.quedan else "ya venció"
    if line.quedan:
        return f"{'queda' if line.quedan == 1 else 'quedan'} {days}"
    return "vence hoy"


def _descripcion(line: LineaAgenda) -> Iterator[str]:
    yield f"Expediente {line.numero} ({line.entidad})"
    yield f"Deudor: {line.deudor}"
    yield f"Término: {line.termino}, {line.plazo} desde el {fecha_larga(line.desde)}"
    yield f"Fuente: {line.fuente}"
    yield f"Responsable: {line.responsable or 'sin repartir'}"


def _escribir_ics(
    command: ExportarAgenda,
    lines: Sequence[LineaAgenda],
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    from cobro_desktop.exchange.ics import calendario_ics

    name = f"{NOMBRE}: {command.que}" if command.que else NOMBRE
    content = calendario_ics(eventos(lines, workspace), name, contexto.hoy)
    escribir_atomico(command.salida, content)


def _escribir_xlsx(
    command: ExportarAgenda,
    lines: Sequence[LineaAgenda],
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    from cobro_desktop.exchange.informe import Clase, Columna, Informe
    from cobro_desktop.exchange.libro import escribir_libro

    del workspace
    informe = Informe(
        hoja=NOMBRE,
        encabezado=(NOMBRE, command.que or "Todos los términos", _al(contexto)),
        columnas=(
            Columna("Vence", Clase.FECHA, 12),
            Columna("Estado", ancho=12),
            Columna("Días hábiles", Clase.ENTERO, 10),
            Columna("Expediente", Clase.CODIGO, 20),
            Columna("Deudor", ancho=36, ajusta=True),
            Columna("Qué corre", ancho=42),
            Columna("Norma o procedimiento", ancho=30),
            Columna("Desde", Clase.FECHA, 12),
            Columna("Plazo", ancho=18),
            Columna("Responsable", ancho=26),
            Columna("Entidad", ancho=10),
        ),
        fecha=contexto.hoy,
        fijas=4,
    )

    def write(path: Path) -> None:
        escribir_libro(path, informe, map(_fila, lines))

    escribir_atomico(command.salida, write)


def _fila(line: LineaAgenda) -> tuple[Celda, ...]:
    return (
        line.vence,
        "Suspendido" if line.suspendido else NIVELES[line.nivel],
        None if line.suspendido else line.quedan,
        line.numero,
        line.deudor,
        line.termino,
        line.fuente,
        line.desde,
        line.plazo,
        line.responsable or "Sin repartir",
        line.entidad,
    )


def _escribir_pdf(
    command: ExportarAgenda,
    lines: Sequence[LineaAgenda],
    workspace: Workspace,
    contexto: Contexto,
) -> None:
    from cobro_desktop.documents.listado import Listado, print_listado

    listado = Listado(
        emisor=_emisor(lines, workspace),
        nombre=NOMBRE,
        encabezado=(_al(contexto), command.que or "Todos los términos abiertos"),
        secciones=tuple(_secciones(lines, contexto)),
        registro=f"{NOMBRE} {contexto.hoy.isoformat()}",
        codigo=f"AGENDA/{contexto.hoy.isoformat()}",
        fecha=contexto.hoy,
        notas=(f"Impreso por {contexto.usuario} el {fecha_larga(contexto.hoy)}.",),
    )
    escribir_atomico(command.salida, print_listado(listado))


def _secciones(lines: Sequence[LineaAgenda], contexto: Contexto) -> Iterator[Seccion]:
    from cobro_desktop.documents.listado import Seccion

    columns = ("Vence", "Expediente y deudor", "Qué corre", "Estado", "Responsable")
    for band, title in BANDAS.items():
        rows = tuple(
            (
                fecha_corta(line.vence),
                f"{line.numero} {line.deudor}",
                f"{line.termino} ({line.norma or line.plazo})",
                _estado(line),
                line.responsable or "Sin repartir",
            )
            for line in lines
            if _banda(line, contexto) is band
        )
        if rows:
            widths = (0.12, 0.31, 0.25, 0.16, 0.16)
            yield Seccion(f"{title} ({miles(len(rows))})", columns, widths, rows)
    if not lines:
        yield Seccion("Sin términos", (), (), (), vacia="No corre ningún término.")


def _banda(line: LineaAgenda, contexto: Contexto) -> Banda:
    if line.suspendido:
        return Banda.SUSPENDIDOS
    return banda_de(line.vence, contexto.hoy)


def _estado(line: LineaAgenda) -> str:
    if line.suspendido:
        return "Suspendido"
    return f"{NIVELES[line.nivel]}: {cuanto_falta(line)}"


def _al(contexto: Contexto) -> str:
    return f"{NOMBRE} al {fecha_larga(contexto.hoy)}"


def _emisor(lines: Sequence[LineaAgenda], workspace: Workspace) -> Emisor:
    """Return the letterhead of the only entity; of several, one without a name."""
    from cobro_desktop.services.datos_entidad import datos_de
    from cobro_desktop.services.entidades import emisor

    siglas = sorted({line.entidad for line in lines})
    profiles = {p.sigla: p for p in workspace.perfiles()}
    perfil = profiles[siglas[0]] if siglas else next(iter(profiles.values()))
    with workspace.base.read() as session:
        found = emisor(perfil, TIPO, datos=datos_de(session, perfil.sigla))
    if len(siglas) == 1:
        return found
    return replace(
        found,
        sigla="",
        entidad="Cobro persuasivo y coactivo",
        membrete=(" · ".join(siglas),) if siglas else (),
        direccion_entidad="",
        correo_entidad="",
        telefono_entidad="",
        pagina_web="",
        codigo_formato="",
        procedimiento="",
    )


_ESCRIBEN: Final = {
    ".xlsx": _escribir_xlsx,
    ".pdf": _escribir_pdf,
    ".ics": _escribir_ics,
}
