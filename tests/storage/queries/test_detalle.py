from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.queries import detalle, dinero, historia
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DeudorRow,
    DireccionRow,
    DocumentoRow,
    DocumentoVersionRow,
    EventoPrescripcionRow,
    ExpedienteRow,
    ImputacionRow,
    LiquidacionRow,
    NotificacionRow,
    ObligacionRow,
    PagoRow,
    PersonaRow,
    ReferenciaRow,
    TerminoRow,
    TituloRow,
)
from tests.bench.big_base import cases_of, fill_catalogues

DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)


@pytest.fixture
def case(any_base: Base) -> dict[str, Any]:
    """A case with one of everything, among others that must not show."""
    made = list(cases_of(5))
    with any_base.write.begin() as session:
        fill_catalogues(session)
        session.execute(sa.insert(ExpedienteRow), made)
        for number, row in enumerate(made, start=1):
            fill(session, row["id"], number * 10)
    return made[0]


def fill(session: sa.orm.Session, id_: int, key: int) -> None:
    def save(*rows: object) -> None:
        session.add_all(rows)
        session.flush()

    save(
        PersonaRow(id=key, tipo_documento="CC", numero=f"{key}", nombre="Luz Ñáñez"),
        PersonaRow(id=key + 1, tipo_documento="NIT", numero=f"9{key}", nombre="Acme"),
        ReferenciaRow(expediente_id=id_, tipo="siga", valor="2026-77"),
    )
    save(
        DeudorRow(id=key, expediente_id=id_, persona_id=key + 1, rol="apoderado"),
        DeudorRow(id=key + 1, expediente_id=id_, persona_id=key, rol="principal"),
        DireccionRow(persona_id=key, texto="Calle 1", desde=DAY, hasta=DAY),
        DireccionRow(persona_id=key, texto="Calle 2", desde=DAY, municipio="Bogotá"),
        TituloRow(
            id=key, entidad_id=1, expediente_id=id_, persona_id=key, autoridad="I",
            numero="7", fecha=DAY, llave=f"{key}",
        ),
        ActuacionRow(
            id=key, expediente_id=id_, tipo="recepcion", actividad="1", fecha=DAY,
            registrada_en=NOW, usuario="u1", texto="Se recibió.",
        ),
    )  # fmt: skip
    save(
        ActuacionRow(
            id=key + 1, expediente_id=id_, tipo="anulacion", actividad="1", fecha=DAY,
            registrada_en=NOW, usuario="nadie", texto="Se anuló.", anula_id=key,
        ),
        EventoPrescripcionRow(titulo_id=key, tipo="mandamiento", fecha=DAY),
        ObligacionRow(
            id=key, titulo_id=key, expediente_id=id_, concepto="multa",
            capital=10_000_000_000, saldo_capital=9_000_000_000, regimen="et635",
            exigible=DAY,
        ),
        TerminoRow(
            expediente_id=id_, actividad="1", nombre="Respuesta", desde=DAY,
            cantidad=5, unidad="habiles", vence=DAY, estado="cumplido",
        ),
        TerminoRow(
            expediente_id=id_, actividad="2", nombre="Pago", desde=DAY,
            cantidad=15, unidad="habiles", vence=DAY + dt.timedelta(days=9),
        ),
        DocumentoRow(
            id=key, entidad_id=1, expediente_id=id_, tipo="auto-avoca", nombre="Auto",
            actividad="1", estado="firmado", formato="docx", fecha=DAY, elaboro="u1",
        ),
        PagoRow(
            id=key, entidad_id=1, expediente_id=id_, fecha=DAY, valor=1_000_000_000,
            referencia=f"R{key}", estado="imputado",
        ),
    )  # fmt: skip
    save(
        DocumentoVersionRow(
            documento_id=key, orden=1, sha256="1" * 64, tamano=1, archivo="b.docx",
            estado="borrador", usuario="u1", creada_en=NOW,
        ),
        DocumentoVersionRow(
            documento_id=key, orden=2, sha256="2" * 64, tamano=2, archivo="f.docx",
            estado="firmado", usuario="u1", creada_en=NOW,
        ),
        NotificacionRow(
            expediente_id=id_, documento_id=key, que="auto-avoca", deudor_id=key + 1,
            medio="correo", resultado="efectiva",
        ),
        ImputacionRow(
            pago_id=key, obligacion_id=key, capital=1_000_000_000, interes=0, costas=0,
            regla="et804",
        ),
        LiquidacionRow(
            obligacion_id=key, corte=DAY, capital=1, interes=2, total=3, huella="h",
            motor="1", entrada={}, resultado={}, usuario="u1", creada_en=NOW,
        ),
    )  # fmt: skip


