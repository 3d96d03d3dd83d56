"""Reads the profile of each institution: a data file per entity, no code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cobro_desktop.assets import assets
from cobro_desktop.documents.contextos.comun import Emisor
from cobro_desktop.domain.acuerdo import LEY, ReglasAcuerdo
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.texto import plegar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.assets import Carpeta

_OBLIGATORIOS = ("sigla", "nombre", "orden", "ciudad")
_MEMBRETE = ("articulo", "dependencia", "articulo_dependencia", "acreedor")


@dataclass(frozen=True)
class FormatoEntidad:
    """How the institution identifies a document in its quality system."""

    codigo: str = ""
    version: str = ""
    nombre: str = ""


@dataclass(frozen=True)
class DatoEntidad:
    """A fact about the entity that a person writes, because no source gives it."""

    clave: str
    etiqueta: str
    obligatorio: bool
    ayuda: str


@dataclass(frozen=True)
class PerfilEntidad:
    """An institution as its data file describes it."""

    sigla: str
    nombre: str
    orden: str
    """`nacional` or `distrital`."""
    ciudad: str
    membrete: Mapping[str, Any]
    formatos: Mapping[str, FormatoEntidad]
    """By document id."""
    series: Mapping[str, tuple[str, ...]]
    """Document ids that share one numbering, by the name of the series."""
    normas: Mapping[str, Any]
    datos: Mapping[str, str]
    """Known values of `DatoEntidad`, by key."""
    titulos: Mapping[str, Any]
    """How files name who issues a title, and how documents do (`[titulos]`)."""
    acuerdo: ReglasAcuerdo = LEY
    """What it rules about agreements of payment (`[acuerdo]`)."""

    def autoridad(self, escrita: str) -> str:
        """Return the issuing authority as documents name it.

        Files write `Huila` where documents say the whole name of the office; an
        institution that issues all its titles itself needs none written.
        """
        names = {plegar(k): v for k, v in self.titulos.get("autoridades", {}).items()}
        if not escrita:
            return str(self.titulos.get("autoridad", ""))
        pattern = str(self.titulos.get("patron", "{}"))
        return str(names.get(plegar(escrita), pattern.replace("{}", escrita.strip())))

    def remitente(self, escrita: str) -> str:
        """Return who sends the titles: always the same office, or who issued each."""
        return str(self.titulos.get("remitente") or self.autoridad(escrita))

    def destinatario(self, procedimiento: str = "") -> str:
        """Return the post to which a title is returned; the office goes under it."""
        return str(_de(self.titulos, procedimiento).get("destinatario", ""))

    def serie(self, tipo: str) -> str:
        """Return the series that numbers a kind of document (DECISIONS 7)."""
        return next((name for name, ids in self.series.items() if tipo in ids), tipo)

    def firmante_cargo(self, procedimiento: str = "") -> str:
        """Return the post that signs, unless the case says another."""
        return str(_de(self.membrete, procedimiento).get("firmante_cargo", ""))

    def norma(self, clave: str, procedimiento: str = "") -> str:
        """Return a legal ground as documents cite it; empty if the file has none."""
        return str(_de(self.normas, procedimiento).get(clave, ""))


def load_entidades(folder: Carpeta | None = None) -> tuple[PerfilEntidad, ...]:
    """Return every institution that has a file, in the order of their names.

    Raises:
        InvalidDataError: a file cannot be read or lacks something; all is listed.
    """
    root = folder or assets("resources")
    paths = sorted((root / "entidades").glob("*.toml"), key=lambda path: path.name)
    return tuple(_perfil(path) for path in paths)


def load_entidad(sigla: str, folder: Carpeta | None = None) -> PerfilEntidad:
    """Return an institution.

    Raises:
        NotFoundError: no file has that sigla.
        InvalidDataError: its file cannot be read or lacks something.
    """
    root = (folder or assets("resources")) / "entidades"
    path = root / f"{sigla.casefold()}.toml"
    if sigla.casefold() not in {found.stem for found in root.glob("*.toml")}:
        known = ", ".join(sorted(found.stem.upper() for found in root.glob("*.toml")))
        mensaje = f"No hay una entidad «{sigla}». Las que hay son: {known}."
        raise NotFoundError(mensaje, {"entidad": sigla})
    return _perfil(path)


def load_datos_entidad(folder: Carpeta | None = None) -> tuple[DatoEntidad, ...]:
    """Return the facts that each entity is asked to write, in order."""
    root = folder or assets("resources")
    listed = _read(root / "referencia" / "datos_entidad.toml")["dato"]
    return tuple(DatoEntidad(**entry) for entry in listed)


def con_articulo(nombre: str) -> str:
    """Put the article before the name of an office: `la Inspección 7A`."""
    if not nombre:
        return ""
    first = nombre.split(maxsplit=1)[0].casefold()
    return f"{'la' if first.endswith(('a', 'ión', 'ad')) else 'el'} {nombre}"


def emisor(
    perfil: PerfilEntidad,
    tipo: str,
    *,
    procedimiento: str = "",
    datos: Mapping[str, str] | None = None,
) -> Emisor:
    """Return who issues a document, as its context wants it.

    Args:
        perfil: the institution.
        tipo: id of the document.
        procedimiento: code of the case's procedure; it may change the office.
        datos: what the entity wrote, by key of `DatoEntidad`; wins over the file.
            `dependencia`, `la_dependencia`, `acreedor` and `papel` may come here too.

    Raises:
        InvalidDataError: `datos` names something that no document has.
    """
    membrete = _de(perfil.membrete, procedimiento)
    formato = perfil.formatos.get(tipo, FormatoEntidad())
    dependencia = membrete["dependencia"]
    articulo = membrete["articulo"]
    known: dict[str, Any] = {
        "entidad": perfil.nombre,
        "la_entidad": f"{articulo} {perfil.nombre}",
        "sigla": perfil.sigla,
        "ciudad": perfil.ciudad,
        "dependencia": dependencia,
        "la_dependencia": f"{membrete['articulo_dependencia']} {dependencia}",
        "membrete": tuple(membrete["lineas"]),
        "acreedor": membrete["acreedor"],
        "competencia": perfil.norma("competencia", procedimiento),
        "direccion_entidad": "",
        "correo_entidad": "",
        "nombre_formato": formato.nombre,
        "codigo_formato": formato.codigo,
        "version_formato": formato.version,
        "procedimiento": f"Procedimiento {procedimiento}" if procedimiento else "",
    }
    written = {**perfil.datos, **(datos or {})}
    unknown = sorted(written.keys() - {field.name for field in fields(Emisor)})
    if unknown:
        names = ", ".join(f"«{name}»" for name in unknown)
        mensaje = f"No se conoce este dato de la entidad: {names}."
        raise InvalidDataError(mensaje, {"datos": unknown})
    return Emisor(**(known | written))


def _de(table: Mapping[str, Any], procedimiento: str) -> dict[str, Any]:
    """Return a table with what a procedure changes in it."""
    changes = table.get("procedimiento", {}).get(procedimiento, {})
    return {**table, **changes}


def _perfil(path: Carpeta) -> PerfilEntidad:
    content = _read(path)
    membrete = content.get("membrete", {})
    missing = [key for key in _OBLIGATORIOS if not content.get(key)]
    missing += [f"membrete.{key}" for key in _MEMBRETE if not membrete.get(key)]
    if missing:
        mensaje = f"Al perfil de entidad «{path.name}» le falta: {', '.join(missing)}."
        raise InvalidDataError(mensaje, {"archivo": path.name, "faltan": missing})
    return PerfilEntidad(
        sigla=content["sigla"],
        nombre=content["nombre"],
        orden=content["orden"],
        ciudad=content["ciudad"],
        membrete={"lineas": []} | membrete,
        formatos={
            tipo: FormatoEntidad(**entry)
            for tipo, entry in content.get("formatos", {}).items()
        },
        series={name: tuple(ids) for name, ids in content.get("series", {}).items()},
        normas=content.get("normas", {}),
        datos=content.get("datos", {}),
        titulos=content.get("titulos", {}),
        acuerdo=_acuerdo(content.get("acuerdo", {}), path.name),
    )


def _acuerdo(table: dict[str, Any], archivo: str) -> ReglasAcuerdo:
    kinds = {f.name: type(getattr(LEY, f.name)) for f in fields(ReglasAcuerdo)}
    wrong = sorted(key for key in table if type(table[key]) is not kinds.get(key))
    if wrong:
        mensaje = (
            f"El perfil «{archivo}» tiene en [acuerdo] algo que no se conoce o que no "
            f"es de su clase: {', '.join(wrong)}. Se conocen: {', '.join(kinds)}."
        )
        raise InvalidDataError(mensaje, {"archivo": archivo, "claves": wrong})
    return ReglasAcuerdo(**table)


def _read(path: Carpeta) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mensaje = f"No se puede leer «{path.name}»: {error}."
        raise InvalidDataError(mensaje, {"archivo": path.name}) from error
