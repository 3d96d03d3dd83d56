"""The electronic file: order, pages, index, closing and what `verificar` sees."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select, text

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    UnmetRequirementsError,
)
from cobro_desktop.domain.foliado import Folios
from cobro_desktop.domain.indice import Origen
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import CrearDocumento, crear_documento
from cobro_desktop.services.electronico.cierre import CerrarIndice, cerrar_indice
from cobro_desktop.services.electronico.escritos import (
    EscribirIndice,
    escribir_hoja,
    escribir_indice,
    xml_de,
)
from cobro_desktop.services.electronico.orden import (
    DescribirPieza,
    OrdenarPiezas,
    contar_piezas,
    describir_pieza,
    ordenar_piezas,
)
from cobro_desktop.services.electronico.piezas import Pieza, piezas_de
from cobro_desktop.services.electronico.textos import buscar_textos, reindexar
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, DocumentoRow
from tests.documents.lectura import paginas
from tests.exchange.test_adjuntos import correo
from tests.exchange.test_correos_outlook import msg
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_ciclo_documentos import DATOS

AUX = en_nombre_de("aux")
XSD = Path(__file__).parents[1] / "data" / "indice-electronico.xsd"


def pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(72, 720, f"Página {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    return workspace


def poner(oficina: Workspace, folder: Path, name: str, content: bytes) -> int:
    path = folder / name
    path.write_bytes(content)
    case = expediente_de(oficina, "R-100").id
    made = anexar(AnexarArchivo(case, path), oficina, AUX)
    documento = made.datos["documento"]
    assert isinstance(documento, int)
    return documento


def piezas(oficina: Workspace) -> list[Pieza]:
    case = expediente_de(oficina, "R-100").id
    with oficina.base.read() as session:
        return piezas_de(session, oficina, case)


def folios(oficina: Workspace) -> list[Folios | None]:
    return [one.folios for one in piezas(oficina)]


def test_t_12_1_documents_of_3_1_and_5_pages(
    oficina: Workspace, tmp_path: Path
) -> None:
    for name, pages in (("a.pdf", 3), ("b.pdf", 1), ("c.pdf", 5)):
        poner(oficina, tmp_path, name, pdf(pages))

    assert folios(oficina) == [(1, 3), (4, 4), (5, 9)]
    assert [one.orden for one in piezas(oficina)] == [1, 2, 3]
    assert {one.incorporada for one in piezas(oficina)} == {HOY}


def test_the_order_is_changed_and_the_pages_follow(
    oficina: Workspace, tmp_path: Path
) -> None:
    case = expediente_de(oficina, "R-100").id
    one = poner(oficina, tmp_path, "a.pdf", pdf(3))
    two = poner(oficina, tmp_path, "b.pdf", pdf(1))

    ordenar_piezas(OrdenarPiezas(case, (two, one)), oficina, AUX)

    assert [p.documento_id for p in piezas(oficina)] == [two, one]
    assert folios(oficina) == [(1, 1), (2, 4)]
    for wrong in ((two,), (one, one), (one, two, 999)):
        with pytest.raises(InvalidDataError, match="una sola vez"):
            ordenar_piezas(OrdenarPiezas(case, wrong), oficina, AUX)


def test_what_nobody_counts_is_typed(oficina: Workspace, tmp_path: Path) -> None:
    case = expediente_de(oficina, "R-100").id
    poner(oficina, tmp_path, "a.pdf", pdf(2))
    odd = poner(oficina, tmp_path, "audio.bin", b"\x00\x01\x02")
    poner(oficina, tmp_path, "b.pdf", pdf(1))
    assert folios(oficina) == [(1, 2), None, None]

    assert contar_piezas(case, oficina, AUX).datos["sin_contar"] == 1
    with pytest.raises(UnmetRequirementsError, match="páginas de «audio»"):
        cerrar_indice(CerrarIndice(case), oficina, AUX)
    describir_pieza(
        DescribirPieza(odd, nombre="Audio de la visita", paginas=4), oficina, AUX
    )

    assert folios(oficina) == [(1, 2), (3, 6), (7, 7)]
    assert piezas(oficina)[1].nombre == "Audio de la visita"
    with pytest.raises(InvalidDataError, match="de 1 a"):
        describir_pieza(DescribirPieza(odd, paginas=0), oficina, AUX)


def test_the_closing_fixes_what_is_there_and_verificar_checks_it(
    oficina: Workspace, tmp_path: Path
) -> None:
    case = expediente_de(oficina, "R-100").id
    one = poner(oficina, tmp_path, "a.pdf", pdf(3))
    first = cerrar_indice(CerrarIndice(case), oficina, AUX)

    assert first.datos["folios"] == 3
    with pytest.raises(NotAllowedError, match="índice cerrado"):
        describir_pieza(DescribirPieza(one, paginas=9), oficina, AUX)
    with pytest.raises(NotAllowedError, match="no tiene piezas por cerrar"):
        cerrar_indice(CerrarIndice(case), oficina, AUX)
    two = poner(oficina, tmp_path, "b.pdf", pdf(1))
    with pytest.raises(InvalidDataError):
        ordenar_piezas(OrdenarPiezas(case, (two, one)), oficina, AUX)
    second = cerrar_indice(CerrarIndice(case), oficina, AUX)

    assert [p.corte for p in piezas(oficina)] == [1, 2]
    assert folios(oficina) == [(1, 3), (4, 4)]
    assert first.datos["huella"] != second.datos["huella"]
    with oficina.base.read() as session:
        acts = session.scalars(
            select(ActuacionRow.texto).where(ActuacionRow.expediente_id == case)
        ).all()
    assert sum(str(first.datos["huella"]) in act for act in acts) == 1
    assert verificar(oficina).hallazgos == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pieza SET paginas = 7",
        f"UPDATE indice_corte SET huella = '{'0' * 64}'",
        "DELETE FROM pieza",
        "UPDATE documento SET tipo = 'anexo' WHERE tipo = 'hoja-control'",
    ],
)
def test_a_change_from_outside_is_found(
    oficina: Workspace, tmp_path: Path, change: str
) -> None:
    case = expediente_de(oficina, "R-100").id
    poner(oficina, tmp_path, "a.pdf", pdf(3))
    cerrar_indice(CerrarIndice(case), oficina, AUX)

    with oficina.base.write.begin() as session:
        session.execute(text(change))

    assert {h.clase for h in verificar(oficina).hallazgos} == {"indice"}


def test_each_closing_leaves_its_pages_and_they_are_no_pieces(
    any_base: Base, tmp_path: Path
) -> None:
    oficina = abrir_oficina(any_base, tmp_path)
    case = expediente_de(oficina, "R-100").id
    one = poner(oficina, tmp_path, "a.pdf", pdf(3))
    bare = cerrar_indice(CerrarIndice(case), oficina, AUX)
    assert "porque faltan datos" in bare.resumen
    assert bare.datos["papeles"] == {}
    with pytest.raises(UnmetRequirementsError, match="porque faltan datos"):
        cerrar_indice(CerrarIndice(case), oficina, AUX)
    fijar_datos(FijarDatos("SVSP", DATOS), oficina, en_nombre_de("adm"))

    again = cerrar_indice(CerrarIndice(case), oficina, AUX)

    assert (again.datos["corte"], again.datos["huella"]) == (1, bare.datos["huella"])
    with oficina.base.read() as session:
        filed = session.scalars(
            select(DocumentoRow)
            .where(DocumentoRow.tipo.in_(("hoja-control", "indice-electronico")))
            .order_by(DocumentoRow.tipo)
        ).all()
        pages = [
            "".join(paginas(oficina.contenido.leer(session, sha)))
            for sha in again.datos["papeles"].values()  # type: ignore[attr-defined]
        ]
    assert [(row.nombre, row.estado, row.evidencia) for row in filed] == [
        ("Hoja de control del expediente (corte 1)", "anexo", "hoja-control"),
        ("Índice electrónico del expediente (corte 1)", "anexo", "indice-electronico"),
    ]
    assert any(str(bare.datos["huella"]) in page for page in pages)
    with pytest.raises(NotAllowedError, match="no tiene piezas por cerrar"):
        cerrar_indice(CerrarIndice(case), oficina, AUX)
    assert [p.documento_id for p in piezas(oficina)] == [one]
    assert verificar(oficina).hallazgos == []
    # They only name the others: words lead to the piece itself.
    assert reindexar(oficina, AUX).datos["leidos"] == 0
    assert [one.nombre for one in buscar_textos(oficina, "página")] == ["a"]


def test_the_xml_has_the_elements_of_the_model(
    oficina: Workspace, tmp_path: Path
) -> None:
    case = expediente_de(oficina, "R-100").id
    one = poner(oficina, tmp_path, "poder.pdf", pdf(3))
    poner(oficina, tmp_path, "foto.png", b"\x89PNG\r\n\x1a\n")
    describir_pieza(
        DescribirPieza(one, nombre="Poder de Ñáñez & Cía <Ltda.>\x0b"), oficina, AUX
    )
    contents = xml_de(EscribirIndice(case, Path("i.xml")), oficina)

    schema = etree.XMLSchema(etree.parse(XSD))
    root = etree.fromstring(contents)
    schema.assertValid(root)
    assert [node.findtext("Nombre_Documento") for node in root] == [
        "Poder de Ñáñez & Cía <Ltda.>",
        "foto",
    ]
    assert [
        (node.findtext("Pagina_Inicio"), node.findtext("Pagina_Fin")) for node in root
    ] == [("1", "3"), ("4", "4")]
    assert root[1].findtext("Origen") == "Digitalizado"
    assert root[0].findtext("Funcion_Resumen") == "SHA-256"
    closed = cerrar_indice(CerrarIndice(case), oficina, AUX)
    assert closed.datos["corte"] == 1
    assert xml_de(EscribirIndice(case, Path("i.xml"), 1), oficina) == contents


def test_the_index_and_the_sheet_are_written_and_drafted(
    oficina: Workspace, tmp_path: Path
) -> None:
    case = expediente_de(oficina, "R-100").id
    one = poner(oficina, tmp_path, "poder.pdf", pdf(3))
    describir_pieza(DescribirPieza(one, origen=Origen.DIGITALIZADO), oficina, AUX)
    huella = str(cerrar_indice(CerrarIndice(case), oficina, AUX).datos["huella"])
    paths = [tmp_path / f"indice.{kind}" for kind in ("xml", "pdf", "xlsx")]
    for path in paths:
        escribir_indice(EscribirIndice(case, path), oficina, AUX)
    escribir_hoja(case, tmp_path / "hoja.pdf", oficina, AUX)

    assert huella in "".join(paginas(paths[1].read_bytes()))
    assert "PROYECTO" not in "".join(paginas(paths[1].read_bytes()))
    assert "1 documento, 3 folios" in "".join(
        paginas((tmp_path / "hoja.pdf").read_bytes())
    )
    assert zipfile.is_zipfile(paths[2])
    with pytest.raises(InvalidDataError, match="terminar en"):
        escribir_indice(EscribirIndice(case, tmp_path / "i.doc"), oficina, AUX)
    for tipo in ("hoja-control", "indice-electronico"):
        made = crear_documento(CrearDocumento(case, tipo), oficina, AUX)
        assert made.datos["faltantes"] == []
    assert [p.documento_id for p in piezas(oficina)] == [one]


def test_a_mail_gives_a_place_to_each_of_its_files(
    oficina: Workspace, tmp_path: Path
) -> None:
    mail = correo()
    mail.add_attachment(
        pdf(2), maintype="application", subtype="pdf", filename="../poder.pdf"
    )
    mail.add_attachment(
        b"MZ\x90", maintype="application", subtype="octet-stream", filename="a.exe"
    )

    poner(oficina, tmp_path, "mensaje.eml", mail.as_bytes())

    found = piezas(oficina)
    assert [one.nombre for one in found] == ["Correo: Poder & pruebas", "poder"]
    assert [str(one.fecha) for one in found] == ["2026-09-01", "2026-09-01"]
    assert folios(oficina) == [(1, 1), (2, 3)]
    with oficina.base.read() as session:
        told = session.scalars(
            select(ActuacionRow.texto).order_by(ActuacionRow.id.desc())
        ).first()
    assert "«a.exe» es un programa" in str(told)
    assert "Queda dentro del correo" in str(told)

    poner(oficina, tmp_path, "otro.msg", msg())

    later = {one.nombre: (str(one.fecha), one.paginas) for one in piezas(oficina)}
    assert later["Correo: Poder de Ñáñez & Cía"] == ("2026-09-01", 1)
    assert later["NOTA"] == ("2026-09-01", None)
