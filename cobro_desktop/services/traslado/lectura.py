"""Opens a package that came: its passphrase, its files, the rows of each case."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.paquete_caso import FILAS, leer_paquete
from cobro_desktop.exchange.paquete_cifrado import abrir, esta_cerrado
from cobro_desktop.services.traslado.foto import CASO, DATOS_CASO, ESQUEMA
from cobro_desktop.services.traslado.tablas import POSICION, TABLAS
from cobro_desktop.services.traslado.valores import de_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cobro_desktop.exchange.paquete_caso import Paquete
    from cobro_desktop.services.progress import Progress

_MAX_FILAS: Final = 200_000
_MAX_HISTORIA: Final = 10_000
_TEXTOS: Final = ("situacion", "titulo", "autoridad", "municipio", "concepto")
_DEL_CASO: Final = {
    "numero",
    "posicion",
    "responsable",
    "dependencia",
    "situacion",
    "situacion_nota",
    *DATOS_CASO,
}


@dataclass(frozen=True, slots=True)
class CasoPaquete:
    """A case as a package brings it."""

    numero: str
    uid: str
    sha256: str
    """Name of its state."""
    historia: tuple[str, ...]
    filas: Mapping[str, Mapping[str, Mapping[str, Any]]]
    texto: bytes
    prestamo: Mapping[str, Any] = field(default_factory=dict)

    @property
    def caso(self) -> Mapping[str, Any]:
        """The record of the case itself."""
        return next(iter(self.filas[CASO].values()))

    @property
    def posicion(self) -> Mapping[str, Any]:
        """Where it stands."""
        return dict(self.caso["posicion"])

    @property
    def deudor(self) -> str:
        """Who owes, as the package names them."""
        people = self.filas.get("persona", {})
        for debtor in self.filas.get("deudor", {}).values():
            if debtor.get("rol") == "principal":
                return str(people.get(str(debtor.get("persona")), {}).get("nombre", ""))
        return ""


@dataclass(slots=True)
class Abierto:
    """A package that is open, each file as its manifest says."""

    paquete: Paquete
    archivo: str
    """Name of the file that came."""
    cifrado: bool
    casos: tuple[CasoPaquete, ...]

    def contenido(self, sha256: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            UnreadableFileError: the package does not bring it.
        """
        if sha256 not in self.rutas:
            _no("le falta el archivo de un documento que nombra")
        return self.paquete.contenido(self.rutas[sha256])

    @property
    def rutas(self) -> Mapping[str, str]:
        """Where each content is."""
        return {one.sha256: one.ruta for one in self.paquete.archivos}


@contextmanager
def abrir_paquete(
    archivo: Path, contrasena: str, taller: Path, progress: Progress
) -> Iterator[Abierto]:
    """Open a package; what is decrypted goes away when it is closed.

    Raises:
        NotFoundError: no such file.
        InvalidDataError: it is encrypted and no passphrase was given.
        UnreadableFileError: another passphrase, damaged, altered, or of another
            version.
    """
    closed = esta_cerrado(archivo)
    with tempfile.TemporaryDirectory(dir=taller, prefix=".paquete-") as folder:
        source = archivo
        if closed:
            source = Path(folder) / "paquete.zip"
            abrir(archivo, source, contrasena, _avance(progress, "Descifrando"))
        package = leer_paquete(source, _avance(progress, "Comprobando"))
        cases = tuple(_casos(package))
        yield Abierto(package, archivo.name, closed, cases)


def _avance(progress: Progress, what: str) -> Callable[[int, int], None]:
    return lambda done, total: progress.report(done, total, what)


def _casos(package: Paquete) -> Iterator[CasoPaquete]:
    if not package.cabecera.casos:
        _no(
            "solo se puede leer, no recibir: lo hizo una versión anterior del "
            "programa. Pida que lo hagan otra vez"
        )
    listed = {one.ruta: one for one in package.archivos}
    for told in package.cabecera.casos:
        path = f"{told.get('carpeta')}/{FILAS}"
        if path not in listed:
            _no(f"le faltan los datos de {told.get('numero')}")
        text = package.contenido(path)
        try:
            whole = json.loads(text)
            yield _caso(whole, told, text, listed[path].sha256)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            _no("trae los datos de un expediente en una forma que no se entiende")


def _caso(
    whole: Mapping[str, Any], told: Mapping[str, Any], text: bytes, sha256: str
) -> CasoPaquete:
    if whole.get("esquema") != ESQUEMA:
        _no(
            f"trae expedientes en otra versión ({whole.get('esquema')}); este programa "
            f"lee {ESQUEMA}. Actualice el programa"
        )
    filas = _filas(whole["filas"])
    history = tuple(map(str, told.get("historia", ())))
    if len(history) > _MAX_HISTORIA:
        raise ValueError
    loan = told.get("prestamo") or {}
    if not isinstance(loan, dict):
        raise TypeError
    found = CasoPaquete(
        numero=str(next(iter(filas[CASO].values()))["numero"]),
        uid=str(whole["uid"]),
        sha256=sha256,
        historia=history,
        filas=filas,
        texto=text,
        prestamo=loan,
    )
    _revisar(found)
    return found


def _filas(read: Any) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    known = {CASO, *(t.nombre for t in TABLAS)}
    if unknown := sorted(set(read) - known):
        _no(
            f"trae «{unknown[0]}», que esta versión del programa no conoce. Actualice "
            "el programa"
        )
    total = 0
    for records in read.values():
        total += len(records)
        for uid, record in records.items():
            if not isinstance(uid, str) or not isinstance(record, dict):
                raise TypeError
    if total > _MAX_FILAS or len(read[CASO]) != 1:
        raise ValueError
    return dict(read)


def _revisar(found: CasoPaquete) -> None:
    """Refuse what no column could hold, before anything is compared with it."""
    for tabla in TABLAS:
        for record in found.filas.get(tabla.nombre, {}).values():
            de_json(tabla, record, lambda _tabla, _uid: 1)
    place, case = found.posicion, found.caso
    codigo, version, sha256 = place["procedimiento"]
    texts = [codigo, sha256, *(place[name] for name in ("actividad", "etapa"))]
    texts += [place["estado"], place["causa"], case["numero"], *place["regreso"]]
    texts += [case[name] for name in _TEXTOS]
    texts += [case[name] for name in ("responsable",) if case[name] is not None]
    for pair in (case["dependencia"], case["situacion_nota"]):
        first, second = pair or ("", "")
        texts += [first, second]
    days = [case["recibido"], place["actividad_desde"], case["exigible"]]
    for day in days[: 2 + bool(case["exigible"])]:
        dt.date.fromisoformat(day)
    wrong = (
        set(place) != {"procedimiento", *POSICION}
        or set(case) != _DEL_CASO
        or type(version) is not int
        or not isinstance(place["regreso"], list)
        or not all(isinstance(one, str) and "\0" not in one for one in texts)
        or next(iter(found.filas[CASO])) != found.uid
    )
    if wrong or not "".join(texts).encode():
        raise ValueError


def _no(why: str) -> NoReturn:
    message = f"El paquete {why}. No se guardó nada."
    raise UnreadableFileError(message)
