"""A case seen from above: what its file lacks, why it is where it is, its one page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services import faltantes, mapa
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.hoja_ruta import HacerHojas, hacer_hojas
from cobro_desktop.services.medidor import medir
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recorrido import recorrer
from tests.scenarios.conftest import Abre
from tests.scenarios.historia import Historia

CODIGO = "PRO-GJU-130-008"
MOTIVO = "La constancia llega con el segundo envío."


@pytest.fixture
def forzada(abre: Abre) -> Historia:
    """A title that came without its constancia, and went on with a reason."""
    historia = abre(CODIGO, titulo="20253448236")
    historia.dia("2025-11-05", "financiera")
    historia.anexa("memorando-remisorio", "titulo-ejecutivo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04", forzar=MOTIVO)
    historia.sigue("profesional")
    historia.avanza("sancion", fecha_base="2025-11-05")
    historia.dia("2025-11-06", "profesional")
    historia.avanza("revisado", recursos_agotados="si", notificado="si", firme="si")
    assert historia.actividad == "4"
    return historia


def lo_que_falta(historia: Historia) -> list[tuple[str, str]]:
    found = medir(historia.workspace, historia.contexto, historia.expediente_id)
    return [(paso.actividad, asked.etiqueta) for paso, asked in found.faltan]


def test_the_meter_counts_each_record_that_each_activity_asks(
    forzada: Historia,
) -> None:
    found = medir(forzada.workspace, forzada.contexto, forzada.expediente_id)

    # 1: memorando ✓ título ✓ constancia ✗; 2: registro en la base ✓; 3: título ✓;
    # 4, si procede: título ✓ constancia ✗ memorando ✓ lista ✗. Son 6 de 9.
    assert (found.cumplidos, found.exigidos, found.porcentaje) == (6, 9, 66)
    assert lo_que_falta(forzada) == [
        ("1", "Notificaciones y constancia de ejecutoria del título"),
        ("4", "Notificaciones y constancia de ejecutoria del título"),
        ("4", "Lista de verificación del título"),
    ]
    assert [(p.actividad, p.actual) for p in found.pasos] == [
        ("1", False), ("2", False), ("3", False), ("4", True),
    ]  # fmt: skip


def test_the_meter_tells_how_each_thing_is_there(forzada: Historia) -> None:
    found = medir(forzada.workspace, forzada.contexto, forzada.expediente_id)

    said = {r.etiqueta: r.como for paso in found.pasos[:2] for r in paso.requeridos}
    titulo = "Título ejecutivo: liquidación oficial o resolución"
    assert said[titulo] == "archivo «titulo-ejecutivo.pdf», 5 nov 2025"
    assert said["Registro en la base de datos"] == "5 nov 2025"


def test_a_file_that_comes_later_is_there_for_every_activity_that_asked_it(
    forzada: Historia,
) -> None:
    forzada.anexa("ejecutoria-titulo")

    assert lo_que_falta(forzada) == [("4", "Lista de verificación del título")]


def test_who_passed_without_something_stays_on_record(forzada: Historia) -> None:
    forzada.anexa("ejecutoria-titulo")
    found = medir(forzada.workspace, forzada.contexto, forzada.expediente_id)

    ((paso, salto),) = found.saltos
    assert paso.actividad == "1"
    assert (salto.fecha, salto.quien) == (dt.date(2025, 11, 5), "Nelly Patricia Osorio")
    assert salto.motivo == MOTIVO
    assert salto.faltaba == (
        "Falta: Notificaciones y constancia de ejecutoria del título",
    )


def test_a_draft_is_told_as_what_there_is(abre: Abre) -> None:
    historia = abre(CODIGO, titulo="20253448236")
    hasta_el_persuasivo(historia)
    historia.proyecta("oficio-persuasivo")

    found = medir(historia.workspace, historia.contexto, historia.expediente_id)
    paso, asked = found.faltan[-1]
    assert (paso.actividad, asked.cumple) == ("6", False)
    assert asked.como.endswith("en borrador, sin firmar, 7 nov 2025")


def hasta_el_persuasivo(historia: Historia) -> None:
    historia.dia("2025-11-05", "financiera")
    historia.anexa("memorando-remisorio", "titulo-ejecutivo", "ejecutoria-titulo")
    historia.avanza("recibido", fecha_recepcion="2025-11-04")
    historia.sigue("profesional")
    historia.avanza("sancion", fecha_base="2025-11-05")
    historia.avanza("revisado", recursos_agotados="si", notificado="si", firme="si")
    historia.anexa("lista-verificacion")
    historia.dia("2025-11-07", "profesional")
    historia.avanza(
        "procede",
        requisitos="clara,expresa,exigible,liquida,deudor,notificada,ejecutoriada,"
        "no_prescrita,con_fuerza",
        hubo_recursos="no",
    )


def test_why_a_case_is_here_and_where_each_outcome_leads(abre: Abre) -> None:
    historia = abre(CODIGO, titulo="20253448236")
    hasta_el_persuasivo(historia)

    way = recorrer(historia.workspace, historia.contexto, historia.expediente_id)

    assert way.llegada == (
        "Llegó a la actividad 6, «Realizar proceso de cobro persuasivo», el 7 de "
        "noviembre de 2025, cuando Tomás Arango Leal cerró la actividad 4, "
        "«Identificar si el expediente procede para cobro», con el resultado "
        "«Procede el cobro»."
    )
    # 45 días hábiles desde el 13 de octubre de 2025; desde el 7 de noviembre van
    # corridos 18 de ellos (festivos: el 3 de noviembre), quedan 27.
    assert way.termino == (
        "Su término vence el 18 de diciembre de 2025: quedan 27 días hábiles."
    )
    assert [(t.actividad, t.resultado, t.a) for t in way.tramos] == [
        ("1", "recibido", "2"),
        ("2", "sancion", "3"),
        ("3", "revisado", "4"),
        ("4", "procede", "6"),
    ]
    own = {x.resultado: x for x in way.perspectivas if not x.comun}
    assert own["no_paga"].lleva == "Pasa a 11 · Investigar bienes y garantías."
    assert "Oficio de cobro persuasivo firmado" in own["no_paga"].pide
    common = {x.resultado for x in way.perspectivas if x.comun}
    assert {"pago_total", "prescripcion", "depuracion"} <= common


def test_a_case_that_came_back_tells_from_where(forzada: Historia) -> None:
    way = recorrer(forzada.workspace, forzada.contexto, forzada.expediente_id)

    assert way.tramos[0].motivo == MOTIVO
    assert "con el resultado «Expediente recibido, con sus hallazgos»" in way.llegada


def test_a_case_just_received_says_so(abre: Abre) -> None:
    historia = abre(CODIGO, titulo="20253448236")
    historia.dia("2025-11-05", "profesional")

    way = recorrer(historia.workspace, historia.contexto, historia.expediente_id)

    assert way.llegada.startswith("Está en la actividad 1, «Recepción de títulos")
    assert way.tramos == ()


def una_hoja(historia: Historia, **cambios: dt.date) -> bytes:
    file = historia.carpeta / "hoja.pdf"
    contexto = historia.contexto
    if cambios:
        contexto = Contexto(cambios["hoy"], contexto.usuario, contexto.equipo)
    command = HacerHojas((historia.expediente_id,), file)
    hacer_hojas(command, historia.workspace, contexto, SilentProgress())
    return file.read_bytes()


def texto(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def test_the_page_says_where_it_is_what_lacks_and_what_to_do(
    forzada: Historia,
) -> None:
    said = texto(una_hoja(forzada))

    assert "BLINDAJE DEL PACÍFICO SAS" in said
    # 1.500.000 al 12 % por 24 días (13 de octubre a 6 de noviembre) son 11.836.
    assert "$ 1.511.836" in said
    # Cada día más cuesta 1.500.000 × 12 % ÷ 365 = 493,15.
    assert "$ 493,15 más por cada día" in said
    assert "Qué falta (consta el 66 %)" in said
    assert "Qué hacer primero, desde el viernes 7 de noviembre de 2025" in said
    assert "Asignar a una persona: hoy no es de nadie." in said
    assert "Conseguir para la actividad 4: Lista de verificación del título." in said
    assert f"Se pasó con motivo el 5 nov 2025: {MOTIVO}" in said
    assert "Se pasó sin todo lo exigido" in said
    assert "No ha entrado ningún pago." in said


def test_the_page_without_a_rate_tells_it_instead_of_failing(abre: Abre) -> None:
    historia = abre("PD-GJ-07", titulo="11-001-6658702")
    historia.dia("2026-02-03", "profesional")

    # Nobody has certified the rate of 2027 yet.
    said = texto(una_hoja(historia, hoy=dt.date(2027, 1, 15)))

    assert "Saldo a hoy: no se conoce" in said
    assert "Falta la tasa" in said
    assert "Capital: $ " in said


def test_a_page_is_one_page_and_repeats_itself(forzada: Historia) -> None:
    for number in range(60):
        forzada.anexa("ejecutoria-titulo", fecha=f"2025-11-{1 + number % 5:02d}")
    once = una_hoja(forzada)

    with pikepdf.open(io.BytesIO(once)) as document:
        assert len(document.pages) == 1
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert una_hoja(forzada) == once


def test_several_pages_go_in_one_file_and_stay_on_record(abre: Abre) -> None:
    historia = abre(CODIGO, titulo="20253448236")
    historia.dia("2025-11-05", "coordinadora")
    workspace, contexto = historia.workspace, historia.contexto
    cases = faltantes.expedientes_de(workspace, contexto, "saldo>50m")
    assert 2 <= len(cases) <= 400
    file = historia.carpeta / "varias.pdf"

    changes = hacer_hojas(
        HacerHojas(cases[:3], file), workspace, contexto, SilentProgress()
    )

    assert changes.resumen == "Se escribió «varias.pdf»: 3 hojas de ruta."
    document = pypdfium2.PdfDocument(file.read_bytes())
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 3
    assert all("Página 1 de 1" in page for page in pages)


def test_a_file_of_another_kind_is_refused(forzada: Historia) -> None:
    command = HacerHojas((forzada.expediente_id,), Path("hoja.docx"))

    with pytest.raises(InvalidDataError, match=r"debe terminar en \.pdf"):
        hacer_hojas(command, forzada.workspace, forzada.contexto, SilentProgress())


@pytest.mark.parametrize("name", ["faltan.pdf", "faltan.xlsx"])
def test_what_several_cases_lack_is_one_table(forzada: Historia, name: str) -> None:
    file = forzada.carpeta / name
    command = faltantes.ExportarFaltantes(file, (forzada.expediente_id,))

    changes = faltantes.exportar_faltantes(
        command, forzada.workspace, forzada.contexto, SilentProgress()
    )

    assert changes.datos["faltan"] == 3
    assert "3 soportes por completar en 1 expediente" in changes.resumen
    lines = _leidas[file.suffix](file)
    assert sum("Lista de verificación" in text for text in lines) == 1
    assert any(MOTIVO in text for text in lines) == (file.suffix == ".xlsx")


def _de_libro(file: Path) -> list[str]:
    from openpyxl import load_workbook

    sheet = load_workbook(file).active
    assert sheet is not None
    return [" ".join(str(c.value) for c in row) for row in sheet.iter_rows()]


def _de_pdf(file: Path) -> list[str]:
    return [texto(file.read_bytes())]


_leidas: dict[str, Callable[[Path], list[str]]] = {".xlsx": _de_libro, ".pdf": _de_pdf}


def test_nothing_is_written_without_cases_or_with_another_ending(
    forzada: Historia,
) -> None:
    workspace, contexto = forzada.workspace, forzada.contexto
    other = faltantes.ExportarFaltantes(Path("f.csv"), (forzada.expediente_id,))
    none = faltantes.ExportarFaltantes(Path("f.pdf"), ())

    with pytest.raises(InvalidDataError, match="debe terminar"):
        faltantes.exportar_faltantes(other, workspace, contexto, SilentProgress())
    with pytest.raises(NotFoundError, match="No hay ningún expediente"):
        faltantes.exportar_faltantes(none, workspace, contexto, SilentProgress())


def test_the_sheet_of_a_case_repeats_itself(forzada: Historia) -> None:
    workspace, contexto = forzada.workspace, forzada.contexto
    found = medir(workspace, contexto, forzada.expediente_id)
    one, two = forzada.carpeta / "1.pdf", forzada.carpeta / "2.pdf"

    faltantes.imprimir_faltantes(found, one, workspace, contexto)
    faltantes.imprimir_faltantes(found, two, workspace, contexto)

    assert one.read_bytes() == two.read_bytes()
    assert "66 %" in texto(one.read_bytes())


def test_the_map_of_a_case_shows_its_way(forzada: Historia) -> None:
    file = forzada.carpeta / "mapa.pdf"

    mapa.imprimir_mapa_de_caso(
        forzada.expediente_id, file, forzada.workspace, forzada.contexto
    )

    said = texto(file.read_bytes())
    assert "Cerrada el 5 nov 2025 · 1 día" in said
    assert "Aquí desde el 6 nov 2025" in said
    assert "Además, desde cualquier actividad:" in said


@pytest.mark.parametrize("codigo", ["PRO-GJU-130-008", "PA02-PR19", "RJPD06"])
def test_every_procedure_is_a_table_and_a_map(
    abre: Abre, codigo: str, tmp_path: Path
) -> None:
    historia = abre(CODIGO, titulo="20253448236")
    historia.dia("2025-11-05", "profesional")
    found = mapa.buscar(historia.workspace, codigo)

    rows = mapa.tabla(found)
    file = tmp_path / "tabla.pdf"
    mapa.imprimir_tabla(found, file, historia.workspace, historia.contexto)

    assert [row.id for row in rows] == list(found.actividades)
    assert all(row.actividad and row.responsable for row in rows)
    said = texto(file.read_bytes())
    assert all(row.actividad.split()[0] in said for row in rows)


def test_the_procedures_of_the_base_come_with_how_many_follow_them(
    abre: Abre,
) -> None:
    historia = abre(CODIGO, titulo="20253448236")

    found = {p.procedimiento.codigo: p for p in mapa.listar(historia.workspace)}

    assert found[CODIGO].instalado
    assert found[CODIGO].expedientes == 1178
    assert not found["RJPD06"].instalado
    with pytest.raises(NotFoundError, match="no tiene la versión 3"):
        mapa.buscar(historia.workspace, CODIGO, 3)
