"""The electronic file and the search of documents, over the services."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from cobro_desktop.domain.errors import UserError
from cobro_desktop.formats import cantidad, miles
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import CancelledByUserError
from cobro_ui.electronico.ports import Added, Cut, FileView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.foliado import Folios
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.electronico.textos import Hallado
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.electronico.ports import PieceRequest

_CAPTURA: Final = "Captura de pantalla"
_NAME: Final = 40
"""Characters of a file's name in the line of progress."""


class _Kept(NamedTuple):
    nombre: str
    folios: Folios | None


class CaseFiles:
    """`ElectronicFile` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def load(self, expediente_id: int) -> FileView:
        """Read the pieces of a case and the closings of its index."""
        from cobro_desktop.services.consultas import ficha
        from cobro_desktop.services.electronico.piezas import cortes_de, piezas_de

        workspace = self._office.workspace
        case = ficha(workspace, expediente_id).expediente
        with workspace.base.read() as session:
            piezas = piezas_de(session, workspace, expediente_id)
            cuts = [
                Cut(c.orden, c.fecha, c.folios, c.huella, c.usuario)
                for c in cortes_de(session, expediente_id)
            ]
        return FileView(case.numero, case.deudor, piezas, cuts)

    def add(
        self, expediente_id: int, files: Sequence[Path], progress: Progress
    ) -> Added:
        """Put files into a case; one that refuses stops no other."""
        kept = self._kept(expediente_id)
        done: list[int] = []
        told: list[str] = []
        came = 0
        stopped = False
        for number, path in enumerate(files):
            try:
                progress.report(number, len(files), f"Anexando «{_short(path)}»")
            except CancelledByUserError:
                if not came:
                    raise
                stopped = True
                break
            try:
                ids, warnings = self._add_one(expediente_id, path, kept)
            except UserError as error:
                told.append(error.mensaje)
                continue
            came += 1
            done += ids
            told += warnings
        return _added(expediente_id, (came, len(files)), done, told, stopped=stopped)

    def paste(self, expediente_id: int, png: bytes) -> Added:
        """Put a picture of the screen into a case."""
        view = self.load(expediente_id)
        names = {piece.nombre for piece in view.piezas}
        base = name = f"{_CAPTURA} {self._office.hoy.isoformat()}"
        number = 1
        while name in names:
            number += 1
            name = f"{base} ({number})"
        with tempfile.TemporaryDirectory(dir=self._office.outbox) as folder:
            path = Path(folder) / f"{name}.png"
            path.write_bytes(png)
            ids, warnings = self._add_one(expediente_id, path, {})
        return _added(expediente_id, (1, 1), ids, warnings, stopped=False)

    def arrange(self, expediente_id: int, documents: Sequence[int]) -> Changes:
        """Put the pieces that may move in another order."""
        from cobro_desktop.services.electronico.orden import (
            OrdenarPiezas,
            ordenar_piezas,
        )

        office = self._office
        command = OrdenarPiezas(expediente_id, tuple(documents))
        return ordenar_piezas(command, office.workspace, office.contexto)

    def describe(self, request: PieceRequest) -> Changes:
        """Correct what the index says of a piece."""
        from cobro_desktop.services.electronico.orden import (
            DescribirPieza,
            describir_pieza,
        )

        office = self._office
        command = DescribirPieza(**asdict(request))
        return describir_pieza(command, office.workspace, office.contexto)

    def count(self, expediente_id: int) -> Changes:
        """Count the pages that nobody counted."""
        from cobro_desktop.services.electronico.orden import contar_piezas

        office = self._office
        return contar_piezas(expediente_id, office.workspace, office.contexto)

    def close(self, expediente_id: int) -> Changes:
        """Close the index."""
        from cobro_desktop.services.electronico.cierre import (
            CerrarIndice,
            cerrar_indice,
        )

        office = self._office
        command = CerrarIndice(expediente_id)
        return cerrar_indice(command, office.workspace, office.contexto)

    def sheet(self, expediente_id: int, target: Path | None) -> Path:
        """Write the sheet of control as PDF; None for a copy to read."""
        from cobro_desktop.services.electronico.escritos import escribir_hoja

        office = self._office
        path = target or office.outbox / f"hoja-de-control-{expediente_id}.pdf"
        escribir_hoja(expediente_id, path, office.workspace, office.contexto)
        return path

    def index(self, expediente_id: int, target: Path | None, corte: int = 0) -> Path:
        """Write the index; the ending says how. None for a PDF to read."""
        from cobro_desktop.services.electronico.escritos import (
            EscribirIndice,
            escribir_indice,
        )

        office = self._office
        path = target or office.outbox / f"indice-electronico-{expediente_id}.pdf"
        command = EscribirIndice(expediente_id, path, corte)
        escribir_indice(command, office.workspace, office.contexto)
        return path

    def package(self, expediente_id: int, target: Path, *, audit: bool) -> Changes:
        """Write the package of a case: to send it away, or for who audits."""
        from cobro_desktop.exchange.paquete_caso import AUDITORIA, REMISION
        from cobro_desktop.services.electronico.paquete import (
            CrearPaquete,
            crear_paquete,
        )

        office = self._office
        purpose = AUDITORIA if audit else REMISION
        command = CrearPaquete((expediente_id,), target, purpose)
        return crear_paquete(command, office.workspace, office.contexto)

    def open(self, piece: Pieza) -> Path:
        """Return a readable copy of a piece."""
        return self._office.copy_of(piece.documento_id, piece.nombre, piece.formato)

    def _kept(self, expediente_id: int) -> dict[str, _Kept]:
        """Return the pieces of a case by the hash of their bytes."""
        pieces = self.load(expediente_id).piezas
        return {p.sha256: _Kept(p.nombre, p.folios) for p in pieces}

    def _add_one(
        self, expediente_id: int, path: Path, kept: dict[str, _Kept]
    ) -> tuple[list[int], list[str]]:
        """Put a file into a case; returns the new documents and what is odd.

        Raises:
            UserError: it may not come in, or is there already.
        """
        from cobro_desktop.services.anexos import AnexarArchivo, anexar

        _refuse_folder(path)
        sha256 = _refuse_twice(path, kept)
        office = self._office
        command = AnexarArchivo(expediente_id, path)
        datos = anexar(command, office.workspace, office.contexto).datos
        kept[sha256] = _Kept(path.name, None)
        inside, warnings = datos["del_correo"], datos["advertencias"]
        assert isinstance(inside, list)
        assert isinstance(warnings, list)
        return [int(str(datos["documento"])), *inside], warnings


class DocumentWords:
    """`TextSearch` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def find(self, words: str, most: int) -> Sequence[Hallado]:
        """Return the documents that have every word, the last ones first."""
        from cobro_desktop.services.electronico.textos import buscar_textos

        return buscar_textos(self._office.workspace, words, cuantos=most)

    def open(self, found: Hallado) -> Path:
        """Return a readable copy of a document."""
        return self._office.copy_of(found.documento_id, found.nombre, found.formato)

    def read_again(self, progress: Progress) -> Changes:
        """Read the documents whose words are not known yet."""
        from cobro_desktop.services.electronico.textos import reindexar

        office = self._office
        return reindexar(office.workspace, office.contexto, progress)


