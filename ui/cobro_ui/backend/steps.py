"""The guided step over the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_desktop.domain.motor import Cierre, Clase
from cobro_desktop.domain.procedimiento import TipoEvidencia
from cobro_desktop.domain.respuestas import hallazgos, normalizar
from cobro_desktop.services import borradores, pasos
from cobro_ui.backend.step_words import button, proposed, sentences, told
from cobro_ui.reads_case import Outlook
from cobro_ui.wizard.paso import (
    Avance,
    Conocida,
    DatoDocumento,
    DocumentoPosible,
    Requisito,
    StepDraft,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cobro_desktop.domain.motor import Pendiente
    from cobro_desktop.domain.procedimiento import Evidencia, Salida
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.documentos.captura import DatoPedido, Faltante
    from cobro_desktop.services.pasos import Paso, Prevision
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.storage.queries import historia
    from cobro_ui.backend.office import Office

_OUTCOME, _DAY, _REASON = "__resultado__", "__fecha__", "__motivo__"
_SEEN = "__vistas__"
"""Names under which a saved draft keeps what is no answer."""


class Step:
    """`PasoGuiado` over the services: the current activity of a case."""

    def __init__(self, office: Office, paso: Paso) -> None:
        self.office = office
        self.paso = paso
        self.conocidas: Mapping[str, Conocida] = {
            name: Conocida(*known) for name, known in paso.conocidas.items()
        }
        self.draft = _draft_of(paso)

    def evaluar(self, draft: StepDraft) -> Avance:
        """Tell how the step stands."""
        day = draft.day or self.office.hoy
        salida = self._salida(draft.outcome)
        prevision = self._prever(draft)
        chosen = bool(draft.outcome)
        faltan = prevision.evaluacion.faltan
        problems = self._problems(draft.answers)
        unanswered = tuple(p.texto for p in faltan if p.clase is Clase.CAMPO)
        return Avance(
            requisitos=tuple(self._requirements(prevision, salida, draft)),
            documentos=self._documents(draft.answers),
            sin_responder=unanswered if chosen else (),
            problemas=problems,
            frases=sentences(self.paso, salida, prevision, day) if chosen else (),
            boton=button(self.paso, prevision) if chosen else "Registrar",
            respondidas=told(self.paso.actividad, self._asked(draft)),
            hallazgos=hallazgos(self.paso.actividad.campos, draft.answers),
            propuesta=proposed(self.paso.actividad, draft.answers),
            puede=chosen and prevision.evaluacion.completa and not problems,
            forzable=chosen and prevision.evaluacion.salvable and not problems,
        )

    def pending(self, draft: StepDraft) -> list[Pendiente]:
        """Return the evidence that is not there yet."""
        found = self._prever(draft).evaluacion.faltan
        return [p for p in found if p.clase is Clase.EVIDENCIA]

    def guardar(self, draft: StepDraft) -> None:
        """Keep the answers for another day."""
        kept = {_OUTCOME: draft.outcome, _REASON: draft.reason}
        kept[_SEEN] = ",".join(sorted(draft.seen))
        if draft.day is not None:
            kept[_DAY] = draft.day.isoformat()
        saved = borradores.Borrador(
            self.paso.expediente_id,
            self.paso.actividad.id,
            {**draft.answers, **{k: v for k, v in kept.items() if v}},
            draft.section,
        )
        borradores.guardar(saved, self.office.workspace, self.office.contexto)

    def registrar(self, draft: StepDraft, progress: Progress) -> Changes:
        """Close the activity."""
        from cobro_desktop.services.actividades import (
            CerrarActividad,
            cerrar_actividad,
        )

        progress.report(0, 1, "Registrando")
        command = CerrarActividad(
            expediente_id=self.paso.expediente_id,
            resultado=draft.outcome,
            fecha=draft.day or self.office.hoy,
            respuestas=self._asked(draft),
            forzar=draft.reason,
            version=self.paso.version,
            actividad=self.paso.actividad.id,
        )
        return cerrar_actividad(command, self.office.workspace, self.office.contexto)

    def adjuntar(self, evidencia: str, archivo: Path) -> Changes:
        """File what proves a requirement."""
        from cobro_desktop.services.anexos import AnexarArchivo, anexar

        command = AnexarArchivo(self.paso.expediente_id, archivo, evidencia)
        changes = anexar(command, self.office.workspace, self.office.contexto)
        self.actualizar()
        return changes

    def elaborar(self, documento: str, draft: StepDraft) -> Path:
        """Write a draft of a document and return a copy to read."""
        from cobro_desktop.services.documentos.emision import (
            CrearDocumento,
            crear_documento,
        )

        data = _typed_for(documento, draft.answers)
        command = CrearDocumento(self.paso.expediente_id, documento, data)
        workspace = self.office.workspace
        changes = crear_documento(command, workspace, self.office.contexto)
        self.actualizar()
        created = changes.datos["documento"]
        assert isinstance(created, int)
        filed = next(d for d in self._filed() if d.id == created)
        return self.office.copy_of(filed.id, filed.nombre, filed.formato)

    def enviar(self, documento_id: int) -> Changes:
        """Ask others to review a draft."""
        from cobro_desktop.services.documentos.revision import (
            EnviarARevision,
            enviar_a_revision,
        )

        command = EnviarARevision(documento_id)
        workspace = self.office.workspace
        changes = enviar_a_revision(command, workspace, self.office.contexto)
        self.actualizar()
        return changes

    def emitir(self, documento_id: int) -> Changes:
        """Number and sign a draft."""
        from cobro_desktop.services.documentos.emision import (
            EmitirDocumento,
            emitir_documento,
        )

        command = EmitirDocumento(documento_id)
        workspace = self.office.workspace
        changes = emitir_documento(command, workspace, self.office.contexto)
        self.actualizar()
        return changes

    def actualizar(self) -> None:
        """Take the case's new version after something of one's own entered it."""
        again = pasos.abrir_paso(
            self.office.workspace,
            self.office.contexto,
            self.paso.expediente_id,
            self.paso.actividad.id,
        )
        if again.actividad.id == self.paso.actividad.id:
            self.paso = replace(self.paso, version=again.version)

    def _prever(self, draft: StepDraft) -> Prevision:
        outcome = self._salida(draft.outcome).resultado
        cierre = Cierre(self.paso.actividad.id, outcome, dict(draft.answers))
        return pasos.prever(
            self.office.workspace,
            self.paso.expediente_id,
            cierre,
            draft.day or self.office.hoy,
        )

    def _salida(self, resultado: str) -> Salida:
        """Return the chosen outcome; before one is chosen, the first."""
        chosen = (s for s in self.paso.salidas if s.resultado == resultado)
        return next(chosen, self.paso.salidas[0])

    def _asked(self, draft: StepDraft) -> dict[str, str]:
        """Return what this outcome asks: no more, and nothing of the documents."""
        fields = {c.nombre: c for c in self.paso.actividad.campos}
        numbers = {e.id for e in self.paso.procedimiento.evidencias(self._id)}
        return {
            name: text
            for name, text in draft.answers.items()
            if name in numbers
            or (
                (field := fields.get(name.partition(".")[0])) is not None
                and field.se_pregunta(draft.outcome, draft.answers)
            )
        }

    @property
    def _id(self) -> str:
        return self.paso.actividad.id

    def _problems(self, answers: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for campo in self.paso.actividad.campos:
            try:
                normalizar(campo, answers.get(campo.nombre, ""), self.office.hoy)
            except InvalidDataError as error:
                found[campo.nombre] = error.mensaje
        return found

    def _requirements(
        self, prevision: Prevision, salida: Salida, draft: StepDraft
    ) -> Iterator[Requisito]:
        evaluacion = prevision.evaluacion
        pending = (*evaluacion.faltan, *evaluacion.advertencias)
        missing = {
            name for p in pending if p.clase is Clase.EVIDENCIA for name in p.ids
        }
        asked = [
            e
            for e in (*self.paso.actividad.evidencia, *salida.evidencia)
            if e.se_pide(salida.resultado, draft.answers)
            and e.tipo is not TipoEvidencia.CAMPO
        ]
        for evidencia in asked:
            group = evidencia.alternativa
            others = [
                e.etiqueta
                for e in asked
                if group and e.alternativa == group and e is not evidencia
            ]
            here = evidencia.id in prevision.constan
            met = not here and evidencia.id not in missing
            yield _requirement(evidencia, others, here=here)._replace(sobra=met)
        for pendiente in pending:
            if pendiente.clase is Clase.REGLA:
                warning = pendiente in evaluacion.advertencias
                yield _rule(pendiente, warning=warning)

    def _documents(self, answers: Mapping[str, str]) -> tuple[DocumentoPosible, ...]:
        from cobro_desktop.services.documentos import emision

        workspace = self.office.workspace
        able = dict(emision.tipos_emitibles(workspace, self.paso.expediente_id))
        filed = self._filed()
        return tuple(
            self._document(tipo, able[tipo], filed, answers)
            for tipo in self.paso.actividad.documentos
            if tipo in able
        )

    def _document(
        self,
        tipo: str,
        nombre: str,
        filed: Sequence[historia.Documento],
        answers: Mapping[str, str],
    ) -> DocumentoPosible:
        last = next((d for d in filed if d.tipo == tipo), None)
        found = DocumentoPosible(
            tipo,
            nombre,
            last.formato.upper() if last else "",
            last.estado if last else "",
            last.id if last else None,
        )
        try:
            typed = _typed_for(tipo, answers)
            asked, after = self._fields(tipo, typed)
        except UserError as error:
            return found._replace(problema=error.mensaje)
        still = (*(d.etiqueta for d in after.por_escribir), *after.ajenos)
        return found._replace(
            campos=tuple(
                DatoDocumento(f"{tipo}/{d.nombre}", d.etiqueta, d.lista, d.opciones)
                for d in asked
            ),
            faltantes=still,
        )

    def _fields(
        self, tipo: str, typed: Mapping[str, str]
    ) -> tuple[list[DatoPedido], Faltante]:
        """Return what a document asks, each choice first, and what it still lacks."""
        picked: dict[str, str] = {}
        asked: dict[str, DatoPedido] = {}
        while True:
            found = self._lacks(tipo, picked)
            asked |= {d.nombre: d for d in found.por_escribir}
            made = {
                d.nombre: typed[d.nombre]
                for d in found.por_escribir
                if d.opciones and typed.get(d.nombre, "").strip()
            }
            if not made:
                break
            picked |= made
        last = found if typed == picked else self._lacks(tipo, typed)
        return list(asked.values()), last

    def _lacks(self, tipo: str, data: Mapping[str, str]) -> Faltante:
        from cobro_desktop.services.documentos.captura import lo_que_falta
        from cobro_desktop.services.documentos.emision import CrearDocumento

        command = CrearDocumento(self.paso.expediente_id, tipo, data)
        return lo_que_falta(command, self.office.workspace, self.office.contexto)

    def _filed(self) -> list[historia.Documento]:
        from cobro_desktop.services.consultas import ficha

        found = ficha(self.office.workspace, self.paso.expediente_id)
        return list(found.documentos)


def open_step(office: Office, expediente_id: int, actividad: str = "") -> Step:
    """Open the guided step of a case: its activity, or another one that is open."""
    paso = pasos.abrir_paso(office.workspace, office.contexto, expediente_id, actividad)
    return Step(office, paso)


def outlook(office: Office, expediente_id: int) -> Outlook:
    """Say what the current activity of a case still asks, and where it may lead.

    What depends on the outcome is asked of the one in the draft, or else the first.
    """
    step = open_step(office, expediente_id)
    draft = step.draft or StepDraft()
    ways = (s.siguiente or (s.fin and "fin") for s in step.paso.actividad.salidas)
    return Outlook(
        tuple(p.texto.removeprefix("Falta: ") for p in step.pending(draft)),
        tuple(dict.fromkeys(str(way) for way in ways if way)),
    )


def _typed_for(tipo: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed for a document; its answers are `tipo/campo`."""
    mine = (key.partition("/") for key in answers if key.startswith(f"{tipo}/"))
    return {field: answers[f"{tipo}/{field}"] for _, _, field in mine}


def _draft_of(paso: Paso) -> StepDraft | None:
    saved = paso.borrador
    if saved is None:
        return None
    answers = dict(saved.respuestas)
    outcome = answers.pop(_OUTCOME, "")
    reason = answers.pop(_REASON, "")
    day = answers.pop(_DAY, "")
    seen = frozenset(filter(None, answers.pop(_SEEN, "").split(",")))
    when = date.fromisoformat(day) if day else None
    return StepDraft(answers, outcome, when, saved.seccion, reason, seen)


def _requirement(evidencia: Evidencia, others: list[str], *, here: bool) -> Requisito:
    document = evidencia.tipo is TipoEvidencia.DOCUMENTO
    return Requisito(
        id=evidencia.id,
        texto=evidencia.etiqueta,
        cumple=here,
        aviso=evidencia.aviso,
        documento=evidencia.referencia if document else "",
        adjuntable=True,
        radicado=evidencia.tipo is TipoEvidencia.RADICADO,
        norma=f"Basta con esto, o con: {' / '.join(others)}" if others else "",
    )


def _rule(pendiente: Pendiente, *, warning: bool) -> Requisito:
    return Requisito(
        "", pendiente.texto, cumple=False, aviso=warning, norma=pendiente.norma
    )
