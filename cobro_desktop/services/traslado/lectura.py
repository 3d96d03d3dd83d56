"""Opens a package that came: its passphrase, its files, the rows of each case."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

from cobro_desktop.domain.errors import UnreadableFileError
from cobro_desktop.exchange.paquete_caso import FILAS
from cobro_desktop.exchange.paquete_cifrado import abrir, esta_cerrado
from cobro_desktop.exchange.paquete_recibido import leer_paquete
from cobro_desktop.services.traslado.foto import CASO, DATOS_CASO, ESQUEMA
from cobro_desktop.services.traslado.tablas import POSICION, TABLAS
from cobro_desktop.services.traslado.taller import taller
from cobro_desktop.services.traslado.valores import de_json

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from cobro_desktop.exchange.paquete_recibido import Paquete
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

    def contenido(self, sha256: str) -> bytes:
        """Return the bytes of a document.

        Raises:
            UnreadableFileError: the package does not bring it.
        """
        path = self.paquete.por_huella.get(sha256)
        if path is None:
            _no("le falta el archivo de un documento que nombra")
        return self.paquete.contenido(path)

    @property
    def numeros(self) -> list[str]:
        """The numbers of its cases, in its order."""
        return [str(told.get("numero")) for told in self.paquete.cabecera.casos]

    def casos(self, numeros: Collection[str]) -> Iterator[CasoPaquete]:
        """Read the cases of those numbers, one by one.

        Raises:
            UnreadableFileError: what it says of one cannot be understood.
        """
        for told in self.paquete.cabecera.casos:
            if str(told.get("numero")) in numeros:
                yield _leer(self.paquete, told)


@contextmanager
def abrir_paquete(
    archivo: Path, contrasena: str, carpeta: Path, progress: Progress
) -> Iterator[Abierto]:
    """Open a package; what is decrypted goes away when it is closed.

    Raises:
        NotFoundError: no such file.
        InvalidDataError: it is encrypted and no passphrase was given.
        UnreadableFileError: another passphrase, damaged, altered, or of another
            version.
    """
    closed = esta_cerrado(archivo)
    with ExitStack() as stack:
        source = archivo
        if closed:
            folder = stack.enter_context(taller(carpeta, archivo))
            source = folder / "paquete.zip"
            abrir(archivo, source, contrasena, _avance(progress, "Descifrando"))
        checked = leer_paquete(source, _avance(progress, "Comprobando"))
        package = stack.enter_context(checked)
        if not package.cabecera.casos:
            _no(
                "solo se puede leer, no recibir: lo hizo una versión anterior del "
                "programa. Pida que lo hagan otra vez"
            )
        yield Abierto(package, archivo.name, closed)


def _avance(progress: Progress, what: str) -> Callable[[int, int], None]:
    return lambda done, total: progress.report(done, total, what)


def _leer(package: Paquete, told: Mapping[str, Any]) -> CasoPaquete:
    path = f"{told.get('carpeta')}/{FILAS}"
    if path not in package.por_ruta:
        _no(f"le faltan los datos de {told.get('numero')}")
    text = package.contenido(path)
    try:
        whole = json.loads(text)
        found = _caso(whole, told, text, package.por_ruta[path].sha256)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        _no("trae los datos de un expediente en una forma que no se entiende")
    if found.numero != str(told.get("numero")):
        _no(f"nombra {told.get('numero')} y trae {found.numero}")
    return found


def _caso(
    whole: Mapping[str, Any], told: Mapping[str, Any], text: bytes, sha256: str
) -> CasoPaquete:
    if whole.get("esquema") != ESQUEMA:
        _no(
            f"trae expedientes en otra versión ({whole.get('esquema')}; esta lee "
            f"{ESQUEMA}). Actualice este programa, o pida el paquete hecho con una "
            "versión como esta"
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
