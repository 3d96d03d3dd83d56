"""The sections of a guided step, all generated from the procedure's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from typing_extensions import override

from cobro_desktop.domain.procedimiento import Desde, TipoEvidencia, Unidad
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_ui.ayuda.terms import TermLabel
from cobro_ui.models.columns import ROLES
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.key_values import KeyValue, KeyValueCard, clear_layout
from cobro_ui.widgets.text import data_label, label
from cobro_ui.wizard.document_list import DocumentList
from cobro_ui.wizard.form import QuestionForm
from cobro_ui.wizard.loss import LossNotice
from cobro_ui.wizard.outcomes import OutcomeChoice
from cobro_ui.wizard.paso import Requisito
from cobro_ui.wizard.requirements import RequirementList
from cobro_ui.wizard.section import Section

if TYPE_CHECKING:
    from datetime import date

    from cobro_desktop.domain.procedimiento import Campo
    from cobro_desktop.services.pasos import Paso
    from cobro_ui.theme.theme import Theme
    from cobro_ui.wizard.editors import Surroundings
    from cobro_ui.wizard.paso import Avance, PasoGuiado, StepDraft

_NO_OUTCOME = "Falta elegir cómo terminó la actividad, en la sección Resultado."
_MOTIVES = ("hallazgos", "motivo_no_procede", "motivo_devolucion", "causa_devolucion")
"""Questions that ask why a title does not serve, by the name that files give them."""
_FROM_LIST = "de los hallazgos de la lista de requisitos"
_UNITS = {
    Unidad.HABILES: ("día hábil", "días hábiles"),
    Unidad.CALENDARIO: ("día calendario", "días calendario"),
    Unidad.MESES: ("mes", "meses"),
    Unidad.ANIOS: ("año", "años"),
}
_SINCE = {
    Desde.ENTRADA: "la entrada a la actividad",
    Desde.EXIGIBILIDAD: "la exigibilidad",
    Desde.EJECUTORIA: "la ejecutoria",
    Desde.NOTIFICACION: "la notificación",
    Desde.RECEPCION: "la recepción",
}


class WhatPage(Section):
    """What is done and why, who does it, and in what time."""

    id = "que"
    title = "Qué se hace"

    def __init__(self, paso: Paso, around: Surroundings) -> None:
        super().__init__()
        actividad = paso.actividad
        text = " ".join(actividad.descripcion.split()) or actividad.nombre
        what = TermLabel(around.glossary)
        what.say(text, help_text=True)
        self.column.addWidget(what)
        theme = around.theme
        card = KeyValueCard("", theme)
        lines = (
            ("Responsable", actividad.responsable),
            ("Revisa", _roles(actividad.revisa)),
            ("Firma", _roles(actividad.firma)),
            ("Envía", actividad.envia),
            ("Término", term_words(paso)),
            ("Punto de control", actividad.punto_control),
            ("Registro", actividad.registro),
            ("Norma", actividad.norma),
        )
        card.show_lines([KeyValue(key, value) for key, value in lines if value])
        self.column.addWidget(card)
        self.column.addStretch()


class QuestionsPage(Section):
    """The questions that do not depend on the outcome."""

    id = "preguntas"
    title = "Preguntas"

    def __init__(self, guided: PasoGuiado, around: Surroundings) -> None:
        super().__init__("Las preguntas con asterisco son obligatorias.")
        campos = [c for c in guided.paso.actividad.campos if not c.resultados]
        self._known = guided.conocidas
        self._form = QuestionForm(campos, around)
        self._form.changed.connect(self.changed)
        self.column.addWidget(self._form)
        self.column.addStretch()

    @override
    def answers(self) -> dict[str, str]:
        return self._form.answers()

    @override
    def fill(self, draft: StepDraft) -> None:
        self._form.fill(draft.answers, self._known)

    @override
    def show_progress(self, progress: Avance) -> None:
        self._form.show_problems(progress.problemas)

    @override
    def done(self) -> bool:
        return not self._form.missing()

    @override
    def insist(self) -> bool:
        return self._form.insist()


class SupportsPage(Section):
    """The checklist: what must be on file before the activity closes."""

    id = "soportes"
    title = "Soportes"
    attach_asked = Signal(str)
    write_asked = Signal(str)

    def __init__(self, paso: Paso, theme: Theme) -> None:
        super().__init__("Lo que debe constar en el expediente para cerrar el paso.")
        wanted = paso.procedimiento.evidencias(paso.actividad.id)
        radicado = TipoEvidencia.RADICADO
        numbers = frozenset(e.id for e in wanted if e.tipo is radicado)
        self._list = RequirementList(theme, numbers)
        self._list.changed.connect(self.changed)
        self._list.attach_asked.connect(self.attach_asked)
        self._list.write_asked.connect(self.write_asked)
        self.column.addWidget(self._list)
        self.column.addStretch()

    @override
    def answers(self) -> dict[str, str]:
        return self._list.answers()

    @override
    def fill(self, draft: StepDraft) -> None:
        self._list.fill(draft.answers)

    @override
    def show_progress(self, progress: Avance) -> None:
        self._list.show_requirements(progress.requisitos)

    @override
    def done(self) -> bool:
        return self._list.complete


class DocumentsPage(Section):
    """The documents that the activity produces."""

    id = "documentos"
    title = "Documentos"
    write_asked = Signal(str)
    issue_asked = Signal(int)
    send_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Elabore aquí los documentos de este paso; quedan en el caso.")
        self._list = DocumentList(theme)
        self._list.changed.connect(self.changed)
        self._list.write_asked.connect(self.write_asked)
        self._list.issue_asked.connect(self.issue_asked)
        self._list.send_asked.connect(self.send_asked)
        self.column.addWidget(self._list)
        self.column.addStretch()

    @override
    def answers(self) -> dict[str, str]:
        return self._list.answers()

    @override
    def fill(self, draft: StepDraft) -> None:
        self._list.fill(draft.answers)

    @override
    def show_progress(self, progress: Avance) -> None:
        self._list.show_documents(progress.documentos)


class OutcomePage(Section):
    """How the activity ended, and what that outcome asks."""

    id = "resultado"
    title = "Resultado"

    def __init__(self, guided: PasoGuiado, around: Surroundings) -> None:
        super().__init__("¿Cómo terminó esta actividad?")
        paso = guided.paso
        self._known = guided.conocidas
        self._choice = OutcomeChoice(paso, around.theme)
        self._choice.changed.connect(self._chosen)
        self._before = ""
        self._touched = False
        self._loss = LossNotice()
        self._proposed = label(part="muted", wrap=True)
        self._proposed.hide()
        self._labels = {s.resultado: s.etiqueta for s in paso.salidas}
        self._day = DateField(around.days, around.theme)
        self._day.changed.connect(self.changed)
        question = label("¿Qué día ocurrió? *")
        question.setBuddy(self._day)
        self._day.edit.setAccessibleName("Qué día ocurrió, obligatorio")
        self._today = around.days.today
        campos = [c for c in paso.actividad.campos if c.resultados]
        self._form = QuestionForm(campos, around)
        self._form.changed.connect(self.changed)
        first = (self._proposed, self._choice, self._loss)
        for widget in (*first, question, self._day, self._form):
            self.column.addWidget(widget)
        self.column.addStretch()

    @override
    def answers(self) -> dict[str, str]:
        return self._form.answers()

    @override
    def outcome(self) -> str:
        return self._choice.value()

    @override
    def day(self) -> date | None:
        return self._day.value()

    @override
    def fill(self, draft: StepDraft) -> None:
        self._touched = bool(draft.outcome)
        self._before = draft.outcome or self._choice.only
        self._choice.set_value(self._before)
        self._day.set_value(draft.day or self._today)
        self._form.set_outcome(self.outcome())
        self._form.fill(draft.answers, self._known)

    @override
    def show_progress(self, progress: Avance) -> None:
        self._form.show_problems(progress.problemas)
        if progress.hallazgos:
            self._form.suggest(_MOTIVES, progress.hallazgos, _FROM_LIST)
        told = self._labels.get(progress.propuesta, "")
        self._proposed.setText(f"La lista de requisitos propone: {told}.")
        self._proposed.setVisible(bool(told))
        if told and not self._touched and self.outcome() != progress.propuesta:
            self._before = progress.propuesta
            self._choice.set_value(progress.propuesta)
            self._touched = False

    @override
    def done(self) -> bool:
        chosen = bool(self.outcome()) and self.day() is not None
        return chosen and not self._form.missing()

    @override
    def insist(self) -> bool:
        return self._form.insist() or not self.done()

    @Slot()
    def _chosen(self) -> None:
        self._loss.hide()
        wanted = self.outcome()
        if wanted != self._before and (lost := self._form.lost_with(wanted)):
            self._hold(wanted, lost)
            return
        self._accept(wanted)

    def _hold(self, wanted: str, lost: list[Campo]) -> None:
        """Keep the outcome, and say what another one would throw away."""
        self._choice.set_value(self._before)

        def change() -> None:
            self._form.forget(lost)
            self._before = wanted
            self._choice.set_value(wanted)
            self._accept(wanted)

        self._loss.warn(self._labels[wanted], [c.etiqueta for c in lost], change)

    def _accept(self, outcome: str) -> None:
        self._before = outcome
        self._touched = True
        self._form.set_outcome(outcome)
        self.changed.emit()


class ReviewPage(Section):
    """In sentences: what will be recorded, issued and started; what is missing."""

    id = "revision"
    title = "Revisión"

    def __init__(self, theme: Theme) -> None:
        super().__init__("Lea lo que va a quedar registrado.")
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(6)
        self._answers = KeyValueCard("Lo que respondió", theme)
        self._pending = RequirementList(theme)
        self._why = QLineEdit()
        self._why.setPlaceholderText("Motivo para registrar sin lo que falta")
        self._why.setAccessibleName("Motivo para registrar sin lo que falta")
        self._why.textChanged.connect(self.changed)
        self.column.addLayout(self._sentences)
        self.column.addWidget(self._pending)
        self.column.addWidget(self._why)
        self.column.addWidget(self._answers)
        self.column.addStretch()

    def reason(self) -> str:
        """Return the reason for going on in spite of what is missing."""
        return "" if self._why.isHidden() else self._why.text().strip()

    @override
    def fill(self, draft: StepDraft) -> None:
        self._why.setText(draft.reason)

    @override
    def show_progress(self, progress: Avance) -> None:
        clear_layout(self._sentences)
        for sentence in progress.frases or (_NO_OUTCOME,):
            self._sentences.addWidget(data_label(f"• {sentence}", wrap=True))
        self._answers.setVisible(bool(progress.respondidas))
        self._answers.show_lines([KeyValue(*pair) for pair in progress.respondidas])
        unanswered = [Requisito("", t, cumple=False) for t in progress.sin_responder]
        missing = unanswered + [
            r for r in progress.requisitos if not (r.cumple or r.sobra)
        ]
        self._pending.show_missing(missing)
        self._why.setVisible(progress.forzable and not progress.puede)


def make_pages(guided: PasoGuiado, around: Surroundings) -> list[Section]:
    """Return the sections that an activity needs, in order."""
    paso = guided.paso
    pages: list[Section] = [WhatPage(paso, around)]
    actividad = paso.actividad
    if any(not campo.resultados for campo in actividad.campos):
        pages.append(QuestionsPage(guided, around))
    if paso.procedimiento.evidencias(actividad.id) or actividad.reglas:
        pages.append(SupportsPage(paso, around.theme))
    if actividad.documentos:
        pages.append(DocumentsPage(around.theme))
    return [*pages, OutcomePage(guided, around), ReviewPage(around.theme)]


def term_words(paso: Paso) -> str:
    """Say the time that the activity has, and its last day."""
    plazo = paso.actividad.plazo
    parts = []
    if plazo is not None and plazo.unidad is Unidad.INMEDIATO:
        parts.append("de inmediato")
    elif plazo is not None:
        unit = _UNITS[plazo.unidad]
        since = _SINCE[plazo.desde]
        parts.append(f"{cantidad(plazo.cantidad, *unit)} desde {since}")
    if paso.vence is not None:
        parts.append(f"vence el {fecha_larga(paso.vence)}")
    return "; ".join(parts)


def _roles(roles: tuple[str, ...]) -> str:
    return ", ".join(ROLES.get(str(rol), str(rol)) for rol in roles)
