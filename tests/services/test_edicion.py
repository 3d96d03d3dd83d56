"""A draft goes to Word and comes back: nothing is lost, its text is the person's."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from cobro_desktop.documents.diferencias_texto import Clase, Renglon
from cobro_desktop.domain.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    UnmetRequirementsError,
    UnreadableFileError,
)
from cobro_desktop.domain.nombres_archivo import nombre_de
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.aprobacion import (
    AprobarDocumento,
    aprobar_documento,
)
from cobro_desktop.services.documentos.bandejas import vida_documento
from cobro_desktop.services.documentos.copias import (
    EstadoCopia,
    copias_abiertas,
    ruta_de_trabajo,
)
from cobro_desktop.services.documentos.edicion import (
    DescartarCopia,
    SacarCopia,
    TraerCopia,
    descartar_copia,
    sacar_copia,
    traer_copia,
)
from cobro_desktop.services.documentos.emision import (
    CrearDocumento,
    crear_documento,
    exportar_documento,
)
from cobro_desktop.services.documentos.firma import FirmarDocumento, firmar_documento
from cobro_desktop.services.documentos.revision import (
    RehacerDocumento,
    rehacer_documento,
)
from cobro_desktop.services.documentos.versiones import comparar_versiones
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow, DocumentoVersionRow
from tests.documents.lectura import parrafos
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_clausulas import DATOS

AGREGADO = "Que la persona escribió esto en Word, con & y «ñ»."


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("coo"))
    return workspace


@pytest.fixture
def borrador(oficina: Workspace) -> int:
    command = CrearDocumento(
        expediente_de(oficina, "R-100").id,
        "auto-avoca",
        {"memorando_recibo": "el memorando 12 de 2026"},
    )
    changes = crear_documento(command, oficina, en_nombre_de("pro"))
    return int(str(changes.datos["documento"]))


def sacar(workspace: Workspace, documento: int, folder: Path) -> Path:
    path = folder / "trabajo" / "auto.docx"
    sacar_copia(SacarCopia(documento, path), workspace, en_nombre_de("pro"))
    return path


def editar(path: Path, *, quita: str = "") -> None:
    """Add a paragraph and take one out, as a person would in Word."""
    document = docx.Document(str(path))
    for paragraph in list(document.paragraphs):
        if quita and quita in paragraph.text:
            paragraph.text = ""
    place = next(p for p in document.paragraphs if "jurisdicción coactiva" in p.text)
    place.insert_paragraph_before(AGREGADO, style=place.style)
    output = io.BytesIO()
    document.save(output)
    path.write_bytes(output.getvalue())


def traer(workspace: Workspace, documento: int, path: Path) -> dict[str, object]:
    command = TraerCopia(documento, path)
    return traer_copia(command, workspace, en_nombre_de("pro")).datos


def dice(workspace: Workspace, documento: int, folder: Path) -> str:
    path = folder / "leer.docx"
    exportar_documento(documento, path, workspace)
    document = docx.Document(str(path))
    shown = [p.text for p in document.paragraphs]
    for section in document.sections:
        shown += [p.text for p in section.footer.paragraphs]
    return "\n".join(shown)


def test_what_was_edited_is_approved_with_its_own_text_and_its_number(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path)

    brought = traer(oficina, borrador, path)
    approved = aprobar_documento(
        AprobarDocumento(borrador), oficina, en_nombre_de("jef")
    ).datos
    said = dice(oficina, borrador, tmp_path)

    assert brought["cambio"]
    assert AGREGADO in said
    assert "AUTO No. 000001 de 2026" in said
    assert "proyecto sin numerar" not in said.lower()
    assert "Aprobó: JEF" in said
    with oficina.base.read() as session:
        row = session.get_one(DocumentoRow, borrador)
        assert f"Código de verificación {row.contexto['codigo']}" in said
        assert row.contexto["aprobada"] == approved["huella"]
        origins = session.scalars(
            select(DocumentoVersionRow.origen).order_by(DocumentoVersionRow.orden)
        ).all()
    assert origins == ["", "editada", "editada"]
    firmar_documento(FirmarDocumento(borrador), oficina, en_nombre_de("jef"))
    assert verificar(oficina).hallazgos == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_a_file_that_another_program_wrote_whole_again_is_numbered_too(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path)
    out = tmp_path / "lo"
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{tmp_path}/perfil",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    path.write_bytes((out / path.name).read_bytes())

    traer(oficina, borrador, path)
    aprobar_documento(AprobarDocumento(borrador), oficina, en_nombre_de("jef"))
    said = dice(oficina, borrador, tmp_path)

    assert AGREGADO in said
    assert "AUTO No. 000001 de 2026" in said
    assert "Código de verificación" in said
    assert "proyecto sin numerar" not in said.lower()


def test_a_line_that_must_change_and_was_deleted_is_named(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path, quita="proyecto sin numerar")
    traer(oficina, borrador, path)

    with pytest.raises(UnmetRequirementsError, match="sin numerar"):
        aprobar_documento(AprobarDocumento(borrador), oficina, en_nombre_de("jef"))

    with oficina.base.read() as session:
        assert session.get_one(DocumentoRow, borrador).numero is None


def test_what_was_not_edited_makes_no_version(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)

    brought = traer(oficina, borrador, path)

    assert brought["cambio"] is False
    assert brought["orden"] == 1
    assert copias_abiertas(oficina, en_nombre_de("pro")) == []


def test_a_copy_that_is_out_is_remembered_and_looked_at(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)

    def state() -> EstadoCopia:
        (one,) = copias_abiertas(oficina, en_nombre_de("pro"))
        return one.estado

    assert state() is EstadoCopia.IGUAL
    editar(path)
    assert state() is EstadoCopia.CAMBIADA
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert state() is EstadoCopia.GUARDANDOSE
    path.unlink()
    assert state() is EstadoCopia.PERDIDA


def test_a_half_saved_file_waits_and_nothing_changes(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-200])

    with pytest.raises(UnreadableFileError, match="a medio guardar"):
        traer(oficina, borrador, path)

    path.write_bytes(whole)
    assert traer(oficina, borrador, path)["cambio"]


@pytest.mark.parametrize(
    ("name", "program"),
    [("~$to.docx", "Word"), (".~lock.auto.docx#", "LibreOffice")],
)
def test_a_file_that_is_open_says_by_whom(
    oficina: Workspace, borrador: int, tmp_path: Path, name: str, program: str
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    (path.parent / name).write_bytes(b"")
    editar(path)

    (one,) = copias_abiertas(oficina, en_nombre_de("pro"))
    command = TraerCopia(borrador, path, seguir=True)
    brought = traer_copia(command, oficina, en_nombre_de("pro")).datos

    assert one.abierta_por == (program,)
    assert brought["abierto_en"] == [program]
    assert len(copias_abiertas(oficina, en_nombre_de("pro"))) == 1


def test_nobody_takes_out_what_somebody_has_out(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    sacar(oficina, borrador, tmp_path)
    other = SacarCopia(borrador, tmp_path / "otra.docx")

    with pytest.raises(ConflictError, match="pro tiene"):
        sacar_copia(other, oficina, en_nombre_de("coo"))

    (one,) = copias_abiertas(oficina, en_nombre_de("pro"))
    descartar_copia(DescartarCopia(one.id), oficina, en_nombre_de("pro"))
    sacar_copia(other, oficina, en_nombre_de("coo"))


def test_an_old_edition_is_not_laid_over_a_newer_version(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    rehacer_documento(
        RehacerDocumento(borrador, {"memorando_recibo": "el memorando 13 de 2026"}),
        oficina,
        en_nombre_de("coo"),
    )
    editar(path)

    with pytest.raises(ConflictError, match="coo hizo la versión 2"):
        traer(oficina, borrador, path)

    assert path.exists()


def test_what_was_approved_is_edited_no_more(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path)
    aprobar_documento(AprobarDocumento(borrador), oficina, en_nombre_de("jef"))

    with pytest.raises(NotAllowedError, match="anúlelo y elabore otro"):
        traer(oficina, borrador, path)

    assert path.exists()


def test_the_gate_says_what_the_edited_text_lost(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path, quita="por un capital de")
    traer(oficina, borrador, path)

    life = vida_documento(borrador, oficina, en_nombre_de("jef"))
    said = {e.id: e.problema for e in life.examenes}

    assert "Capital en letras" in said["editado"]


def test_a_file_is_not_written_over(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = tmp_path / "mio.docx"
    path.write_bytes(b"otra cosa")

    with pytest.raises(ConflictError, match="ya existe"):
        sacar_copia(SacarCopia(borrador, path), oficina, en_nombre_de("pro"))

    assert path.read_bytes() == b"otra cosa"


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("Auto: que «avoca» / 1*?", "Auto que «avoca» 1"),
        ("CON", "_CON"),
        ("../../etc/passwd", "etc passwd"),
        ("...", "documento"),
        ("Ñandú & Cía", "Ñandú & Cía"),
    ],
)
def test_a_name_is_one_that_every_system_takes(written: str, safe: str) -> None:
    assert nombre_de(written) == safe


def test_a_path_is_never_too_long(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)

    path = ruta_de_trabajo(deep, "SVSP-2026-000001", "Auto " * 60, 12345)

    assert len(str(path)) <= 240
    assert path.name.endswith(" (12345).docx")


def test_paragraphs_of_a_draft_can_be_read(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    assert "avoca" in " ".join(
        parrafos(sacar(oficina, borrador, tmp_path).read_bytes())
    )


def test_two_versions_are_compared_by_their_paragraphs(
    oficina: Workspace, borrador: int, tmp_path: Path
) -> None:
    path = sacar(oficina, borrador, tmp_path)
    editar(path)
    traer(oficina, borrador, path)

    found = comparar_versiones(oficina, borrador, 1, 2)

    assert [r for r in found.renglones if r.clase is not Clase.IGUAL] == [
        Renglon(Clase.AGREGADO, AGREGADO)
    ]
    assert found.cambios == 1
    with pytest.raises(NotFoundError, match="no tiene una versión 9"):
        comparar_versiones(oficina, borrador, 1, 9)
