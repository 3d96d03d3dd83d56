"""Puts together what the window is given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.acuerdos import CaseAgreements
from cobro_ui.backend.agenda import Terms
from cobro_ui.backend.analisis import CaseAnalysis
from cobro_ui.backend.base_entera import OfficeBase
from cobro_ui.backend.bdme import OfficeBulletin
from cobro_ui.backend.bienes import CaseGoods
from cobro_ui.backend.calculadoras import LegalCalculators
from cobro_ui.backend.calendar import add_business, days_of_rest
from cobro_ui.backend.cartera import OfficePortfolio
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.cierres import OfficeClosings
from cobro_ui.backend.conciliacion import OfficeReconciliation
from cobro_ui.backend.desk import OfficeDesk
from cobro_ui.backend.documentos import OfficeDocuments
from cobro_ui.backend.drafts import OfficeDrafts
from cobro_ui.backend.electronico import CaseFiles, DocumentWords
from cobro_ui.backend.enmiendas import CaseAmends
from cobro_ui.backend.entity_data import InstitutionData
from cobro_ui.backend.expedientes import Expedientes
from cobro_ui.backend.gestiones import CaseOutreach
from cobro_ui.backend.importing import FileImporter, ImportBatches
from cobro_ui.backend.incidentes import CaseIncidents
from cobro_ui.backend.informes import OfficeReports
from cobro_ui.backend.liquidaciones import CaseLiquidations
from cobro_ui.backend.listas import OfficeLists
from cobro_ui.backend.mapa import CaseFlows
from cobro_ui.backend.movimientos import OfficeMovements
from cobro_ui.backend.paquetes import OfficePackages
from cobro_ui.backend.parametros import LegalValues
from cobro_ui.backend.people import OfficePeople, post
from cobro_ui.backend.prescripcion import OfficePrescription
from cobro_ui.backend.recaudo import OfficePayments
from cobro_ui.backend.recuentos import OfficeRecounts
from cobro_ui.backend.reopenings import CaseReopenings
from cobro_ui.backend.textos import OfficeTexts
from cobro_ui.backend.trabajo import OfficeWork
from cobro_ui.backend.versiones import Versions
from cobro_ui.jobs.notices import Notices
from cobro_ui.ports import Place, Shell
from cobro_ui.widgets.date_field import Days

if TYPE_CHECKING:
    from cobro_ui.backend.office import Office
    from cobro_ui.backend.steps import Step
    from cobro_ui.jobs.runner import Jobs
    from cobro_ui.theme.theme import Theme


def make_shell(office: Office, jobs: Jobs, theme: Theme) -> Shell:
    """Return the shell of a run; the base is opened by its first reader."""
    return Shell(
        today=office.hoy,
        load_place=partial(_place, office),
        jobs=jobs,
        theme=theme,
        days=Days(
            office.hoy, partial(add_business, office), partial(days_of_rest, office)
        ),
        expedientes=Expedientes(office),
        cases=Cases(office),
        liquidations=CaseLiquidations(office),
        open_step=partial(_open_step, office),
        notices=_notices(office, jobs),
        drafts=OfficeDrafts(office),
        reopenings=CaseReopenings(office),
        importer=FileImporter(office),
        batches=ImportBatches(office),
        entity_data=InstitutionData(office),
        legal=LegalValues(office),
        whole_base=OfficeBase(office),
        recounts=OfficeRecounts(office),
        calculators=LegalCalculators(office),
        analysis=CaseAnalysis(office),
        agenda=Terms(office),
        acts=CaseActs(office),
        amends=CaseAmends(office),
        people=OfficePeople(office),
        prescription=OfficePrescription(office),
        bulletin=OfficeBulletin(office),
        portfolio=OfficePortfolio(office),
        reports=OfficeReports(office),
        reconciliation=OfficeReconciliation(office),
        closings=OfficeClosings(office),
        lists=OfficeLists(office),
        incidents=CaseIncidents(office),
        goods=CaseGoods(office),
        agreements=CaseAgreements(office),
        flow=CaseFlows(office),
        versions=Versions(office),
        documents=OfficeDocuments(office),
        desk=OfficeDesk(office),
        texts=OfficeTexts(office),
        payments=OfficePayments(office),
        movements=OfficeMovements(office),
        work=OfficeWork(office),
        outreach=CaseOutreach(office),
        packages=OfficePackages(office),
        files=CaseFiles(office),
        words=DocumentWords(office),
    )


def _open_step(office: Office, expediente_id: int, actividad: str = "") -> Step:
    from cobro_ui.backend.steps import open_step

    return open_step(office, expediente_id, actividad)


def _notices(office: Office, jobs: Jobs) -> Notices:
    notices = Notices(jobs.writer)
    office.state.avisar = notices.hear
    return notices


def _place(office: Office) -> Place:
    from cobro_desktop.services.usuarios import usuarios

    login = office.contexto.usuario
    people = {p.login: p for p in usuarios(office.workspace)}
    person = people[login]
    role = person.cargo or post(person.roles)
    where = "base compartida" if office.state.base else f"{office.state.datos}"
    return Place("Cobro coactivo", f"{person.nombre} ({role})", where)
