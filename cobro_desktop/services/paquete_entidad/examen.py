"""Whether a pack can work here: its profile, procedures and papers are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import Capas, assets
from cobro_desktop.domain.catalogo_documentos import CATALOGO
from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.exchange.paquete_entidad import ENTIDAD, rutas
from cobro_desktop.services.alertas import load_alertas
from cobro_desktop.services.analisis.prioridad import CRITERIOS, load_prioridad
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.entidades import load_entidad
from cobro_desktop.services.lineas_toml import leer_toml
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.procedimientos import parse_procedimiento

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.exchange.paquete_entidad import Paquete
    from cobro_desktop.services.entidades import PerfilEntidad

_SUELTAS: Final = ("causas-archivo",)
"""Files of templates that are no document by themselves."""


def encima_de(paquete: Paquete) -> dict[str, bytes]:
    """Return the files of a pack by where they stand in the program's data."""
    places = dict(rutas(paquete.archivos, paquete.sigla))
    return {places[n]: c for n, c in paquete.archivos.items() if n in places}


def procedimientos_de(paquete: Paquete) -> list[tuple[Procedimiento, str]]:
    """Return the procedures of a pack with their texts, the oldest version first.

    Raises:
        InvalidDataError: one has faults, all listed; or it is of another institution.
    """
    found = []
    for name, content in paquete.archivos.items():
        if not name.startswith("procedimientos/"):
            continue
        texto = content.decode("utf-8-sig")
        procedimiento = parse_procedimiento(texto, name)
        if procedimiento.sigla != paquete.sigla:
            mensaje = (
                f"«{name}» es un procedimiento de {procedimiento.sigla} y el paquete "
                f"es de {paquete.sigla}. No se guardó nada."
            )
            raise InvalidDataError(mensaje)
        found.append((procedimiento, texto))
    return sorted(found, key=lambda pair: (pair[0].codigo, pair[0].version))


def examinar(paquete: Paquete) -> PerfilEntidad:
    """Read everything that the pack brings as the program will.

    Raises:
        InvalidDataError: something cannot be used; says what and in which file.
    """
    faults = list(_fallas(paquete))
    if faults:
        listed = "\n".join(f"  • {fault}" for fault in faults)
        mensaje = (
            f"El paquete de {paquete.sigla} no se puede usar y no se guardó nada:\n"
            f"{listed}"
        )
        raise InvalidDataError(mensaje, {"fallas": faults})
    return load_entidad(paquete.sigla, _recursos(paquete))


def _fallas(paquete: Paquete) -> Iterator[str]:
    try:
        perfil = load_entidad(paquete.sigla, _recursos(paquete))
    except (UserError, UnicodeDecodeError) as error:
        yield f"{ENTIDAD}: {_dicho(error)}"
        return
    if perfil.sigla != paquete.sigla:
        yield f"{ENTIDAD}: dice ser de {perfil.sigla}, no de {paquete.sigla}"
    codes: set[str] = set()
    try:
        codes = {p.codigo for p, _ in procedimientos_de(paquete)}
    except (UserError, UnicodeDecodeError) as error:
        yield _dicho(error)
    yield from _del_perfil(paquete, codes)
    for name, content in paquete.archivos.items():
        yield from _del_archivo(name, content)


def _del_perfil(paquete: Paquete, codes: set[str]) -> Iterator[str]:
    """Try what the other readers take from the profile."""
    root, sigla = _recursos(paquete), paquete.sigla
    readers = (load_opciones, load_alertas)
    for reader in readers:
        try:
            reader(sigla, folder=root)
        except UserError as error:
            yield f"{ENTIDAD}: {error.mensaje}"
    unknown = set(load_prioridad(sigla, root).criterios) - set(CRITERIOS)
    if unknown:
        named = ", ".join(sorted(unknown))
        yield f"{ENTIDAD}: no se conoce este criterio de prioridad: {named}"
    try:
        concepts = load_conceptos(sigla, root)
    except (TypeError, KeyError) as error:
        yield f"{ENTIDAD}: un [[concepto]] está incompleto o tiene algo de más: {error}"
        return
    for concept in concepts:
        if concept.regimen not in set(Regimen):
            yield (
                f"{ENTIDAD}: el concepto «{concept.id}» tiene un régimen que no se "
                f"conoce: {concept.regimen}"
            )
    for code in sorted(codes - {c for each in concepts for c in each.procedimientos}):
        yield f"{ENTIDAD}: ningún [[concepto]] es del procedimiento {code}"


def _del_archivo(name: str, content: bytes) -> Iterator[str]:
    kind = name.rpartition("/")[2].rpartition(".")[0]
    if name.startswith(("plantillas/autos/", "plantillas/oficios/")) and (
        kind not in CATALOGO and kind not in _SUELTAS
    ):
        yield f"{name}: el catálogo no tiene el documento «{kind}»"
    if name.endswith(".docx"):
        yield from _de_word(name, content)
    elif not name.startswith("procedimientos/"):
        try:
            leer_toml(content.decode("utf-8"))
        except ValueError as error:
            yield f"{name}: no es un texto TOML válido: {error}"


def _de_word(name: str, content: bytes) -> Iterator[str]:
    """Look inside a Word template for macros and outside links; then compile it."""
    from cobro_desktop.documents.doctor.paquete import abrir
    from cobro_desktop.documents.plantillas import Plantilla
    from cobro_desktop.documents.word import compile_word

    try:
        abrir(content, name)
        compile_word(Plantilla(name, content))
    except UserError as error:
        yield f"{name}: {error.mensaje}"


def _recursos(paquete: Paquete) -> Carpeta:
    prefix = "resources/"
    over: Mapping[str, bytes] = {
        place.removeprefix(prefix): content
        for place, content in encima_de(paquete).items()
        if place.startswith(prefix)
    }
    return Capas(assets("resources"), over)


def _dicho(error: Any) -> str:
    if isinstance(error, UserError):
        return error.mensaje
    return "no es un texto en UTF-8"
