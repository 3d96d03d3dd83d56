"""Writes the PDF oficios: text blocks of `templates/oficios` over the letterhead."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.entorno import (
    Entorno,
    TemplateProblemError,
    compile_text,
    render_text,
)
from cobro_desktop.documents.marcas import Marcas, leer_marcas
from cobro_desktop.documents.pdf.bloques import (
    Bloque,
    Firmas,
    Lista,
    Parrafo,
    Recuadro,
    Subtitulo,
)
from cobro_desktop.documents.pdf.carta import PAPELES, Carta, set_letter
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.documents.pdf.membrete import Pagina
from cobro_desktop.documents.tablas_oficio import (
    NOMBRADAS,
    TablaDescrita,
    tabla_descrita,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Template

    from cobro_desktop.documents.plantillas import Plantilla

_TIPOS = frozenset(
    {"parrafo", "subtitulo", "vinetas", "numerados", "tabla", "recuadro", "firmas"}
)


@dataclass(frozen=True)
class _Bloque:
    """A block of the file with its texts compiled."""

    tipo: str
    textos: tuple[Template, ...]
    si: str
    cada: str
    tabla: str
    """Name of one of `NOMBRADAS`; empty where `descrita` says the columns."""
    descrita: TablaDescrita | None = None


@dataclass(frozen=True)
class PlantillaOficio:
    """The texts of an oficio, ready to be filled many times."""

    nombre: str
    _asunto: Template
    _saludo: Template
    _despedida: Template
    _bloques: tuple[_Bloque, ...]
    marcas: Marcas

    def render(self, values: Mapping[str, Any], *, titulo: str, qr: str) -> bytes:
        """Return the PDF.

        Args:
            values: what the texts see.
            titulo: name of the document in the letterhead.
            qr: what the code says; nothing in a draft.

        Raises:
            TemplateProblemError: a text asks for what `values` lacks.
        """
        ancho, alto = PAPELES.get(values["papel"], PAPELES["carta"])
        pagina = Pagina(ancho, alto, values, titulo, qr)
        return set_letter(self._carta(values, titulo), pagina)

    def _carta(self, values: Mapping[str, Any], titulo: str) -> Carta:
        seen = values
        # What is printed and never numbered, like an account, says no number.
        numero = f" No. {seen['numero']}" if seen["numero"] else ""
        numero = " (sin numerar)" if seen["borrador"] else numero
        return Carta(
            encabezado=(
                f"{MARCA}{titulo}{numero}",
                f"{seen['ciudad']}, {seen['fecha']}",
            ),
            destinatario=tuple(_destinatario(seen)),
            asunto=render_text(self._asunto, values, self.nombre),
            saludo=render_text(self._saludo, values, self.nombre),
            bloques=tuple(self._llenos(values)),
            despedida=render_text(self._despedida, values, self.nombre),
            firma=_firma(seen),
            responsables=tuple(
                f"{label}: {seen[key]}"
                for label, key in (
                    ("Proyectó", "proyecto"),
                    ("Revisó", "reviso"),
                    ("Aprobó", "aprobo"),
                )
                if seen[key]
            ),
        )

    def _llenos(self, values: Mapping[str, Any]) -> Iterator[Bloque]:
        for bloque in self._bloques:
            if bloque.si and not self._dato(values, bloque.si):
                continue
            texts = self._textos(bloque, values)
            if bloque.tipo == "parrafo":
                yield Parrafo(texts[0])
            elif bloque.tipo == "recuadro":
                yield Recuadro(*texts)
            elif bloque.tipo == "subtitulo":
                yield Subtitulo(texts[0])
            elif bloque.tipo == "firmas":
                yield Firmas(texts)
            elif bloque.descrita is not None:
                yield bloque.descrita.con(
                    self._dato(values, bloque.descrita.filas), texts
                )
            elif bloque.tipo == "tabla":
                yield NOMBRADAS[bloque.tabla](values)
            elif texts:
                yield Lista(texts, numerada=bloque.tipo == "numerados")

    def _textos(self, bloque: _Bloque, values: Mapping[str, Any]) -> tuple[str, ...]:
        if not bloque.cada:
            return tuple(
                render_text(text, values, self.nombre) for text in bloque.textos
            )
        return tuple(
            render_text(bloque.textos[0], {**values, "elemento": item}, self.nombre)
            for item in self._dato(values, bloque.cada)
        )

    def _dato(self, values: Mapping[str, Any], name: str) -> Any:
        if name not in values:
            mensaje = (
                f"La plantilla «{self.nombre}» pregunta por el dato «{name}», que este "
                "documento no tiene. Corrija la plantilla e intente de nuevo."
            )
            raise TemplateProblemError(mensaje, {"plantilla": self.nombre})
        return values[name]


def compile_oficio(capas: Sequence[Plantilla]) -> PlantillaOficio:
    """Prepare the texts of an oficio: the common file, then the entity's over it.

    Raises:
        TemplateProblemError: a file or one of its tags is badly written.
    """
    nombre = capas[-1].nombre
    merged: dict[str, Any] = {"bloque": []}
    for capa in capas:
        merged = _merged(merged, _read(capa), capa.nombre)
    # Plain text: the page is no markup language, so nothing has to be escaped.
    entorno = Entorno(autoescape=False)

    def text(source: str) -> Template:
        return compile_text(entorno, source.replace("**", MARCA), nombre)

    blocks = tuple(
        _Bloque(
            tipo=entry["tipo"],
            textos=tuple(text(source) for source in _sources(entry)),
            si=entry.get("si", ""),
            cada=entry.get("cada", ""),
            tabla=entry.get("tabla", ""),
            descrita=tabla_descrita(entry) if entry["tipo"] == "tabla" else None,
        )
        for entry in merged["bloque"]
    )
    return PlantillaOficio(
        nombre,
        text(merged.get("asunto", "")),
        text(merged.get("saludo", "")),
        text(merged.get("despedida", "")),
        blocks,
        _marcas(entorno, merged),
    )


def _marcas(entorno: Entorno, merged: Mapping[str, Any]) -> Marcas:
    """Tell what the texts ask for; a block may depend on a datum or on a list."""
    joined = Marcas()
    for key in ("asunto", "saludo", "despedida"):
        joined |= leer_marcas(entorno, merged.get(key, ""))
    for entry in merged["bloque"]:
        for source in _sources(entry):
            marcas = leer_marcas(entorno, source)
            depends = "si" in entry or "cada" in entry
            joined |= marcas.condicionadas() if depends else marcas
    return joined


def _read(plantilla: Plantilla) -> dict[str, Any]:
    try:
        content = tomllib.loads(plantilla.contenido.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mensaje = (
            f"El archivo de textos «{plantilla.nombre}» está mal escrito: {error}. "
            "Corríjalo e intente de nuevo."
        )
        raise TemplateProblemError(mensaje, {"plantilla": plantilla.nombre}) from error
    wrong = [
        str(entry.get("id", "sin id"))
        for entry in content.get("bloque", ())
        if entry.get("tipo") not in _TIPOS
        or (entry["tipo"] == "tabla" and not _is_table(entry))
        or "id" not in entry
    ]
    if wrong:
        mensaje = (
            f"En el archivo de textos «{plantilla.nombre}» hay bloques sin id, de un "
            f"tipo que no existe o con una tabla desconocida: {', '.join(wrong)}."
        )
        raise TemplateProblemError(mensaje, {"bloques": wrong})
    return content


def _is_table(entry: Mapping[str, Any]) -> bool:
    return entry.get("tabla") in NOMBRADAS or tabla_descrita(entry) is not None


def _merged(base: dict[str, Any], own: dict[str, Any], nombre: str) -> dict[str, Any]:
    """Lay one file over another, block by block."""
    blocks = [b for b in base["bloque"] if b["id"] not in own.get("omite", ())]
    for entry in own.get("bloque", ()):
        ids = [block["id"] for block in blocks]
        if entry["id"] in ids:
            blocks[ids.index(entry["id"])] = entry
        elif entry.get("despues") in ids:
            blocks.insert(ids.index(entry["despues"]) + 1, entry)
        elif "despues" in entry:
            mensaje = (
                f"El bloque «{entry['id']}» de «{nombre}» debe ir después de "
                f"«{entry['despues']}», que no existe."
            )
            raise TemplateProblemError(mensaje, {"bloque": entry["id"]})
        else:
            blocks.append(entry)
    return {**base, **own, "bloque": blocks}


def _sources(entry: Mapping[str, Any]) -> tuple[str, ...]:
    if entry["tipo"] == "recuadro":
        return tuple(entry.get(key, "") for key in ("titulo", "texto", "nota"))
    if entry["tipo"] == "tabla":
        return tuple(entry.get("total", ()))
    return tuple(entry.get("textos", ())) or (entry["texto"],)


def _firma(seen: Mapping[str, Any]) -> tuple[str, ...]:
    """Say who signs; a copy of an account is signed by nobody."""
    if seen.get("sin_firma"):
        return ()
    return (
        f"{MARCA}{seen['firmante_nombre']}",
        seen["firmante_cargo"],
        seen["entidad"],
    )


def _destinatario(seen: Mapping[str, Any]) -> Iterator[str]:
    """Say to whom; a constancia or an acta goes to nobody."""
    if "direccion" not in seen:
        return
    yield seen["tratamiento"]
    if "destinatario" in seen:
        yield f"{MARCA}{seen['destinatario']}"
        yield seen["cargo_destinatario"]
    else:
        yield f"{MARCA}{seen['deudor']}"
        yield seen["identificacion"]
        yield seen["representante"]
    yield seen["direccion"]
    yield seen["ciudad_destino"]
    yield seen.get("correo", "")
