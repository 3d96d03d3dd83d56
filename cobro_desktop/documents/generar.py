"""Renders any document: the entry point that the services call."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.campos import (
    MissingFieldsError,
    codigo_verificacion,
    faltantes,
    values,
)
from cobro_desktop.documents.causas import ARCHIVO, Causas, load_causas
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.documents.plantillas import Plantilla, find_template, layers
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.documents.oficios import PlantillaOficio
    from cobro_desktop.documents.word import PlantillaWord

_IMPRESOS = frozenset({Formato.PDF, Formato.PDF_XLSX})
"""Formats that leave the office as they are; the rest is edited in Word."""


@dataclass(frozen=True)
class DocumentoGenerado:
    """A rendered document and where it came from."""

    contenido: bytes
    extension: str
    """Without dot: `docx` or `pdf`."""
    plantilla: str
    """Path of the template inside `templates/`."""
    version_plantilla: str
    """Digest of every file that gave text to the document."""
    codigo_verificacion: str
    """Code printed on it; empty in a draft."""


class Generador:
    """Renders documents; keeps what it compiled, so a batch pays for it once."""

    def __init__(self, templates: Path | None = None) -> None:
        self._root = templates
        self._word: dict[tuple[str, str], tuple[PlantillaWord, str]] = {}
        self._oficios: dict[tuple[str, str], tuple[PlantillaOficio, str]] = {}
        self._causas: dict[str, Causas] = {}

    def faltantes(self, tipo: str, sigla: str, contexto: Emitido) -> list[str]:
        """Name the mandatory data that are missing, as the screens call them.

        Raises:
            NotFoundError: the kind or the cause does not exist.
        """
        self._check(tipo, contexto)
        ademas: frozenset[str] = frozenset()
        if isinstance(contexto, AutoArchivo) and contexto.causa:
            ademas = self._causas_de(sigla).causa(contexto.causa).exige
        return faltantes(contexto, ademas)

    def causas(self, sigla: str) -> tuple[str, ...]:
        """Return the keys of the causes of archive that an entity has."""
        return tuple(self._causas_de(sigla))

    def render(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        """Render a document.

        Raises:
            MissingFieldsError: mandatory data are missing; the list goes with it.
            NotFoundError: the kind, its template or the cause does not exist.
            TemplateProblemError: the template cannot be used.
        """
        missing = self.faltantes(tipo, sigla, contexto)
        if missing:
            raise MissingFieldsError(tipo_documento(tipo).nombre_en(sigla), missing)
        if tipo_documento(tipo).formato in _IMPRESOS:
            return self._oficio(tipo, sigla, contexto)
        return self._auto(tipo, sigla, contexto)

    def _auto(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        word, version = self._compiled_word(tipo, sigla)
        contexto, codigo = _coded(tipo, contexto, version)
        seen = _named(tipo, sigla, contexto)
        if isinstance(contexto, AutoArchivo):
            seen |= self._causas_de(sigla).causa(contexto.causa).values(seen)
        content = word.render(seen)
        return DocumentoGenerado(content, "docx", word.nombre, version, codigo)

    def _oficio(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        oficio, version = self._compiled_oficio(tipo, sigla)
        contexto, codigo = _coded(tipo, contexto, version)
        seen = _named(tipo, sigla, contexto)
        content = oficio.render(
            seen, titulo=seen["nombre_formato"], qr=_qr(tipo, contexto)
        )
        return DocumentoGenerado(content, "pdf", oficio.nombre, version, codigo)

    def _compiled_word(self, tipo: str, sigla: str) -> tuple[PlantillaWord, str]:
        from cobro_desktop.documents.word import compile_word

        key = (tipo, sigla)
        if key not in self._word:
            found = find_template("autos", f"{tipo}.docx", sigla, root=self._root)
            files = [found]
            if tipo == "auto-archivo":
                files += layers("autos", ARCHIVO, sigla, root=self._root)
            self._word[key] = compile_word(found), _version(files)
        return self._word[key]

    def _compiled_oficio(self, tipo: str, sigla: str) -> tuple[PlantillaOficio, str]:
        from cobro_desktop.documents.oficios import compile_oficio

        key = (tipo, sigla)
        if key not in self._oficios:
            name = f"{tipo}.toml"
            find_template("oficios", name, sigla, root=self._root)
            files = layers("oficios", name, sigla, root=self._root)
            self._oficios[key] = compile_oficio(files), _version(files)
        return self._oficios[key]

    def _causas_de(self, sigla: str) -> Causas:
        if sigla not in self._causas:
            files = layers("autos", ARCHIVO, sigla, root=self._root)
            self._causas[sigla] = load_causas(files)
        return self._causas[sigla]

    @staticmethod
    def _check(tipo: str, contexto: Emitido) -> None:
        kind = TODOS.get(tipo)
        if kind is None:
            known = ", ".join(TODOS)
            mensaje = f"El documento «{tipo}» no se puede generar. Se generan: {known}."
            raise NotFoundError(mensaje, {"documento": tipo})
        if not isinstance(contexto, kind):
            mensaje = f"Los datos recibidos no son los de un documento «{tipo}»."
            raise InvalidDataError(mensaje, {"documento": tipo})


def render(tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
    """Render one document; for several, keep a `Generador`."""
    return Generador().render(tipo, sigla, contexto)


def _coded(tipo: str, contexto: Emitido, version: str) -> tuple[Any, str]:
    """Return the context with its verification code; a draft has none."""
    codigo = "" if contexto.borrador else codigo_verificacion(tipo, contexto, version)
    return replace(contexto, codigo_verificacion=codigo), codigo


def _named(tipo: str, sigla: str, contexto: Emitido) -> dict[str, Any]:
    """Return what the template sees, with a name for the letterhead."""
    seen = values(contexto)
    if not seen["nombre_formato"]:
        seen["nombre_formato"] = tipo_documento(tipo).nombre_en(sigla)
    return seen


def _qr(tipo: str, contexto: Emitido) -> str:
    """Return what the QR says, in capitals, which make it smaller."""
    if contexto.borrador:
        return ""
    parts = (
        contexto.emisor.sigla,
        tipo,
        contexto.numero,
        contexto.fecha_iso,
        contexto.codigo_verificacion.replace("-", ""),
    )
    return "/".join(parts).upper()


def _version(files: list[Plantilla] | tuple[Plantilla, ...]) -> str:
    digests = "".join(file.version for file in files)
    return hashlib.sha256(digests.encode()).hexdigest()[:12]
