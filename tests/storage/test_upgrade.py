from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import cobro_desktop.storage.rows
from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.base import Row
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ParametroRow
from cobro_desktop.storage.upgrade import REVISIONS, open_base

assert cobro_desktop.storage.rows.__all__

NEWER = (*REVISIONS, "9000")
"""The revisions of a program that does not exist yet."""


def test_the_migrated_schema_is_that_of_the_rows(any_base: Base) -> None:
    with any_base.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Row.metadata) == []


def test_the_program_knows_every_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "cobro_desktop.storage:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    known = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(known)) == REVISIONS


def test_an_up_to_date_base_opens_without_alembic(base: Base) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from cobro_desktop.storage.upgrade import open_base;"
        f"open_base(Path({str(base.datos)!r})).close();"
        "sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_newer_base_is_refused_and_untouched(any_base: Base) -> None:
    with any_base.write.begin() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StorageError, match="versión más nueva") as error:
        open_base(any_base.datos, address(any_base))

    assert error.value.detalle["causa"] == "newer"
    with any_base.read() as session:
        stored = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    assert stored == "9999"


def test_a_base_of_another_program_is_refused(base: Base) -> None:
    with base.write.begin() as session:
        session.execute(sa.text("DROP TABLE alembic_version"))

    with pytest.raises(StorageError, match="no es una base de este programa"):
        open_base(base.datos)


def test_an_upgrade_leaves_a_copy_first(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cobro_desktop.storage.upgrade.REVISIONS", NEWER)
    monkeypatch.setattr(
        "cobro_desktop.storage.upgrade._run_alembic",
        lambda connection: connection.exec_driver_sql(
            "UPDATE alembic_version SET version_num = '9000'"
        ),
    )

    open_base(base.datos).close()

    (copy,) = (base.datos / "respaldos").iterdir()
    assert copy.name.startswith(f"cobro_{REVISIONS[-1]}_")
    folder = base.datos / "restored"
    folder.mkdir()
    copy.rename(folder / "cobro.db")
    restored = open_base(folder)
    assert sa.inspect(restored.engine).has_table("expediente")
    restored.close()


def test_a_failed_upgrade_changes_nothing(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        connection.exec_driver_sql("DROP TABLE borrador")
        message = "stopped"
        raise RuntimeError(message)

    monkeypatch.setattr("cobro_desktop.storage.upgrade.REVISIONS", NEWER)
    monkeypatch.setattr("cobro_desktop.storage.upgrade._run_alembic", fail)

    with pytest.raises(RuntimeError, match="stopped"):
        open_base(base.datos)

    tables = sa.inspect(base.engine).get_table_names()
    assert "half" not in tables
    assert "borrador" in tables


def test_a_base_of_the_first_version_is_brought_up_with_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_first = partial(_upgrade_to, "0001")
    with monkeypatch.context() as patch:
        patch.setattr("cobro_desktop.storage.upgrade.REVISIONS", ("0001",))
        patch.setattr("cobro_desktop.storage.upgrade._run_alembic", to_first)
        old = open_base(tmp_path)
    with old.write.begin() as session:
        session.execute(
            sa.text(
                "INSERT INTO parametro (clave, valor, fuente, verificado, "
                "registrado_por, registrado_en) VALUES ('uvt', '52374', 'DIAN', 1, "
                "'ana', '2026-01-02 00:00:00')"
            )
        )
    old.close()

    with closing(open_base(tmp_path)) as brought, brought.read() as session:
        kept = session.scalars(sa.select(ParametroRow)).one()
        assert (kept.clave, kept.valor, kept.soporte) == ("uvt", "52374", None)
        assert sa.inspect(brought.engine).has_table("acuerdo")


@pytest.mark.parametrize("table", ["actuacion", "bitacora"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET usuario = 'x'", "DELETE FROM {}"])
def test_the_past_cannot_be_rewritten(any_base: Base, table: str, verb: str) -> None:
    column = "usuario" if table == "actuacion" else "entrada"
    with any_base.write() as session:
        insert_one(session, table)
        statement = sa.text(verb.format(table).replace("usuario", column))

        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            session.execute(statement)


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what only one database has, kept by its triggers."""
    del parents
    text = str(name)
    if kind == "index":
        return text not in {
            "ix_expediente_busqueda_trgm",
            "ix_texto_documento_palabras",
        }
    only_sqlite = text.startswith(("resumen", "expediente_fts", "texto_fts"))
    return kind != "table" or not only_sqlite


def _upgrade_to(revision: str, connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "cobro_desktop.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    upgrade(config, revision)


def insert_one(session: sa.orm.Session, table: str) -> None:
    if table == "bitacora":
        values = "(seq, entrada, anterior, huella) VALUES (1, '', '', '')"
        session.execute(sa.text(f"INSERT INTO bitacora {values}"))
        return
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
    else:
        session.execute(sa.text("SET session_replication_role = replica"))
    session.execute(
        sa.text(
            "INSERT INTO actuacion (id, expediente_id, tipo, actividad, resultado, "
            "fecha, registrada_en, usuario, texto, datos) VALUES (1, 1, 'nota', '1', "
            "'', '2026-01-02', '2026-01-02 00:00:00', 'ana', 'Nota', '{}')"
        )
    )
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET session_replication_role = DEFAULT"))


def address(base: Base) -> str | None:
    if base.es_sqlite:
        return None
    return base.engine.url.render_as_string(hide_password=False)
