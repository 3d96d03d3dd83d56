"""Acts and people of the window over the real services."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.usuarios import CrearUsuario, crear_usuario
from cobro_ui.actuaciones.ports import (
    AssignRequest,
    AttachRequest,
    NotificationRequest,
    PaymentRequest,
)
from cobro_ui.backend.actos import CaseActs
from cobro_ui.backend.cases import Cases
from cobro_ui.backend.office import Office
from cobro_ui.backend.people import OfficePeople

from .test_backend import HOY, imported, office, workbook

__all__ = ["imported", "office", "workbook"]


@pytest.fixture
def acts(imported: Office) -> CaseActs:
    """Two cases, and a colleague who may only write to the financial area."""
    colleague = CrearUsuario("nelly", "Nelly Osorio", (Rol.FIN,), "Financiera")
    crear_usuario(colleague, imported.workspace, imported.contexto)
    return CaseActs(imported)


class StopsAfter:
    """Progress of somebody who stops the work at its n-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def report(self, done: int, total: int, detail: str) -> None:
        assert (done < total, bool(detail)) == (True, True)
        if not self.left:
            raise CancelledByUserError
        self.left -= 1


def test_the_case_of_a_dialog_is_read(acts: CaseActs) -> None:
    case = acts.case(1)

    assert (case.deudor, case.terminado) == ("VIGÍAS & CÍA. LTDA.", "")
    assert case.saldo == 1_454_512_300


def test_evidence_begins_with_what_the_activity_lacks(
    acts: CaseActs, tmp_path: Path
) -> None:
    before = acts.evidence(1)
    assert [e.id for e in before if e.actual][:4] == [
        "memorando-remisorio",
        "radicado-memorando",
        "titulo-ejecutivo",
        "ejecutoria-titulo",
    ]
    assert before[0].actividad == "1 · Recepción de títulos ejecutivos"
    assert not any(e.consta for e in before)
    assert len({e.id for e in before}) == len(before)

    paper = tmp_path / "titulo.pdf"
    paper.write_bytes(b"%PDF")
    acts.attach(AttachRequest(1, (paper,), "titulo-ejecutivo"), SilentProgress())

    assert [e.id for e in acts.evidence(1) if e.consta] == ["titulo-ejecutivo"]


def test_what_can_be_notified_is_named_as_the_institution_does(
    acts: CaseActs,
) -> None:
    found = acts.notifiable(1)

    assert dict(found.documentos)["auto-archivo"] == "Auto de terminación y archivo"
    assert "mandamiento-pago" in dict(found.documentos)
    assert found.deudores == [("899999061", "VIGÍAS & CÍA. LTDA. · principal")]
    assert ("correo", "Por correo certificado") in found.medios


def test_a_notification_of_the_mandamiento_tells_its_term(acts: CaseActs) -> None:
    """T-4.2: fifteen business days from 2026-03-16 end on 2026-04-09."""
    request = NotificationRequest(1, "mandamiento-pago", "personal", date(2026, 3, 16))
    interrupts, starts, lacks = acts.preview_notification(request)
    assert "ET 818" in interrupts
    assert "el soporte" in lacks

    changes = acts.notify(request)

    [term] = [t for t in Cases(acts.office).load(1).terminos if "ET 830" in t.nombre]
    assert term.vence == date(2026, 4, 9)
    assert "vencen el 9 de abril de 2026" in starts
    assert changes.resumen.startswith("«Mandamiento de pago» quedó notificado")


def test_a_failed_attempt_starts_nothing(acts: CaseActs) -> None:
    request = NotificationRequest(
        1, "mandamiento-pago", "correo", None, causa="No reside"
    )

    nothing, proposal = acts.preview_notification(request)
    assert nothing == "Queda como intento fallido: no empieza ningún término."
    assert "por aviso" in proposal
    assert "ET 568" in proposal
    acts.notify(request)
    assert not any("ET 830" in t.nombre for t in Cases(acts.office).load(1).terminos)


def test_a_payment_is_seen_and_registered(acts: CaseActs) -> None:
    request = PaymentRequest(1, HOY, 1_000_000_00, "B-1", "Banco Agrario")
    seen = acts.preview_payment(request)
    assert seen.paga.total == 1_000_000_00

    acts.pay(request)

    [payment] = Cases(acts.office).load(1).pagos
    assert (payment.capital, payment.interes) == (
        seen.paga.capital,
        seen.paga.intereses,
    )


def test_several_cases_are_given_as_one_batch(acts: CaseActs) -> None:
    changes = acts.assign(AssignRequest((1, 2), "nelly"), SilentProgress())

    assert changes.expedientes == {1, 2}
    assert changes.resumen == "2 expedientes repartidos: Nelly Osorio 2."
    assert acts.assigned([1, 2, 3]) == {1: "nelly", 2: "nelly"}


def test_nothing_is_given_when_a_person_stops_it(acts: CaseActs) -> None:
    with pytest.raises(CancelledByUserError):
        acts.assign(AssignRequest((1, 2), "nelly"), StopsAfter(1))

    assert acts.assigned([1, 2]) == {}


def test_the_window_asks_who_works_among_several(acts: CaseActs) -> None:
    people = OfficePeople(acts.office)
    assert [p.nombre for p in people.to_ask()][1:] == ["Nelly Osorio"]
    first = people.current()

    people.become("nelly")

    assert (people.current(), people.to_ask()) == ("nelly", ())
    assert first != "nelly"
    with pytest.raises(NotAllowedError, match="Nelly Osorio no puede repartir"):
        acts.assign(AssignRequest((1,), "nelly"), SilentProgress())
    with pytest.raises(NotFoundError):
        people.become("nadie")


def test_one_person_alone_is_not_asked(office: Office) -> None:
    assert OfficePeople(office).to_ask() == ()
