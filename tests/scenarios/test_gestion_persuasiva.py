"""The persuasive stage in its own documents: what was recorded is what they say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
)
from cobro_desktop.domain.hechos import Hechos
from cobro_desktop.services.borradores import Borrador, guardar
from cobro_desktop.services.cuentas import cuentas_de
from cobro_desktop.services.documentos.campanas import exportar_campana
from cobro_desktop.services.documentos.cuenta import imprimir_estado
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    EmitirDocumento,
    crear_documento,
    emitir_documento,
    exportar_documento,
    faltantes,
)
from cobro_desktop.services.efectos import otros_efectos
from cobro_desktop.services.gestiones.campana import (
    Comparendo,
    RegistrarCampana,
    prever_campana,
    registrar_campana,
)
from cobro_desktop.services.gestiones.registro import (
    RegistrarGestion,
    registrar_gestion,
)
from cobro_desktop.services.hechos import hechos_de
from cobro_desktop.services.liquidaciones import liquidar_caso
from cobro_desktop.storage.rows import (
    ActuacionRow,
    CampanaContactoRow,
    ExpedienteRow,
)
from tests.documents.lectura import paginas
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia
from tests.scenarios.test_sdscj import CNSCC, radica_y_reparte, verifica_y_admite


def en_gestion(abre: Abre) -> Historia:
    """Open a case and lead it to activity 7, on 20 February 2026."""
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    verifica_y_admite(historia)
    historia.dia("2026-02-20", "profesional")
    historia.anexa("oficio-investigacion-siga")
    historia.avanza("investigado", llegaron_respuestas="no")
    return historia


SIN_PROMESA = {"resultado": "no_contesta", "compromiso": "", "fecha_compromiso": None}


def llama(historia: Historia, **cambios: object) -> str:
    """Record a call; returns what it told."""
    values: dict[str, object] = {
        "expediente_id": historia.expediente_id,
        "medio": "llamada",
        "fecha": historia.contexto.hoy,
        "resultado": "promesa",
        "destino": "300 555 0101",
        "hora": "10:15",
        "contesto": "Diana Mejía, la deudora",
        "compromiso": "pagar el total.",
        "fecha_compromiso": dt.date(2026, 3, 2),
    }
    command = RegistrarGestion(**(values | cambios))  # type: ignore[arg-type]
    done = registrar_gestion(command, historia.workspace, historia.contexto)
    return " ".join([done.resumen, *otros_efectos(done)])


def hechos(historia: Historia) -> Hechos:
    with historia.workspace.base.read() as session:
        case = session.get_one(ExpedienteRow, historia.expediente_id)
        return hechos_de(session, historia.workspace, case, historia.contexto.hoy)


def escrito(historia: Historia, tipo: str, **datos: str) -> str:
    command = CrearDocumento(historia.expediente_id, tipo, datos)
    done = crear_documento(command, historia.workspace, historia.contexto)
    path = historia.carpeta / f"{tipo}.pdf"
    exportar_documento(int(str(done.datos["documento"])), path, historia.workspace)
    return " ".join(paginas(path.read_bytes()))


def test_a_call_on_a_holiday_is_recorded_and_warned_of(abre: Abre) -> None:
    historia = en_gestion(abre)
    # El lunes 23 de marzo de 2026 se celebra San José (Ley 51 de 1983).
    historia.dia("2026-03-24", "profesional")
    aviso = "nunca domingos ni festivos (Ley 2300 de 2023)"

    assert aviso in llama(historia, fecha=dt.date(2026, 3, 23), **SIN_PROMESA)
    assert aviso in llama(historia, fecha=dt.date(2026, 3, 22), **SIN_PROMESA)
    assert aviso not in llama(historia, fecha=dt.date(2026, 3, 24), **SIN_PROMESA)
    carta = SIN_PROMESA | {"medio": "carta", "hora": ""}
    assert aviso not in llama(historia, fecha=dt.date(2026, 3, 23), **carta)
    assert hechos(historia).gestiones == 4


def campana(historia: Historia, **cambios: object) -> RegistrarCampana:
    values: dict[str, object] = {
        "nombre": "SMS febrero",
        "clase": "cobro",
        "canal": "carta",
        "mensaje": "Tiene una multa sin pagar.",
        "desde": dt.date(2026, 2, 19),
        "hasta": dt.date(2026, 2, 20),
        "expedientes": [historia.expediente_id],
    }
    return RegistrarCampana(**(values | cambios))  # type: ignore[arg-type]


def test_the_checklist_says_what_the_study_answered(abre: Abre) -> None:
    historia = abre(CNSCC, titulo="11-001-6658702")
    radica_y_reparte(historia)
    historia.dia("2026-02-05", "profesional")
    answers = {
        "requisitos": "clara,expresa,-ejecutoria,~no_conmutada",
        "requisitos.ejecutoria": "La constancia no tiene fecha",
        "fecha_consulta": "2026-02-04",
        "estado_multa": "pendiente",
        "saldo_capital": "1518400",
    }
    draft = Borrador(historia.expediente_id, "3", answers)
    guardar(draft, historia.workspace, historia.contexto)

    said = escrito(historia, "lista-verificacion")

    assert "LICO y RNMC 4 de febrero de 2026 Pendiente de pago $ 1.518.400" in said
    assert "No La constancia no tiene fecha" in said
    assert "No aplica" in said
    assert "no puede cobrarse mientras no se subsanen" in said


def test_a_call_writes_its_constancia_and_exhausts_the_stage(abre: Abre) -> None:
    historia = en_gestion(abre)
    llama(historia)

    historia.emite("constancia-llamada", firma="profesional")
    historia.avanza(
        "sin_pago",
        medio="llamada",
        numero_llamado="300 555 0101",
        hora_llamada="10:15",
        resultado_llamada="promesa",
        fecha_promesa="2026-03-02",
    )

    assert historia.actividad == "8"


def test_the_constancia_says_what_was_recorded(abre: Abre) -> None:
    historia = en_gestion(abre)
    llama(historia)

    said = escrito(historia, "constancia-llamada")

    assert "El 20 de febrero de 2026, a las 10:15, Tomás Arango Leal llamó" in said
    assert "Quién contestó: Diana Mejía, la deudora." in said
    assert "Compromiso: pagar el total, a más tardar el 2 de marzo de 2026." in said


def test_who_is_not_the_debtor_hears_nothing_of_the_debt(abre: Abre) -> None:
    historia = en_gestion(abre)
    llama(historia, resultado="recado", contesto="Un vecino", compromiso="")

    said = escrito(historia, "constancia-llamada")

    assert "sin detalles de la deuda" in said
    assert "La obligación, su valor" not in said


def test_a_visit_writes_its_acta(abre: Abre) -> None:
    historia = en_gestion(abre)
    llama(historia, medio="visita", destino="Calle 1 # 2-3", resultado="informado")

    said = escrito(historia, "acta-visita")

    assert "se presentó en Calle 1 # 2-3" in said
    assert "facilidad de pago ante la Secretaría Distrital de Hacienda" in said


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"medio": "telepatia"}, "El medio es uno de estos"),
        ({"resultado": "bien"}, "El resultado es uno de estos"),
        ({"destino": " "}, "a donde se hizo"),
        ({"hora": "25:00"}, "no es una hora"),
        ({"hora": ""}, "la hora de la llamada"),
        ({"fecha": dt.date(2026, 2, 21)}, "posterior a hoy"),
        ({"fecha_compromiso": dt.date(2026, 1, 1)}, "anterior a la de la gestión"),
    ],
)
def test_a_wrong_contact_is_refused(
    abre: Abre, cambio: dict[str, object], dice: str
) -> None:
    historia = en_gestion(abre)

    with pytest.raises(InvalidDataError, match=dice):
        llama(historia, **cambio)


def test_nothing_is_collected_of_a_title_that_is_not_admitted(abre: Abre) -> None:
    historia = abre(CNSCC, titulo="11-001-6658702")
    historia.dia("2026-02-03", "profesional")

    with pytest.raises(NotAllowedError, match="todavía no se admite"):
        llama(historia)


def test_a_campaign_is_evidence_once_its_registro_is_signed(abre: Abre) -> None:
    historia = en_gestion(abre)
    done = registrar_campana(campana(historia), historia.workspace, historia.contexto)
    assert (done.datos["cuentan"], done.datos["no_cuentan"]) == (1, 0)
    before = hechos(historia)
    assert before.gestiones == 1
    assert not before.tiene("registro-campana")

    number = int(str(done.datos["documento"]))
    emitir_documento(EmitirDocumento(number), historia.workspace, historia.contexto)

    assert hechos(historia).tiene("registro-campana")
    historia.avanza("sin_pago", medio="campana", campana="SMS febrero")
    assert historia.actividad == "8"


def test_the_registro_of_a_campaign_tells_whom_it_reached(
    abre: Abre, tmp_path: Path
) -> None:
    historia = en_gestion(abre)
    done = registrar_campana(campana(historia), historia.workspace, historia.contexto)

    path = tmp_path / "registro.pdf"
    exportar_documento(int(str(done.datos["documento"])), path, historia.workspace)
    said = " ".join(paginas(path.read_bytes()))
    book = tmp_path / "campana.xlsx"
    number = int(str(done.datos["campana"]))
    exportar_campana(number, book, historia.workspace, historia.contexto)

    assert "una campaña de cobro, por carta" in said
    assert "Tiene una multa sin pagar." in said
    assert "DIANA MARÍA MEJÍA CÁRDENAS" in said
    assert "Cuenta como gestión persuasiva en 1 expediente." in said
    assert book.stat().st_size > 0


def test_awareness_is_recorded_apart_and_counts_for_nothing(abre: Abre) -> None:
    historia = en_gestion(abre)
    people = [Comparendo("11-001-1", "Luz Ñáñez", "CC 1", "300 555 0102")]
    command = campana(historia, clase="sensibilizacion", comparendos=people)

    told = prever_campana(command, historia.workspace, historia.contexto)
    done = registrar_campana(command, historia.workspace, historia.contexto)

    assert "la sensibilización no es gestión de cobro" in told
    assert done.datos["cuentan"] == 0
    with historia.workspace.base.read() as session:
        kinds = session.scalars(
            select(ActuacionRow.tipo).where(
                ActuacionRow.expediente_id == historia.expediente_id
            )
        ).all()
        contacts = session.scalars(select(CampanaContactoRow.cuenta)).all()
    assert "gestion" not in kinds
    assert contacts == [False, False]


def test_a_campaign_of_cobro_skips_what_is_not_admitted(abre: Abre) -> None:
    historia = en_gestion(abre)
    with historia.workspace.base.read() as session:
        others = session.scalars(
            select(ExpedienteRow.id).where(ExpedienteRow.etapa == "recepcion")
        ).all()
    command = campana(historia, expedientes=[historia.expediente_id, others[0]])

    done = registrar_campana(command, historia.workspace, historia.contexto)

    assert (done.datos["cuentan"], done.datos["no_cuentan"]) == (1, 1)


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"nombre": " "}, "el nombre de la campaña"),
        ({"clase": "otra"}, "La clase de campaña"),
        ({"canal": "humo"}, "El canal es"),
        ({"hasta": dt.date(2026, 2, 18)}, "anterior al primero"),
        ({"hasta": dt.date(2026, 2, 21)}, "después de hoy"),
        ({"resultados": {1: "bien"}}, "no es un resultado"),
        ({"expedientes": []}, "Elija al menos"),
        ({"comparendos": [Comparendo("1", "A", "1", "2")]}, "sin título"),
    ],
)
def test_a_wrong_campaign_is_refused(
    abre: Abre, cambio: dict[str, object], dice: str
) -> None:
    historia = en_gestion(abre)

    with pytest.raises(InvalidDataError, match=dice):
        registrar_campana(
            campana(historia, **cambio), historia.workspace, historia.contexto
        )


def test_two_campaigns_do_not_share_a_name(abre: Abre) -> None:
    historia = en_gestion(abre)
    registrar_campana(campana(historia), historia.workspace, historia.contexto)

    with pytest.raises(ConflictError, match="SMS febrero"):
        registrar_campana(campana(historia), historia.workspace, historia.contexto)


def test_the_remission_lists_what_is_on_file(abre: Abre) -> None:
    historia = en_gestion(abre)
    llama(historia)

    said = escrito(
        historia,
        "oficio-remisorio-sdh",
        motivo="se cumplió el término de la etapa persuasiva",
    )

    assert "Dirección de Cobro Secretaría Distrital de Hacienda" in said
    assert "Gestión por llamada a 300 555 0101 a las 10:15" in said
    assert "1 Título ejecutivo y sus anexos" in said


def test_who_is_asked_for_goods_comes_from_the_table(abre: Abre) -> None:
    historia = en_gestion(abre)
    command = CrearDocumento(
        historia.expediente_id,
        "oficio-investigacion",
        {"destinatario": "Bancolombia", "fecha_limite": "2026-03-10"},
    )
    assert faltantes(command, historia.workspace, historia.contexto) == []

    said = escrito(historia, "oficio-investigacion", **command.datos)

    assert "NIT 890.903.938-8" in said
    assert "Cuentas de ahorro/corriente" in said
    assert "DIANA MARÍA MEJÍA CÁRDENAS" in said


def test_the_account_grows_as_the_liquidation_does(abre: Abre, tmp_path: Path) -> None:
    """January 7 days 6.511, February 28 days 27.058, March 16 days 15.655: 49.224."""
    historia = en_gestion(abre)
    historia.dia("2026-03-16", "profesional")
    day = historia.contexto.hoy

    found = cuentas_de(historia.workspace, historia.expediente_id, day)
    whole = liquidar_caso(historia.workspace, historia.expediente_id, day)
    path = tmp_path / "estado.pdf"
    imprimir_estado(historia.expediente_id, path, historia.workspace, historia.contexto)
    imprimir_estado(
        historia.expediente_id,
        tmp_path / "estado.xlsx",
        historia.workspace,
        historia.contexto,
    )

    assert [m.hasta.isoformat() for m in found.meses] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-16",
    ]
    assert sum(m.interes for m in found.meses) == 49_224_00
    assert found.saldo == whole.saldo
    said = " ".join(paginas(path.read_bytes()))
    assert "Al 16 de marzo de 2026 se debe en total $ 1.567.624" in said
    assert "No se ha recibido ningún pago" in said
