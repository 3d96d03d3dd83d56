"""Draws the guided step of the four institutions over real cases; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_wizard.py FOLDER`
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.services.glosario import load_glosario  # noqa: E402
from cobro_desktop.services.workspace import open_workspace  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.ayuda.glossary import GlossaryDialog  # noqa: E402
from cobro_ui.backend.office import open_office  # noqa: E402
from cobro_ui.backend.steps import Step, open_step  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from cobro_ui.widgets.date_field import Days  # noqa: E402
from cobro_ui.wizard.drafts import DraftLine  # noqa: E402
from cobro_ui.wizard.drafts_page import DraftsPage  # noqa: E402
from cobro_ui.wizard.editors import Surroundings  # noqa: E402
from cobro_ui.wizard.form import QuestionForm  # noqa: E402
from cobro_ui.wizard.panel import GuidedStepPanel  # noqa: E402
from cobro_ui.wizard.paso import StepDraft  # noqa: E402
from tests.scenarios import conftest, test_rnec, test_sdscj, test_svsp  # noqa: E402
from tests.scenarios.historia import Historia, expediente_de  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402


def story(codigo: str, **case: str) -> tuple[Path, Historia]:
    folder = Path(tempfile.mkdtemp())
    conftest._preparar(folder, codigo)  # the same base as the stories
    workspace = open_workspace(folder, None)
    return folder, Historia(workspace, expediente_de(workspace, **case), folder)


def guided(folder: Path, historia: Historia) -> Step:
    contexto = historia.contexto
    historia.workspace.close()
    state = State(folder, None, contexto.hoy, contexto.usuario, json=False)
    return open_step(open_office(state).__enter__(), historia.expediente_id)


def draw(studio: Studio, step: Step, tag: str, draft: StepDraft | None = None) -> None:
    if draft is not None:
        step.draft = draft
    around = Surroundings(Days(step.office.hoy), studio.theme, load_glosario())
    panel = GuidedStepPanel(step, studio.jobs, around)
    panel.resize(1366, 700)
    panel.offer_map(able=True)
    panel.show()
    for number, page in enumerate(panel.pages):
        panel.go(number)
        studio.settle(0.8)
        studio.keep(panel, f"{tag}-{number}-{page.id}")
    forms = panel.findChildren(QuestionForm)
    if draft is not None and forms:
        forms[0].insist()
        panel.go(1)
        studio.keep(panel, f"{tag}-error")
    panel.retire()
    panel.close()


class _Drafts:
    def __init__(self, lines: list[DraftLine]) -> None:
        self.lines = lines

    def list(self) -> list[DraftLine]:
        return self.lines

    def discard(self, expediente_id: int, actividad: str) -> None:
        """Nothing to forget."""


def draw_drafts(studio: Studio, tag: str) -> None:
    when = dt.datetime(2026, 9, 29, 16, 40, tzinfo=dt.UTC)
    name = "COOPERATIVA MULTIACTIVA DE VIGILANCIA Y SEGURIDAD PRIVADA DEL ORIENTE LTDA"
    lines = [
        DraftLine(1, "SVSP-2026-000002", name, "4", "Procede", when, 7, vigente=True),
        DraftLine(
            2, "RNEC-2025-000118", "NUBIA", "7", "Notificar", when, 1, vigente=False
        ),
    ]
    for kind, found in (("lista", lines), ("vacia", [])):
        page = DraftsPage(_Drafts(found), studio.shell())
        page.resize(1100, 420)
        page.show()
        page.reload()
        studio.keep(page, f"{tag}-borradores-{kind}")
        page.close()
    behind = QWidget()
    dialog = GlossaryDialog(load_glosario(), behind, "Mandamiento de pago")
    dialog.show()
    studio.keep(dialog, f"{tag}-glosario")
    dialog.close()


def cases() -> dict[str, tuple[Step, StepDraft | None]]:
    """Return a step of each institution, half answered."""
    found: dict[str, tuple[Step, StepDraft | None]] = {}
    folder, historia = story("PRO-GJU-130-008", titulo="20253448236")
    historia.dia("2025-11-05", "financiera")
    historia.anexa("memorando-remisorio", "titulo-ejecutivo", "ejecutoria-titulo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    historia.sigue("profesional")
    historia.avanza("sancion", fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="no", firme="si")
    answers = {
        "requisitos": "clara,expresa,exigible,-notificada,~con_fuerza",
        "requisitos.notificada": "No está la constancia del aviso (folio 12)",
    }
    found["svsp4"] = (guided(folder, historia), StepDraft(answers))
    folder, historia = story("PRO-GJU-130-008", titulo="20257423077")
    test_svsp.recibe_y_verifica(historia, "multa")
    test_svsp.avoca_y_libra(historia)
    historia.dia("2026-01-05", "profesional")
    found["svsp9"] = (guided(folder, historia), StepDraft(outcome="no_paga"))
    folder, historia = story(
        "RJPD06", titulo="548 de 2024", deudor="NUBIA ÍNGRID GÓMEZ BELTRÁN"
    )
    test_rnec.recibe_y_avoca(historia)
    test_rnec.libra_y_embarga(historia)
    found["rnec7"] = (guided(folder, historia), None)
    folder, historia = story("PD-GJ-07", titulo="11-001-6658702")
    test_sdscj.radica_y_reparte(historia)
    test_sdscj.verifica_y_admite(historia)
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    call = {"medio": "llamada", "hora_llamada": "25:99", "numero_llamado": "300"}
    found["sdscj7"] = (guided(folder, historia), StepDraft(call, "sin_pago"))
    folder, historia = story(
        "PA02-PR19", titulo="88-2025", deudor="Yeison Camila Guzmán Pérez"
    )
    historia.dia("2026-02-03", "auxiliar")
    historia.avanza("asignado", criterio_prioridad="cuantia")
    historia.dia("2026-02-04", "profesional")
    found["idpyba2"] = (guided(folder, historia), None)
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    steps = cases()
    looks = (("claro", 100), ("oscuro", 100), ("claro", 150))
    for scheme, percent in looks:
        theme.apply(Appearance(Scheme(scheme), percent))
        tag = f"{scheme}{percent}"
        draw_drafts(studio, tag)
        for name, (step, draft) in steps.items():
            if scheme == "claro" or name == "svsp4":
                draw(studio, step, f"{tag}-{name}", draft)


if __name__ == "__main__":
    main()
