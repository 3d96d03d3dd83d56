# ruff: noqa: ARG002 -- a fake answers the same whatever it is asked
"""Clauses, templates and the desk of documents in memory, for the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cobro_desktop.documents.campos_plantilla import CampoPlantilla, campos_de
from cobro_desktop.documents.diferencias_texto import Clase, Renglon
from cobro_desktop.documents.doctor.examen import Examen
from cobro_desktop.documents.doctor.hallazgos import Hallazgo, Peso
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.clausulas.consulta import (
    Afectados,
    BorradorAfectado,
    PlantillaAfectada,
    Redaccion,
)
from cobro_desktop.services.documentos.bandejas import VidaDocumento
from cobro_desktop.services.documentos.captura import DatoPedido
from cobro_desktop.services.documentos.comprobacion import Hallado
from cobro_desktop.services.documentos.copias import Copia, EstadoCopia
from cobro_desktop.services.documentos.lotes import LoteVisto, Resultado
from cobro_desktop.services.documentos.paquetes import Paquete, Propuesto
from cobro_desktop.services.documentos.versiones import Comparacion
from cobro_desktop.services.documentos.vista import Vista
from cobro_desktop.services.plantillas.consulta import Plantilla
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_desktop.services.progress import Progress
from cobro_ui.documentos.desk import BatchRequest, PageImage, PageSize
from cobro_ui.textos.ports import Checkup, ClauseChange

NOW = datetime(2026, 9, 29, 15, 4, tzinfo=UTC)


def clause(clave: str = "aviso", **changes: Any) -> Redaccion:
    one = Redaccion(
        clave,
        "Tratamiento de datos personales",
        "Usamos sus datos para {{ expediente }}.",
        "Ley 1581 de 2012, art. 10",
        date(2012, 10, 18),
        None,
        verificado=True,
        origen="Programa",
        vigente=True,
        id=None,
        motivo="",
        usuario="",
    )
    return one._replace(**changes)


def template(number: int | None, estado: EstadoPlantilla, *faults: str) -> Plantilla:
    return Plantilla(
        number,
        "auto-avoca",
        "Auto que avoca conocimiento",
        f"Versión {number}" if number else "Del programa",
        "auto.docx",
        estado,
        vigente=number is None,
        desde=None,
        hasta=None,
        nota="",
        importada_por="adm" if number else "",
        validada_por="",
        activada_por="",
        derogada_por="",
        motivo_derogacion="",
        hallazgos=tuple(Hallazgo(Peso.ERROR, fault) for fault in faults),
        documentos=0,
    )


@dataclass
class FakeTexts:
    """Two clauses and some templates; remembers what it was asked."""

    refuses: bool = False
    done: list[object] = field(default_factory=list)
    plantillas: list[Plantilla] = field(default_factory=list)

    def entities(self) -> Sequence[tuple[str, str]]:
        return [("SVSP", "Superintendencia"), ("RNEC", "Registraduría")]

    def clauses(self, sigla: str) -> Sequence[Redaccion]:
        if self.refuses:
            message = "No se puede leer la biblioteca."
            raise NotAllowedError(message)
        return [clause(), clause("otra", nombre="Sin recurso", id=7, origen="Oficina")]

    def wordings(self, sigla: str, clave: str) -> Sequence[Redaccion]:
        return [clause(clave)]

    def touched(self, sigla: str, clave: str, since: date) -> Afectados:
        draft = BorradorAfectado(
            3, "SVSP-2026-000001", "a", "Auto de prueba", "borrador", since, "pro"
        )
        kinds = (PlantillaAfectada("auto-avoca", "Auto que avoca"),)
        return Afectados(kinds, (draft,))

    def change_clause(self, change: ClauseChange) -> Changes:
        return self._did(change)

    def annul_clause(self, clausula_id: int, reason: str) -> Changes:
        return self._did((clausula_id, reason))

    def templates(self, sigla: str) -> Sequence[Plantilla]:
        return self.plantillas

    def fields(self, kind: str) -> Sequence[CampoPlantilla]:
        return campos_de(kind)

    def import_template(self, sigla: str, kind: str, file: Path, note: str) -> Changes:
        return self._did((sigla, kind, file.name))

    def checkup(self, sigla: str, template: Plantilla) -> Checkup:
        lines = [Renglon(Clase.QUITADO, "Antes"), Renglon(Clase.AGREGADO, "Ahora")]
        return Checkup(Examen(template.hallazgos, ()), lines)

    def trial(self, content: bytes) -> Vista:
        return Vista(b"", ("Texto",), "")

    def validate(self, template_id: int) -> Changes:
        return self._did(("validate", template_id))

    def activate(self, template_id: int, since: date) -> Changes:
        return self._did(("activate", template_id, since))

    def repeal(self, template_id: int, until: date, reason: str) -> Changes:
        return self._did(("repeal", template_id, until, reason))

    def export(self, sigla: str, template: Plantilla, file: Path) -> Path:
        return file

    def _did(self, what: object) -> Changes:
        if self.refuses:
            message = "Eso lo hace quien tiene el rol COO."
            raise NotAllowedError(message)
        self.done.append(what)
        return Changes(resumen="Hecho.")


@dataclass
class FakeDesk:
    """A document of two pages, with a copy out if it is told."""

    folder: Path
    out: list[Copia] = field(default_factory=list)
    pdf: bytes = b"%PDF"
    done: list[object] = field(default_factory=list)

    def copy(self, state: EstadoCopia, *programs: str) -> Copia:
        path = self.folder / "auto.docx"
        return Copia(
            5, 1, "SVSP-2026-000001", "Auto", path, "pc", "pro", NOW, state, programs,
            aqui=True,
        )  # fmt: skip

    def take_out(self, life: VidaDocumento) -> Path:
        self.out = [self.copy(EstadoCopia.IGUAL)]
        return self.out[0].ruta

    def bring_back(self, copy: Copia, *, keep: bool) -> Changes:
        self.done.append(("bring", copy.id, keep))
        self.out = self.out if keep else []
        return Changes(frozenset({1}), resumen="Se trajo de Word.")

    def discard(self, copy: Copia) -> Changes:
        self.out = []
        return Changes(resumen="Se descartó.")

    def copies(self) -> Sequence[Copia]:
        return self.out

    def compare(self, documento_id: int, before: int, after: int) -> Comparacion:
        lines = (Renglon(Clase.AGREGADO, "Un <párrafo> nuevo"),)
        return Comparacion(before, after, lines, 1)

    def view(self, documento_id: int) -> Vista:
        return Vista(self.pdf, ("Que paga.",), "" if self.pdf else "Solo el texto.")

    def sizes(self, pdf: bytes) -> Sequence[PageSize]:
        return [PageSize(612, 792), PageSize(612, 936)]

    def page(self, pdf: bytes, number: int, scale: float) -> PageImage:
        side = max(round(10 * scale), 1)
        return PageImage(number, side, side, side * 4, b"\xff" * side * side * 4)

    def package(self, documento_id: int) -> Paquete:
        one = Propuesto("citacion", "Citación", "", hecho=False, se_escribe=True)
        return Paquete(documento_id, (one,), ("Quince días para pagar.",))

    def check(self, text: str) -> Hallado:
        if text == "nada":
            message = "Ningún documento de esta base tiene ese código."
            raise NotAllowedError(message)
        return Hallado(
            1, "SVSP-2026-000001", "Auto", "1 de 2026", "hoy", "firmado", text, "",
            contenido_coincide=True, archivo_coincide=None, advertencias=(),
        )  # fmt: skip

    def kinds(self) -> Sequence[tuple[str, str]]:
        return [("oficio-persuasivo", "Oficio de cobro persuasivo")]

    def lacking(
        self, kind: str, cases: Sequence[int], data: Mapping[str, str]
    ) -> Sequence[DatoPedido]:
        limit = DatoPedido("fecha_limite", "Fecha límite para pagar", lista=False)
        if "medio" in data:
            return [limit]
        return [
            DatoPedido(
                "medio", "Cómo se envía", lista=False, opciones=("correo", "web")
            )
        ]

    def run_batch(self, request: BatchRequest, progress: Progress) -> Changes:
        progress.report(1, 1, "")
        self.done.append(request)
        return Changes(resumen="Lote terminado: 1 hecho.", datos={"fallos": 1})

    def resume_batch(self, lote_id: int, progress: Progress) -> Changes:
        self.done.append(lote_id)
        return Changes(resumen="Lote terminado.")

    def batches(self) -> Sequence[LoteVisto]:
        if not self.done:
            return []
        return [
            LoteVisto(
                4, "oficio-persuasivo", "Oficio", "", NOW.date(), "/l", "", "abierto",
                "pro", NOW, 1, 1, 0,
            )
        ]  # fmt: skip

    def results(self, lote_id: int) -> Sequence[Resultado]:
        return [
            Resultado(1, "SVSP-2026-000001", "Ñáñez", "fallo", None, "", "Falta algo.")
        ]
