"""Renders any document: the entry point that the services call."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cobro_desktop.documents.campos import (
    MissingFieldsError,
    codigo_verificacion,
    faltantes,
    sin_preposicion,
    values,
)
from cobro_desktop.documents.causas import ARCHIVO, Causas, load_causas
from cobro_desktop.documents.clausulas import Biblioteca, load_clausulas, usadas
from cobro_desktop.documents.clausulas_vistas import ClausulasVistas, Redaccion
from cobro_desktop.documents.contextos.terminacion import AutoArchivo
from cobro_desktop.documents.marcas import CLAUSULAS, Marcas, unir
from cobro_desktop.documents.plantillas import (
    Plantilla,
    clause_layers,
    find_template,
    layers,
)
from cobro_desktop.documents.registro import TODOS
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.documentos import Formato
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.documents.clausulas import Clausula
    from cobro_desktop.documents.contextos.comun import Emitido
    from cobro_desktop.documents.oficios import PlantillaOficio
    from cobro_desktop.documents.word import PlantillaWord

_IMPRESOS = frozenset({Formato.PDF, Formato.PDF_XLSX, Formato.XML_PDF})
"""Formats that leave the office as they are; the rest is edited in Word."""
_ARCHIVO = "auto-archivo"
"""The act whose text depends on the cause that ends the case."""


@dataclass(frozen=True)
class DocumentoGenerado:
    """A rendered document and where it came from."""

    contenido: bytes
    extension: str
    """Without dot: `docx` or `pdf`."""
    plantilla: str
    """Path of the template inside `templates/`."""
    version_plantilla: str
    """Digest of every file and clause that gave text to the document."""
    codigo_verificacion: str
    """Code printed on it; empty in a draft."""


class Generador:
    """Renders documents; keeps what it compiled, so a batch pays for it once."""

    def __init__(
        self,
        templates: Carpeta | None = None,
        clausulas: Sequence[Clausula] = (),
        propias: Mapping[str, Plantilla] | None = None,
    ) -> None:
        """Work with a folder of templates and what the office made its own.

        Args:
            templates: the folder, with the packs over it; by default what ships.
            clausulas: wordings that the office wrote; win over those of the files.
            propias: Word templates of the office, by path; win over the folder.
        """
        self._root = templates
        self._propias = propias or {}
        self._oficina = tuple(clausulas)
        self._word: dict[tuple[str, str], tuple[PlantillaWord, list[Plantilla]]] = {}
        self._oficios: dict[
            tuple[str, str], tuple[PlantillaOficio, list[Plantilla]]
        ] = {}
        self._causas: dict[str, Causas] = {}
        self._bibliotecas: dict[str, Biblioteca] = {}
        self._redaccion = Redaccion()

    def faltantes(self, tipo: str, sigla: str, contexto: Emitido) -> list[str]:
        """Name the mandatory data that are missing, as the screens call them.

        What a clause of the document prints under no condition is mandatory too.

        Raises:
            NotFoundError: the kind or the cause does not exist.
            ClausulaError: a clause that it prints is badly written.
            TemplateProblemError: the template cannot be used.
        """
        self._check(tipo, contexto)
        marcas = self.marcas(tipo, sigla, contexto)
        fecha = dt.date.fromisoformat(contexto.fecha_iso)
        asked = [
            self._redaccion.marcas(clausula)
            for clausula in usadas(
                self.biblioteca(sigla), marcas.clausulas_siempre, sigla, fecha
            )
        ]
        ademas = frozenset(map(sin_preposicion, unir(asked).siempre))
        if isinstance(contexto, AutoArchivo) and contexto.causa:
            ademas |= self._causas_de(sigla).causa(contexto.causa).exige
        return faltantes(contexto, ademas)

    def causas(self, sigla: str) -> tuple[str, ...]:
        """Return the keys of the causes of archive that an entity has."""
        return tuple(self._causas_de(sigla))

    def biblioteca(self, sigla: str) -> Biblioteca:
        """Return the clauses of an institution, those of its office over the others.

        Raises:
            TemplateProblemError: a file of the library is badly written.
        """
        if sigla not in self._bibliotecas:
            files = clause_layers(sigla, root=self._root)
            capas = (*load_clausulas(files), self._oficina)
            self._bibliotecas[sigla] = Biblioteca(capas)
        return self._bibliotecas[sigla]

    def marcas(self, tipo: str, sigla: str, contexto: Emitido | None = None) -> Marcas:
        """Tell which data and clauses a kind of document asks for.

        Without a context, of every cause of archive that it may state.

        Raises:
            NotFoundError: the kind has no template.
            TemplateProblemError: the template cannot be used.
        """
        if tipo_documento(tipo).formato in _IMPRESOS:
            return self._compiled_oficio(tipo, sigla)[0].marcas
        marcas = self._compiled_word(tipo, sigla)[0].marcas
        if tipo != _ARCHIVO:
            return marcas
        causas = self._causas_de(sigla)
        if isinstance(contexto, AutoArchivo):
            own = [causas.causa(contexto.causa)] if contexto.causa else []
        else:
            own = [causas.causa(clave) for clave in causas]
        return unir([marcas, *(causa.marcas.condicionadas() for causa in own)])

    def render(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        """Render a document.

        Raises:
            MissingFieldsError: mandatory data are missing; the list goes with it.
            NotFoundError: the kind, its template or the cause does not exist.
            ClausulaError: a clause that it prints is not in force or cannot be filled.
            TemplateProblemError: the template cannot be used.
        """
        missing = self.faltantes(tipo, sigla, contexto)
        if missing:
            raise MissingFieldsError(tipo_documento(tipo).nombre_en(sigla), missing)
        if tipo_documento(tipo).formato in _IMPRESOS:
            return self._oficio(tipo, sigla, contexto)
        return self._auto(tipo, sigla, contexto)

    def vista_previa(self, tipo: str, sigla: str, contexto: Emitido) -> bytes:
        """Fill a Word template even where data are missing, to look at it.

        Raises:
            ClausulaError: a clause that it prints is not in force or cannot be filled.
            TemplateProblemError: the template cannot be used.
        """
        self._check(tipo, contexto)
        return self._auto(tipo, sigla, contexto).contenido

    def numerado(
        self, tipo: str, sigla: str, contexto: Emitido, editado: bytes, antes: Emitido
    ) -> DocumentoGenerado:
        """Number a draft that a person edited in Word; the text is the person's.

        Args:
            tipo: id of the document.
            sigla: the institution.
            contexto: what the document says, approved and numbered.
            editado: what came back from Word.
            antes: what it said as a draft.

        Raises:
            MissingFieldsError: mandatory data are missing; the list goes with it.
            UnmetRequirementsError: the edited file lost a line that must change.
            TemplateProblemError: the template cannot be used.
        """
        from cobro_desktop.documents.editado import numerar

        missing = self.faltantes(tipo, sigla, contexto)
        if missing:
            raise MissingFieldsError(tipo_documento(tipo).nombre_en(sigla), missing)
        edition = hashlib.sha256(editado).hexdigest()[:12]
        version = f"{self.version(tipo, sigla, contexto)}+{edition}"
        contexto, codigo = _coded(tipo, contexto, version)
        name, filled = self._word_lleno(tipo, sigla, contexto)
        draft = self._word_lleno(tipo, sigla, antes)[1]
        content = numerar(draft, filled, editado)
        return DocumentoGenerado(content, "docx", name, version, codigo)

    def _auto(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        files = self._compiled_word(tipo, sigla)[1]
        version = self._version(files, tipo, sigla, contexto)
        contexto, codigo = _coded(tipo, contexto, version)
        name, content = self._word_lleno(tipo, sigla, contexto)
        return DocumentoGenerado(content, "docx", name, version, codigo)

    def _word_lleno(
        self, tipo: str, sigla: str, contexto: Emitido
    ) -> tuple[str, bytes]:
        word = self._compiled_word(tipo, sigla)[0]
        seen = self.vista(tipo, sigla, contexto)
        if isinstance(contexto, AutoArchivo):
            seen |= self._causas_de(sigla).causa(contexto.causa).values(seen)
        return word.nombre, word.render(seen)

    def _oficio(self, tipo: str, sigla: str, contexto: Emitido) -> DocumentoGenerado:
        from cobro_desktop.documents.pdf.letra import MARCA

        oficio, files = self._compiled_oficio(tipo, sigla)
        version = self._version(files, tipo, sigla, contexto)
        contexto, codigo = _coded(tipo, contexto, version)
        seen = self.vista(tipo, sigla, contexto, negrilla=MARCA)
        content = oficio.render(
            seen, titulo=seen["nombre_formato"], qr=_qr(tipo, contexto)
        )
        return DocumentoGenerado(content, "pdf", oficio.nombre, version, codigo)

    def vista(
        self, tipo: str, sigla: str, contexto: Emitido, *, negrilla: str = ""
    ) -> dict[str, Any]:
        """Return what the template sees: the data, and the clauses over them."""
        seen = _named(tipo, sigla, contexto)
        clausulas = ClausulasVistas(
            self.biblioteca(sigla),
            self._redaccion,
            seen,
            sigla=sigla,
            fecha=dt.date.fromisoformat(contexto.fecha_iso),
            negrilla=negrilla,
        )
        return {**seen, CLAUSULAS: clausulas}

    def version(self, tipo: str, sigla: str, contexto: Emitido) -> str:
        """Return the version of the texts with which a document would be written.

        Raises:
            NotFoundError: the kind has no template.
            TemplateProblemError: the template cannot be used.
        """
        if tipo_documento(tipo).formato in _IMPRESOS:
            files = self._compiled_oficio(tipo, sigla)[1]
        else:
            files = self._compiled_word(tipo, sigla)[1]
        return self._version(files, tipo, sigla, contexto)

    def _version(
        self, files: Sequence[Plantilla], tipo: str, sigla: str, contexto: Emitido
    ) -> str:
        """Return the digest of what gave text to a document: files and clauses."""
        fecha = dt.date.fromisoformat(contexto.fecha_iso)
        named = self.marcas(tipo, sigla, contexto).clausulas
        clauses = usadas(self.biblioteca(sigla), named, sigla, fecha)
        digests = [file.version for file in files]
        digests += [clause.version for clause in clauses]
        return hashlib.sha256("".join(digests).encode()).hexdigest()[:12]

    def _compiled_word(
        self, tipo: str, sigla: str
    ) -> tuple[PlantillaWord, list[Plantilla]]:
        from cobro_desktop.documents.word import compile_word

        key = (tipo, sigla)
        if key not in self._word:
            found = find_template(
                "autos",
                f"{tipo}.docx",
                sigla,
                root=self._root,
                propias=self._propias,
            )
            files = [found]
            if tipo == _ARCHIVO:
                files += layers("autos", ARCHIVO, sigla, root=self._root)
            self._word[key] = compile_word(found), files
        return self._word[key]

    def _compiled_oficio(
        self, tipo: str, sigla: str
    ) -> tuple[PlantillaOficio, list[Plantilla]]:
        from cobro_desktop.documents.oficios import compile_oficio

        key = (tipo, sigla)
        if key not in self._oficios:
            name = f"{tipo}.toml"
            find_template("oficios", name, sigla, root=self._root)
            files = layers("oficios", name, sigla, root=self._root)
            self._oficios[key] = compile_oficio(files), list(files)
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
