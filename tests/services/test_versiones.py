"""A new version of a procedure: installed, compared, and the cases that move to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
    UserError,
)
from cobro_desktop.services import borradores, consultas
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.migracion.orden import migrar_casos, prever_migracion
from cobro_desktop.services.migracion.plan import MigrarCasos
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.recorrido import recorrer
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.versiones.instalacion import (
    InstalarVersion,
    instalar_version,
    prever_instalacion,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow, ProcedimientoRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

CODIGO = "PRO-GJU-130-008"
NADA = SilentProgress()


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Iterator[Workspace]:
    opened = abrir_oficina(any_base, tmp_path)
    yield opened
    opened.close()


def texto_v17(workspace: Workspace) -> str:
    catalogo = workspace.catalogo
    return catalogo.texto(catalogo.buscar(CODIGO, 17))


def escribe(folder: Path, texto: str, nombre: str = "nueva.toml") -> Path:
    file = folder / nombre
    file.write_text(texto, encoding="utf-8")
    return file


def v18(workspace: Workspace, *, desde: str = "") -> str:
    """The same procedure as a new version, from a day on."""
    texto = texto_v17(workspace).replace("version = 17", "version = 18", 1)
    if desde:
        texto = texto.replace("vigente_desde = 2022-08-03", f"vigente_desde = {desde}")
    return texto


def instala(workspace: Workspace, folder: Path, texto: str, login: str = "jef") -> None:
    command = InstalarVersion(escribe(folder, texto))
    instalar_version(command, workspace, en_nombre_de(login))


def versiones(workspace: Workspace) -> dict[str, int]:
    with workspace.base.read() as session:
        rows = session.execute(
            select(ExpedienteRow.titulo, ProcedimientoRow.version).join(
                ProcedimientoRow, ProcedimientoRow.id == ExpedienteRow.procedimiento_id
            )
        )
        return {titulo: version for titulo, version in rows}  # noqa: C416 - rows


# Installing.


def test_a_new_version_serves_new_cases_and_open_ones_stay(
    workspace: Workspace, tmp_path: Path
) -> None:
    instala(workspace, tmp_path, v18(workspace))
    file = tmp_path / "otra.csv"
    file.write_text(
        "NIT;RAZÓN SOCIAL;CONCEPTO;RESOLUCIÓN No.;FECHA RESOLUCIÓN;"
        "FECHA EJECUTORIA;VIGENCIA;VR. CAPITAL\n"
        "860002964-4;ÑÁÑEZ SEGURIDAD S.A.S.;Multa;R-900;01/02/2026;"
        "28/02/2026;2026;700.000\n",
        encoding="utf-8",
    )
    importar(Importar(file, "cartera", CODIGO), workspace, en_nombre_de("fin"), NADA)
    assert versiones(workspace) == {"R-100": 17, "R-200": 17, "R-300": 17, "R-900": 18}


def test_a_version_with_a_later_day_waits_for_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    instala(workspace, tmp_path, v18(workspace, desde="2026-11-01"))
    with workspace.base.write.begin() as session:
        before = workspace.instalar(session, CODIGO, dt.date(2026, 10, 31))
        after = workspace.instalar(session, CODIGO, dt.date(2026, 11, 1))
        assert (before.version, after.version) == (17, 18)


def test_the_same_file_twice_changes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    instala(workspace, tmp_path, v18(workspace))
    command = InstalarVersion(escribe(tmp_path, v18(workspace)))
    found, changes = instalar_version(command, workspace, en_nombre_de("jef"))
    assert found.igual
    assert not changes.datos["instalado"]
    with workspace.base.read() as session:
        rows = select(func.count(ProcedimientoRow.id))
        assert session.scalar(rows) == 2


def test_looking_first_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    command = InstalarVersion(escribe(tmp_path, v18(workspace)), simular=True)
    found, _ = instalar_version(command, workspace, en_nombre_de("aux"))
    assert found.abiertos == 3
    with pytest.raises(NotFoundError):
        workspace.catalogo.buscar(CODIGO, 18)


@pytest.mark.parametrize(
    ("cambia", "a", "dice"),
    [
        ("version = 17", "version = 16", "ya hay una más nueva, la 17"),
        ('sigla = "SVSP"', 'sigla = "QTA"', "No hay una entidad «QTA»"),
        (f'codigo = "{CODIGO}"', 'codigo = "RJPD06"', "es un procedimiento de RNEC"),
        ("alias = []", 'alias = ["RJPD06"]', "ya nombra el proced"),
        ('inicio = "1"', 'inicio = "99"', r"línea \d+: no existe la actividad «99»"),
    ],
)
def test_what_cannot_be_installed_says_why(
    workspace: Workspace, tmp_path: Path, cambia: str, a: str, dice: str
) -> None:
    texto = texto_v17(workspace)
    assert cambia in texto
    file = escribe(tmp_path, texto.replace(cambia, a, 1))
    with pytest.raises(UserError, match=dice):
        instalar_version(InstalarVersion(file), workspace, en_nombre_de("jef"))


def test_a_version_that_exists_is_not_rewritten(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = escribe(tmp_path, texto_v17(workspace) + "\n# otra cosa\n")
    with pytest.raises(InvalidDataError, match="dice otra cosa"):
        prever_instalacion(InstalarVersion(file), workspace, en_nombre_de("jef"))


def test_the_file_must_be_of_the_procedure_that_was_meant(
    workspace: Workspace, tmp_path: Path
) -> None:
    command = InstalarVersion(escribe(tmp_path, v18(workspace)), codigo="RJPD06")
    with pytest.raises(InvalidDataError, match="no RJPD06"):
        prever_instalacion(command, workspace, en_nombre_de("jef"))


def test_who_may_not_install_is_told_who_may(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowedError, match="ADM o COO o JEF"):
        instala(workspace, tmp_path, v18(workspace), login="aux")


# Moving cases.


def renumerada(workspace: Workspace) -> str:
    """Version 18 in which activity 2 is called 2A and everything points to it."""
    texto = v18(workspace)
    return (
        texto.replace('\nid = "2"\n', '\nid = "2A"\n')
        .replace('siguiente = "2"\n', 'siguiente = "2A"\n')
        .replace('desde = ["2"', 'desde = ["2A"')
    )


def lleva_a_2(workspace: Workspace, titulo: str) -> int:
    case = expediente_de(workspace, titulo)
    command = CerrarActividad(
        case.id,
        "recibido",
        HOY,
        {"fecha_recepcion": "2026-09-29"},
        forzar="Se prueba el paso.",
    )
    cerrar_actividad(command, workspace, en_nombre_de("fin"))
    return case.id


def migra(workspace: Workspace, *ids: int, login: str = "coo", **lo_demas: str) -> int:
    command = MigrarCasos(
        CODIGO, 17, 18, ids or None, motivo=lo_demas.get("motivo", "Manual nuevo")
    )
    changes = migrar_casos(command, workspace, en_nombre_de(login), NADA)
    return int(str(changes.datos["lote"]))


def test_a_case_moves_with_its_act_its_place_and_its_way(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = lleva_a_2(workspace, "R-100")
    instala(workspace, tmp_path, renumerada(workspace))
    migra(workspace, case)
    row = expediente_de(workspace, "R-100")
    assert row.actividad == "2A"
    assert versiones(workspace) == {"R-100": 18, "R-200": 17, "R-300": 17}
    act = consultas.ficha(workspace, case).actuaciones[0]
    assert (act.tipo, act.usuario, act.fecha) == ("migracion", "coo", HOY)
    assert (act.datos["de"], act.datos["a"]) == ("2", "2A")
    assert "Motivo: Manual nuevo" in act.texto
    way = recorrer(workspace, en_nombre_de("pro"), case)
    assert [(t.actividad, t.a) for t in way.tramos] == [("1", "2A")]
    assert verificar(workspace).hallazgos == []


def test_undoing_the_batch_gives_everything_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = lleva_a_2(workspace, "R-100")
    before = consultas.ficha(workspace, case)
    instala(workspace, tmp_path, renumerada(workspace))
    lote = migra(workspace)
    deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))
    after = consultas.ficha(workspace, case)
    assert after.expediente.actividad == before.expediente.actividad == "2"
    assert after.terminos == before.terminos
    assert set(versiones(workspace).values()) == {17}
    assert after.actuaciones[0].anula_id == after.actuaciones[1].id
    way = recorrer(workspace, en_nombre_de("pro"), case)
    assert [(t.actividad, t.a) for t in way.tramos] == [("1", "2")]
    with pytest.raises(NotAllowedError, match="ya se había deshecho"):
        deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))
    assert verificar(workspace).hallazgos == []


def test_a_move_on_which_something_depends_is_not_undone(
    workspace: Workspace, tmp_path: Path
) -> None:
    instala(workspace, tmp_path, renumerada(workspace))
    lote = migra(workspace)
    lleva_a_2(workspace, "R-200")
    numero = expediente_de(workspace, "R-200").numero
    with pytest.raises(NotAllowedError, match=f"se actuó en {numero}"):
        deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))
    assert set(versiones(workspace).values()) == {18}


def con_plazo(texto: str, plazo: str) -> str:
    """Give activity 2 a time."""
    return texto.replace('\nid = "2"\n', f'\nid = "2"\nplazo = {{ {plazo} }}\n')


def terminos(workspace: Workspace, case: int) -> list[tuple[str, int, str, str]]:
    found = consultas.ficha(workspace, case).terminos
    return [
        (t.actividad, t.cantidad, t.unidad, t.vence.isoformat())
        for t in found
        if t.estado == "abierto"
    ]


def test_a_term_that_the_new_version_brings_begins_and_one_it_drops_ends(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = lleva_a_2(workspace, "R-100")
    texto = con_plazo(v18(workspace), 'cantidad = 43, unidad = "calendario"')
    instala(workspace, tmp_path, texto)
    command = MigrarCasos(CODIGO, 17, 18, (case,), motivo="Manual nuevo")
    seen = prever_migracion(command, workspace, en_nombre_de("coo"), NADA)
    # 43 calendar days after 30 September 2026: Thursday 12 November.
    assert "vence el 12 de noviembre de 2026" in seen.casos[0].efectos[0]
    assert terminos(workspace, case) == [], "foreseeing writes nothing"
    first = migra(workspace, case)
    assert terminos(workspace, case) == [("2", 43, "calendario", "2026-11-12")]
    assert expediente_de(workspace, "R-100").vence_proximo == dt.date(2026, 11, 12)
    instala(workspace, tmp_path, v18(workspace).replace("version = 18", "version = 19"))
    changes = migrar_casos(
        MigrarCasos(CODIGO, 18, 19, (case,), motivo="Se quita el tiempo"),
        workspace,
        en_nombre_de("coo"),
        NADA,
    )
    assert terminos(workspace, case) == []
    second = int(str(changes.datos["lote"]))
    with pytest.raises(NotAllowedError, match="se actuó"):
        deshacer_lote(DeshacerLote(first), workspace, en_nombre_de("coo"))
    deshacer_lote(DeshacerLote(second), workspace, en_nombre_de("coo"))
    assert terminos(workspace, case) == [("2", 43, "calendario", "2026-11-12")]
    assert expediente_de(workspace, "R-100").vence_proximo == dt.date(2026, 11, 12)


def test_a_term_goes_on_as_it_was_or_is_counted_from_its_own_day(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = lleva_a_2(workspace, "R-100")
    base = v18(workspace)
    for version, plazo in (
        (18, 'cantidad = 10, unidad = "habiles"'),
        (19, 'cantidad = 10, unidad = "habiles"'),
        (20, 'cantidad = 20, unidad = "habiles"'),
    ):
        texto = con_plazo(base.replace("version = 18", f"version = {version}"), plazo)
        instala(workspace, tmp_path, texto)
    # 10 business days after Wednesday 30 September 2026, with the holiday of Monday
    # 12 October: Thursday 15 October. 20 days, with that of 2 November: the 29th.
    wanted = {18: "2026-10-15", 19: "2026-10-15", 20: "2026-10-29"}
    told = {18: "Empieza a correr", 19: "sigue igual", 20: "como lo cuenta la versión"}
    for version, due in wanted.items():
        command = MigrarCasos(
            CODIGO, version - 1, version, (case,), motivo="Manual nuevo"
        )
        later = en_nombre_de("coo", HOY + dt.timedelta(days=version - 17))
        seen = prever_migracion(command, workspace, later, NADA)
        assert told[version] in seen.casos[0].efectos[0]
        migrar_casos(command, workspace, later, NADA)
        assert [t[3] for t in terminos(workspace, case)] == [due]


def test_a_draft_keeps_what_the_new_version_asks(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = expediente_de(workspace, "R-100").id
    typed = {"fecha_recepcion": "2026-09-29", "ya_no_se_pregunta": "algo"}
    borradores.guardar(
        borradores.Borrador(case, "1", typed), workspace, en_nombre_de("fin")
    )
    instala(workspace, tmp_path, v18(workspace))
    command = MigrarCasos(CODIGO, 17, 18, (case,), motivo="Manual nuevo")
    seen = prever_migracion(command, workspace, en_nombre_de("coo"), NADA)
    assert any("sin 1 respuesta que" in text for text in seen.casos[0].efectos)
    lote = migra(workspace, case)
    kept = borradores.abrir(case, "1", workspace, en_nombre_de("fin"))
    assert kept is not None
    assert dict(kept.respuestas) == {"fecha_recepcion": "2026-09-29"}
    deshacer_lote(DeshacerLote(lote), workspace, en_nombre_de("coo"))
    back = borradores.abrir(case, "1", workspace, en_nombre_de("fin"))
    assert back is not None
    assert dict(back.respuestas) == typed


def test_a_person_may_put_the_pairs_right(workspace: Workspace, tmp_path: Path) -> None:
    instala(workspace, tmp_path, v18(workspace))
    nadie = MigrarCasos(CODIGO, 17, 18, mapa=(("1", ""),), motivo="Manual nuevo")
    seen = prever_migracion(nadie, workspace, en_nombre_de("coo"), NADA)
    assert not seen.pasan
    assert "elija cuál la continúa" in seen.casos[0].impide
    with pytest.raises(InvalidDataError, match="Ninguno"):
        migrar_casos(nadie, workspace, en_nombre_de("coo"), NADA)
    otra = MigrarCasos(CODIGO, 17, 18, mapa=(("1", "3"),), motivo="Manual nuevo")
    migrar_casos(otra, workspace, en_nombre_de("coo"), NADA)
    assert expediente_de(workspace, "R-100").actividad == "3"


@pytest.mark.parametrize(
    ("command", "login", "dice"),
    [
        (MigrarCasos(CODIGO, 17, 18), "coo", "por qué"),
        (MigrarCasos(CODIGO, 17, 18, motivo="x"), "aux", "COO o JEF"),
        (MigrarCasos(CODIGO, 17, 19, motivo="x"), "coo", "no está instalada"),
        (MigrarCasos(CODIGO, 18, 18, motivo="x"), "coo", "ya están en la versión 18"),
        (
            MigrarCasos(CODIGO, 17, 18, mapa=(("88", "1"),), motivo="x"),
            "coo",
            "no tiene la actividad «88»",
        ),
        (
            MigrarCasos(CODIGO, 17, 18, mapa=(("1", "19"),), motivo="x"),
            "coo",
            "una no sigue a la otra",
        ),
    ],
)
def test_a_move_that_cannot_be_says_why(
    workspace: Workspace, tmp_path: Path, command: MigrarCasos, login: str, dice: str
) -> None:
    instala(workspace, tmp_path, v18(workspace))
    with pytest.raises(UserError, match=dice):
        migrar_casos(command, workspace, en_nombre_de(login), NADA)
    with workspace.base.read() as session:
        acts = select(func.count()).where(ActuacionRow.tipo == "migracion")
        assert session.scalar(acts) == 0
