"""The guided step, generated from data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from cobro_desktop.domain.errors import UnmetRequirementsError
from cobro_desktop.domain.procedimiento import Campo, Condicion, TipoCampo
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.glosario import load_glosario
from cobro_ui.ayuda.glossary import GlossaryDialog
from cobro_ui.ayuda.terms import linked_terms
from cobro_ui.jobs.runner import Jobs
from cobro_ui.reads import CaseRef
from cobro_ui.theme.theme import Theme
from cobro_ui.widgets.date_field import Days
from cobro_ui.wizard.drafts import DraftLine
from cobro_ui.wizard.drafts_page import DraftsPage
from cobro_ui.wizard.editors import EDITORS, Surroundings
from cobro_ui.wizard.form import QuestionForm
from cobro_ui.wizard.loss import LossNotice
from cobro_ui.wizard.outcomes import destination
from cobro_ui.wizard.panel import GuidedStepPanel
from cobro_ui.wizard.paso import Conocida, StepDraft
from cobro_ui.wizard.rail import SectionRail
from cobro_ui.wizard.reopen import Door, ReopenDialog, ReopenRequest

from .fake_acts import FakeActs
from .fakes import HOY, FakeStep, make_shell, procedimiento

ANSWERS = {
    TipoCampo.TEXTO: "Sede norte",
    TipoCampo.PARRAFO: "Dijo que\nresponde el viernes",
    TipoCampo.FECHA: "2026-09-25",
    TipoCampo.HORA: "14:30",
    TipoCampo.DINERO: "1423500",
    TipoCampo.ENTERO: "12",
    TipoCampo.PORCENTAJE: "12,5",
    TipoCampo.SI_NO: "si",
    TipoCampo.OPCION: "b",
    TipoCampo.PERSONA: "Íngrid Peña",
    TipoCampo.DIRECCION: "Calle 26 # 57-41",
    TipoCampo.ARCHIVO: __file__,
    TipoCampo.LISTA: "a,c",
}
OPTIONS = (("a", "Primera"), ("b", "Segunda & última"), ("c", "Tercera"))


@pytest.fixture
def around(theme: Theme) -> Surroundings:
    return Surroundings(Days(HOY), theme)


@pytest.fixture
def step() -> FakeStep:
    return FakeStep()


@pytest.fixture
def panel(
    qtbot: QtBot, jobs: Jobs, around: Surroundings, step: FakeStep
) -> GuidedStepPanel:
    panel = GuidedStepPanel(step, jobs, around)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_there_is_an_editor_and_an_example_for_every_kind() -> None:
    assert set(EDITORS) == set(TipoCampo) == set(ANSWERS)


@pytest.mark.parametrize("kind", TipoCampo)
def test_an_editor_gives_back_what_was_written(
    qtbot: QtBot, around: Surroundings, kind: TipoCampo
) -> None:
    editor = EDITORS[kind](Campo("x", "X", kind, opciones=OPTIONS), around)
    qtbot.addWidget(editor.widget)
    assert editor.read() == ""

    with qtbot.waitSignal(editor.changed):
        editor.write(ANSWERS[kind])

    assert editor.read() == ANSWERS[kind]
    assert editor.problem() == ""


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (TipoCampo.FECHA, "31/2/2026"),
        (TipoCampo.HORA, "25:00"),
        (TipoCampo.DINERO, "mucho"),
        (TipoCampo.ENTERO, "1,5"),
        (TipoCampo.PORCENTAJE, "doce"),
        (TipoCampo.ARCHIVO, "/no/hay"),
    ],
)
def test_an_editor_says_what_is_wrong(
    qtbot: QtBot, around: Surroundings, kind: TipoCampo, wrong: str
) -> None:
    editor = EDITORS[kind](Campo("x", "X", kind), around)
    qtbot.addWidget(editor.widget)

    editor.write(wrong)

    assert editor.problem() != ""


def test_more_options_than_fit_open_a_list(qtbot: QtBot, around: Surroundings) -> None:
    options = tuple((str(n), f"Opción {n}") for n in range(9))
    campo = Campo("x", "X", TipoCampo.OPCION, opciones=options)
    editor = EDITORS[campo.tipo](campo, around)
    qtbot.addWidget(editor.widget)
    assert editor.read() == ""

    editor.write("7")

    assert editor.read() == "7"


def test_a_question_whose_condition_fails_is_not_answered(
    qtbot: QtBot, around: Surroundings
) -> None:
    campos = (
        Campo("llamo", "¿Llamó?", TipoCampo.SI_NO),
        Campo("hora", "Hora", TipoCampo.HORA, si=Condicion("llamo", ("si",))),
    )
    form = QuestionForm(campos, around)
    qtbot.addWidget(form)

    form.fill({"llamo": "si", "hora": "14:30"}, {})
    assert (form.answers(), form.asked) == ({"llamo": "si", "hora": "14:30"}, 2)
    form.fill({"llamo": "no"}, {})

    assert (form.answers(), form.asked) == ({"llamo": "no"}, 1)


def test_a_known_answer_comes_filled_and_says_whence(
    qtbot: QtBot, around: Surroundings
) -> None:
    form = QuestionForm((Campo("valor", "Valor", TipoCampo.DINERO),), around)
    qtbot.addWidget(form)

    form.fill({}, {"valor": Conocida("1000", "del título")})

    assert form.answers() == {"valor": "1000"}
    edit = form.findChild(QLineEdit)
    assert edit is not None
    assert edit.accessibleDescription() == "Ya conocido: del título."


def test_a_mandatory_question_is_insisted_on(
    qtbot: QtBot, around: Surroundings
) -> None:
    form = QuestionForm(
        (Campo("fecha", "Fecha", TipoCampo.FECHA, obligatorio=True),), around
    )
    qtbot.addWidget(form)

    assert form.insist()
    form.fill({"fecha": "2026-09-25"}, {})

    assert not form.insist()


def test_the_sections_come_from_the_activity(panel: GuidedStepPanel) -> None:
    assert [page.id for page in panel.pages] == [
        "que",
        "preguntas",
        "soportes",
        "documentos",
        "resultado",
        "revision",
    ]


def test_an_activity_without_questions_has_no_page_for_them(
    qtbot: QtBot, jobs: Jobs, around: Surroundings
) -> None:
    panel = GuidedStepPanel(FakeStep("7"), jobs, around)
    qtbot.addWidget(panel)

    assert [page.id for page in panel.pages] == ["que", "resultado", "revision"]


def button(panel: GuidedStepPanel, text: str) -> QPushButton:
    found = (b for b in panel.findChildren(QPushButton) if text in b.text())
    return next(found)


def test_a_page_with_something_missing_keeps_one_there(
    panel: GuidedStepPanel,
) -> None:
    button(panel, "Siguiente").click()
    assert panel.draft().section == "preguntas"

    button(panel, "Siguiente").click()

    assert panel.draft().section == "preguntas"


def test_going_on_saves_the_answers(
    qtbot: QtBot, panel: GuidedStepPanel, step: FakeStep
) -> None:
    button(panel, "Siguiente").click()
    qtbot.waitUntil(lambda: bool(step.saved))

    assert step.saved[-1].section == "preguntas"


def test_a_draft_is_resumed_where_it_was(
    qtbot: QtBot, jobs: Jobs, around: Surroundings
) -> None:
    draft = StepDraft(
        {"medio": "llamada", "hora_llamada": "9:15", "siga": "2026-77"},
        outcome="prescripcion",
        section="resultado",
    )
    panel = GuidedStepPanel(FakeStep(draft=draft), jobs, around)
    qtbot.addWidget(panel)

    known = {"ofrece": "1423500"}
    again = panel.draft()
    assert again.section == "resultado"
    assert again.outcome == "prescripcion"
    assert again.answers == {**draft.answers, **known}


def test_leaving_saves_first(
    qtbot: QtBot, panel: GuidedStepPanel, step: FakeStep
) -> None:
    with qtbot.waitSignal(panel.closed):
        button(panel, "Guardar").click()

    assert len(step.saved) == 1


def choose(panel: GuidedStepPanel, text: str) -> None:
    for radio in panel.findChildren(QRadioButton):
        if radio.text() == text:
            radio.click()


def finish(qtbot: QtBot, panel: GuidedStepPanel) -> QPushButton:
    choose(panel, "Llamada")
    number = next(
        e for e in panel.findChildren(QLineEdit) if e.placeholderText() == "Número"
    )
    number.setText("2026-1-4417")
    choose(panel, "El deudor solicita un acuerdo de pago")
    panel.go(len(panel.pages) - 1)
    last = button(panel, "Registrar")
    qtbot.waitUntil(lambda: last.isEnabled() and last.text().endswith("7"))
    return last


def test_the_final_button_says_what_it_does_and_does_it(
    qtbot: QtBot, panel: GuidedStepPanel, step: FakeStep
) -> None:
    qtbot.waitUntil(
        lambda: any(
            e.placeholderText() == "Número" for e in panel.findChildren(QLineEdit)
        )
    )
    last = finish(qtbot, panel)
    assert last.text() == "&Registrar y pasar a 7"

    with qtbot.waitSignal(panel.recorded) as signal:
        last.click()

    assert signal.args is not None
    assert signal.args[0].resumen == "La actividad 6 quedó cerrada."
    assert step.recorded[0].outcome == "solicita_acuerdo"
    assert step.recorded[0].answers["siga"] == "2026-1-4417"


def test_a_refusal_is_told_in_the_page(
    qtbot: QtBot, panel: GuidedStepPanel, step: FakeStep
) -> None:
    step.refusal = UnmetRequirementsError("Falta el radicado.", {"faltan": ["SIGA"]})
    qtbot.waitUntil(
        lambda: any(
            e.placeholderText() == "Número" for e in panel.findChildren(QLineEdit)
        )
    )
    last = finish(qtbot, panel)

    last.click()
    qtbot.waitUntil(lambda: panel.message.text == "Falta el radicado.")

    assert panel.isEnabled()
    assert step.recorded == []


def test_the_rail_says_how_each_section_stands(panel: GuidedStepPanel) -> None:
    rail = panel.findChild(SectionRail)
    assert rail is not None
    role = Qt.ItemDataRole.AccessibleTextRole

    spoken = [rail.item(n).data(role) for n in range(2)]

    assert spoken == ["Qué se hace, completa, abierta", "Preguntas, sin ver"]

    panel.go(1)
    panel.go(0)

    spoken = [rail.item(n).data(role) for n in range(2)]
    assert spoken[1] == "Preguntas, vista, le falta algo"
    assert "de 6 secciones completas" in " ".join(
        label.text() for label in panel.findChildren(QLabel)
    )


def test_what_is_answered_is_saved_by_itself(
    qtbot: QtBot, panel: GuidedStepPanel, step: FakeStep
) -> None:
    panel.pages[1].changed.emit()

    qtbot.waitUntil(lambda: len(step.saved) == 1, timeout=5_000)
    assert step.saved[0].seen == {"que"}


LLAMADA = (
    Campo("llamo", "¿Llamó?", TipoCampo.SI_NO),
    Campo("hora", "Hora", TipoCampo.HORA, si=Condicion("llamo", ("si",))),
    Campo("dijo", "Qué dijo", TipoCampo.TEXTO, si=Condicion("llamo", ("si",))),
)


def test_going_back_says_what_it_would_throw_away(
    qtbot: QtBot, around: Surroundings
) -> None:
    form = QuestionForm(LLAMADA, around)
    qtbot.addWidget(form)
    form.show()
    given = {"llamo": "si", "hora": "14:30", "dijo": "Que paga"}
    form.fill(given, {})

    no = next(b for b in form.findChildren(QRadioButton) if b.text() == "No")
    no.click()

    notice = next(n for n in form.findChildren(LossNotice) if n.isVisible())
    assert notice.text == "Si cambia a «No» se descartan: Hora; Qué dijo."
    assert form.answers() == given

    notice.keep.click()
    assert (form.answers(), notice.isVisible()) == (given, False)

    no.click()
    notice.change.click()
    assert form.answers() == {"llamo": "no"}
    form.fill({}, {})
    yes = next(b for b in form.findChildren(QRadioButton) if b.text() == "Sí")
    yes.click()
    assert form.answers() == {"llamo": "si"}


def test_each_requirement_is_judged_and_one_that_fails_asks_what_was_found(
    qtbot: QtBot, around: Surroundings
) -> None:
    campo = Campo(
        "requisitos",
        "Requisitos",
        TipoCampo.LISTA,
        juicio=True,
        opciones=(("clara", "Clara"), ("firme", "En firme"), ("recursos", "Recursos")),
    )
    form = QuestionForm((campo,), around)
    qtbot.addWidget(form)
    form.show()
    for name in ("Clara: Cumple", "En firme: No cumple", "Recursos: No aplica"):
        next(
            b for b in form.findChildren(QRadioButton) if b.accessibleName() == name
        ).click()

    [finding] = [e for e in form.findChildren(QLineEdit) if e.isVisible()]
    finding.setText("Sin sello")

    answers = {"requisitos": "clara,-firme,~recursos", "requisitos.firme": "Sin sello"}
    assert form.answers() == answers
    again = QuestionForm((campo,), around)
    qtbot.addWidget(again)
    again.fill(answers, {})
    assert again.answers() == answers


def test_the_first_sight_of_a_term_is_a_link() -> None:
    html = linked_terms(
        "El mandamiento de pago <y> otro Mandamiento de pago; embargos.",
        ("Embargo", "Mandamiento de pago", "Pago"),
    )

    assert html == (
        'El <a href="Mandamiento de pago">mandamiento de pago</a> &lt;y&gt; otro '
        'Mandamiento de pago; <a href="Embargo">embargos</a>.'
    )
    assert linked_terms("Nada de eso.", ("Embargo",)) == ""


def test_the_glossary_finds_terms_first_and_then_definitions(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = GlossaryDialog(load_glosario(), window, "Embargo")
    assert dialog.list.currentItem().text() == "Embargo"

    dialog.search.setText("TITULO")
    names = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert names[:3] == ["Título", "Título de depósito judicial", "Título ejecutivo"]
    assert dialog.shown

    dialog.search.setText("zzz")
    assert dialog.list.count() == 0
    assert "Ningún término tiene esas palabras" in dialog.shown


def test_an_outcome_says_where_it_leads() -> None:
    proc = procedimiento()
    six = {s.resultado: s for s in proc.salidas("6")}

    assert destination(six["solicita_acuerdo"], proc) == (
        "Pasa a 7 · Suscribir acuerdo de pago."
    )
    assert destination(six["no_paga"], proc) == (
        "El expediente sigue en esta actividad."
    )
    back = replace(six["no_paga"], permanece=False, regresa=True)
    assert destination(back, proc) == "Vuelve a la actividad de donde vino."
    end = proc.salidas("17")[0]
    assert destination(end, proc) == "Termina el expediente: archivado."


def test_what_the_checklist_found_is_offered_as_the_motive(
    qtbot: QtBot, around: Surroundings
) -> None:
    motive = Campo("motivo_no_procede", "Por qué no procede", TipoCampo.PARRAFO)
    form = QuestionForm((motive,), around)
    qtbot.addWidget(form)

    form.suggest(("motivo_no_procede",), "En firme: sin sello.", "de los hallazgos")
    assert form.answers() == {"motivo_no_procede": "En firme: sin sello."}
    form.suggest(("motivo_no_procede",), "En firme: sin firma.", "de los hallazgos")
    assert form.answers() == {"motivo_no_procede": "En firme: sin firma."}

    form.fill({"motivo_no_procede": "Lo digo yo."}, {})
    form.suggest(("motivo_no_procede",), "Otra cosa.", "de los hallazgos")
    assert form.answers() == {"motivo_no_procede": "Lo digo yo."}


class _Drafts:
    def __init__(self, *lines: DraftLine) -> None:
        self.lines = list(lines)

    def list(self) -> list[DraftLine]:
        return self.lines

    def discard(self, expediente_id: int, actividad: str) -> None:
        gone = (expediente_id, actividad)
        self.lines = [x for x in self.lines if (x.expediente_id, x.actividad) != gone]


def test_a_draft_is_resumed_or_discarded_from_its_place(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    when = datetime(2026, 9, 29, 16, 40, tzinfo=UTC)
    here = DraftLine(1, "S-1", "ANA", "4", "Procede", when, 7, vigente=True)
    gone = DraftLine(2, "S-2", "LUZ", "7", "Acuerdo", when, 1, vigente=False)
    page = DraftsPage(_Drafts(here, gone), make_shell(jobs, theme))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: page.current() == here)

    with qtbot.waitSignal(page.resume_asked) as asked:
        page.resume.click()
    assert asked.args == [CaseRef(1, "S-1", "ANA")]

    page.table.selectRow(1)
    assert not page.resume.isEnabled()
    assert "ya salió de esa actividad" in page.message.text
    page.discard.click()
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 1)
    page.discard.click()
    qtbot.waitUntil(lambda: page.current() is None)


class _Doors:
    def __init__(self) -> None:
        self.asked: list[ReopenRequest] = []

    def doors(self, expediente_id: int) -> list[Door]:
        del expediente_id
        return [
            Door("reingreso", "Llegó otra vez", "Vuelve a 1 · Recibir.", soporte=False),
            Door("sin_efecto", "Sin efecto", "Vuelve a 8 · Seguir.", soporte=True),
        ]

    def reopen(self, request: ReopenRequest) -> Changes:
        self.asked.append(request)
        return Changes(frozenset({request.expediente_id}), resumen="Se reabrió.")


def test_an_ended_case_comes_back_by_a_door_with_a_reason(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    doors, window = _Doors(), QWidget()
    qtbot.addWidget(window)
    shell = make_shell(jobs, theme)
    dialog = ReopenDialog((doors, FakeActs()), 7, shell, window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.door.count() == 2)
    assert not dialog.go.isEnabled()

    dialog.door.setCurrentIndex(1)
    dialog.reason.setText("Auto 12 de 2026")
    # Un archivo solo cae con el acto que lo deja sin efecto.
    assert not dialog.go.isEnabled()
    dialog.door.setCurrentIndex(0)
    qtbot.waitUntil(dialog.go.isEnabled)
    with qtbot.waitSignal(dialog.recorded):
        dialog.record()

    assert doors.asked == [ReopenRequest(7, "reingreso", HOY, "Auto 12 de 2026")]