def _short(path: Path) -> str:
    """Cut a long name: a line of progress must not widen the window."""
    name = path.name
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _refuse_folder(path: Path) -> None:
    from cobro_desktop.domain.errors import InvalidDataError

    if path.is_dir():
        message = (
            f"«{path.name}» es una carpeta y no se anexó. Ábrala y arrastre los "
            "archivos que tiene dentro."
        )
        raise InvalidDataError(message)


def _refuse_twice(path: Path, kept: Mapping[str, _Kept]) -> str:
    """Refuse a file that is in the case already, byte by byte; returns its hash."""
    import hashlib

    from cobro_desktop.domain.errors import NotAllowedError
    from cobro_desktop.services.anexos import MAX_BYTES

    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return ""  # the service refuses it, and says why
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    found = kept.get(sha256)
    if found is not None:
        pages = found.folios
        where = f", en los folios {pages.inicio} a {pages.fin}" if pages else ""
        message = (
            f"«{path.name}» ya está en el expediente como «{found.nombre}»{where}. No "
            "se anexó otra vez."
        )
        raise NotAllowedError(message)
    return sha256


def _added(
    expediente_id: int,
    count: tuple[int, int],
    done: list[int],
    told: list[str],
    *,
    stopped: bool,
) -> Added:
    came, asked = count
    text = f"Se anexó {cantidad(came, 'archivo')}."
    if came != 1:
        text = f"Se anexaron {miles(came)} archivos."
    if came < asked:
        text = f"Entraron {miles(came)} de {cantidad(asked, 'archivo')}."
    if not came:
        text = "No entró ningún archivo."
    if stopped:
        text += " El resto no se tocó, porque usted detuvo el trabajo."
    out = len(done) - came
    if out:
        text += f" De los correos salieron {cantidad(out, 'documento')}."
    touched = frozenset({expediente_id}) if came else frozenset[int]()
    changes = Changes(touched, resumen=text)
    # What stops every file, as a case that ended, is said once.
    return Added(changes, done, tuple(dict.fromkeys(told)), completo=came == asked)