def test_a_case_is_found_by_its_own_number(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        (found,) = detalle.buscar(session, f" {case['numero'].lower()} ")

    assert (found.id, found.por) == (case["id"], "numero")


def test_an_ambiguous_reference_lists_every_case(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        found = detalle.buscar(session, "2026-77")
        own = detalle.buscar(session, "2026-77", entidad_id=case["entidad_id"])

    assert len(found) == 5
    assert {each.por for each in found} == {"siga"}
    assert case["id"] in {each.id for each in own}
    assert len(own) < 5


def test_what_nobody_has_is_not_found(any_base: Base, case: dict[str, Any]) -> None:
    with any_base.read() as session:
        assert detalle.buscar(session, "X-1") == []
        assert detalle.expediente(session, case["id"] + 999) is None


def test_the_card_tells_names_beside_ids(any_base: Base, case: dict[str, Any]) -> None:
    with any_base.read() as session:
        card = detalle.expediente(session, case["id"])

    assert card is not None
    assert card.numero == case["numero"]
    assert card.saldo == case["saldo"]
    assert card.procedimiento_version == 1
    assert card.dependencia == f"Grupo {case['dependencia_id'] % 100}"
    assert card.vence == case["vence_proximo"]
    assert card.regreso == []


def test_people_come_with_what_reaches_them_now(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        principal, lawyer = detalle.deudores(session, case["id"])
        (reference,) = detalle.referencias(session, case["id"])

    assert (principal.rol, principal.nombre) == ("principal", "Luz Ñáñez")
    assert [each.texto for each in principal.direcciones] == ["Calle 2", "Calle 1"]
    assert (lawyer.rol, lawyer.direcciones) == ("apoderado", ())
    assert reference.valor == "2026-77"


def test_money_comes_with_how_it_was_split(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        (title,) = dinero.titulos(session, case["id"])
        (debt,) = dinero.obligaciones(session, case["id"])
        (payment,) = dinero.pagos(session, case["id"])
        (liquidation,) = dinero.liquidaciones(session, case["id"])

    assert [event.tipo for event in title.eventos] == ["mandamiento"]
    assert debt.capital == 10_000_000_000, "more than 32 bits of centavos"
    assert [each.capital for each in payment.imputaciones] == [1_000_000_000]
    assert liquidation.total == 3


def test_acts_page_backwards_and_say_what_annulled_them(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        (last,) = historia.actuaciones(session, case["id"], cuantas=1)
        rest = historia.actuaciones(session, case["id"], antes_de=last.id)

    assert (last.tipo, last.nombre) == ("anulacion", None)
    assert [(act.tipo, act.nombre) for act in rest] == [("recepcion", "Profesional 01")]
    assert rest[0].anulada_por == last.id
    assert last.registrada_en == NOW


def test_open_terms_come_first(any_base: Base, case: dict[str, Any]) -> None:
    with any_base.read() as session:
        terms = historia.terminos(session, case["id"])

    assert [term.nombre for term in terms] == ["Pago", "Respuesta"]


def test_documents_show_their_last_version(
    any_base: Base, case: dict[str, Any]
) -> None:
    with any_base.read() as session:
        (document,) = historia.documentos(session, case["id"])
        (notice,) = historia.notificaciones(session, case["id"])

    assert (document.archivo, document.sha256) == ("f.docx", "2" * 64)
    assert document.versiones == 2
    assert notice.deudor == "Luz Ñáñez"
