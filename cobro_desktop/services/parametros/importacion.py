"""Brings a file of legal values: every row judged, the good ones in one go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.errors import ConflictError, InvalidDataError
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.parametros.archivo import ArchivoLeido, leer_archivo
from cobro_desktop.services.parametros.lectura import CamposInvalidosError, leer_valor
from cobro_desktop.services.parametros.ordenes import (
    ROLES,
    escribir,
    presentes,
    serializar,
    sigla_de_tabla,
)
from cobro_desktop.services.parametros.revision import (
    Conocido,
    Revision,
    exigir_motivo,
    revisar,
)
from cobro_desktop.services.parametros.tablas import buscar_tabla
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.domain.parametros import TablaLegal, ValorLegal
    from cobro_desktop.domain.referencia import RegimenEt635
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportarParametros:
    """Bring the values of a file into a table."""

    archivo: Path
    tabla: str
    simular: bool = False
    """Only say what would happen."""
    motivo: str = ""
    """Why values that are there change; without it those rows are rejected."""
    sigla: str = ""
    """The entity, for tables of each entity."""
    hoja: str = ""


@dataclass
class Juicio:
    """What happens, or would happen, to the rows of a file."""

    nuevas: list[Revision] = field(default_factory=list)
    cambiadas: list[Revision] = field(default_factory=list)
    iguales: int = 0
    rechazadas: int = 0
    errores: list[dict[str, object]] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)


class Leida(NamedTuple):
    """A value that could be read, and the row it came from."""

    fila: int
    valor: ValorLegal


def importar_parametros(
    command: ImportarParametros,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress,
) -> Changes:
    """Read, judge and, unless it is a simulation, write in one transaction.

    Raises:
        UnreadableFileError: the file is no table, is damaged or could do harm.
        InvalidDataError: it lacks columns of the table.
        NotFoundError: no such file, table or entity.
    """
    tabla = buscar_tabla(command.tabla)
    sigla = sigla_de_tabla(workspace, command.tabla, command.sigla)
    progress.report(0, 0, "Abriendo el archivo")
    read = leer_archivo(tabla, command.archivo, command.hoja)
    regimenes = workspace.referencia.regimenes_et635
    court = Juzgado(tabla, read, command.motivo, regimenes)
    values, rejected = court.leer(sigla, progress)
    with workspace.base.read() as session:
        found = court.juzgar(values, rejected, presentes(session, tabla, sigla))
    if command.simular or not (found.nuevas or found.cambiadas):
        return _changes(read, found, written=False)
    with transaction(workspace, contexto, "importar_parametros") as tx:
        tx.require_role(ROLES, "cambiar los parámetros legales")
        serializar(tx.session)
        found = court.juzgar(values, rejected, presentes(tx.session, tabla, sigla))
        revisions = [*found.nuevas, *found.cambiadas]
        for number, revision in enumerate(revisions, start=1):
            progress.report(number, len(revisions), "Guardando los valores")
            escribir(tx, revision, command.motivo)
        texto = f"{tabla.nombre}: {_told(read, found)}"
        tx.tell(texto, despues=command.motivo)
    workspace.ley.olvidar()
    return _changes(read, found, written=True)


class Juzgado(NamedTuple):
    """A file before its table."""

    tabla: TablaLegal
    archivo: ArchivoLeido
    motivo: str
    """Why values that are there change."""
    regimenes: tuple[RegimenEt635, ...]

    def leer(self, sigla: str, progress: Progress) -> tuple[list[Leida], Juicio]:
        """Read every row; those that cannot be read are rejected already."""
        read: list[Leida] = []
        found = Juicio()
        rows = self.archivo.filas
        for number, row in enumerate(rows, start=1):
            progress.report(number, len(rows), "Leyendo filas")
            fields = dict(row.campos)
            if "fuente" not in self.archivo.columnas:
                fields["fuente"] = f"Archivo «{self.archivo.nombre}»"
            try:
                read.append(
                    Leida(row.numero, leer_valor(self.tabla, fields, sigla=sigla))
                )
            except CamposInvalidosError as error:
                found.rechazadas += 1
                for campo, motivo in error.problemas.items():
                    found.errores.append(self._error(row.numero, campo, motivo))
        return read, found

    def juzgar(
        self, values: list[Leida], read: Juicio, present: list[Conocido]
    ) -> Juicio:
        """Judge the rows one by one, each against what the ones before leave."""
        found = replace(
            read, nuevas=[], cambiadas=[], errores=[*read.errores], avisos=[]
        )
        present = list(present)
        for leida in _in_order(values, present):
            try:
                self._one(leida.valor, present, found)
            except (InvalidDataError, ConflictError) as error:
                found.rechazadas += 1
                first = self.tabla.campos[0].clave
                found.errores.append(self._error(leida.fila, first, error.mensaje))
        found.errores.sort(key=lambda error: int(str(error["fila"])))
        return found

    def _one(self, valor: ValorLegal, present: list[Conocido], found: Juicio) -> None:
        revision = revisar(self.tabla, valor, present, self.regimenes)
        if self._same(revision):
            found.iguales += 1
            return
        exigir_motivo(self.tabla, revision, self.motivo)
        (found.cambiadas if revision.anterior else found.nuevas).append(revision)
        found.avisos.extend(revision.avisos)
        if revision.anterior is not None:
            present.remove(revision.anterior)
        present.append(Conocido(revision.valor, None))
        present.sort(key=lambda known: known.valor.vigencia)

    def _same(self, revision: Revision) -> bool:
        """Tell whether it is there; a file that says nothing of checks undoes none."""
        if revision.anterior is None or "verificado" in self.archivo.columnas:
            return revision.igual
        known = revision.anterior.valor.verificado
        plain = replace(revision.valor, verificado=known)
        return plain.iguala(revision.anterior.valor)

    def _error(self, fila: int, campo: str, motivo: str) -> dict[str, object]:
        rows = {row.numero: row.campos for row in self.archivo.filas}
        return {
            "hoja": self.archivo.hoja,
            "celda": self.archivo.donde(fila, campo),
            "fila": fila,
            "columna": campo,
            "valor": str(rows[fila].get(campo, "")),
            "motivo": motivo,
        }


def _in_order(values: list[Leida], present: list[Conocido]) -> list[Leida]:
    """Put rows so that each continues what is there: forwards, then backwards."""
    ordered = sorted(values, key=lambda leida: leida.valor.vigencia)
    if not present:
        return ordered
    first = present[0].valor.vigencia.desde
    later = [leida for leida in ordered if leida.valor.vigencia.desde >= first]
    return [*later, *reversed(ordered[: len(ordered) - len(later)])]


def _told(read: ArchivoLeido, found: Juicio) -> str:
    rows = cantidad(len(read.filas), "fila leída", "filas leídas")
    return (
        f"«{read.nombre}», {rows}: {len(found.nuevas)} nuevas, "
        f"{len(found.cambiadas)} con cambios, {found.iguales} iguales, "
        f"{found.rechazadas} rechazadas."
    )


def _changes(read: ArchivoLeido, found: Juicio, *, written: bool) -> Changes:
    datos: dict[str, object] = {
        "archivo": read.nombre,
        "hoja": read.hoja,
        "leidas": len(read.filas),
        "nuevas": len(found.nuevas),
        "cambiadas": len(found.cambiadas),
        "iguales": found.iguales,
        "rechazadas": found.rechazadas,
        "ignoradas": {"vacias": read.vacias},
        "columnas_ignoradas": list(read.ajenas),
        "errores": found.errores,
        "avisos": found.avisos,
        "guardado": written,
    }
    return Changes(lista=written, resumen=_told(read, found), datos=datos)
