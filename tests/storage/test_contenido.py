from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.contenido import almacen
from cobro_desktop.storage.engine import Base

PDF = b"%PDF-1.4 un auto"
SHA256 = hashlib.sha256(PDF).hexdigest()


def test_bytes_come_back_by_their_hash(any_base: Base) -> None:
    store = almacen(any_base)
    with any_base.write.begin() as session:
        assert store.guardar(session, PDF) == SHA256
        assert store.guardar(session, PDF) == SHA256

    with any_base.read() as session:
        assert store.leer(session, SHA256) == PDF


def test_on_sqlite_they_are_files_beside_the_base(base: Base) -> None:
    with base.write.begin() as session:
        almacen(base).guardar(session, PDF)

    path = base.datos / "documentos" / SHA256[:2] / SHA256[2:4] / SHA256
    assert path.read_bytes() == PDF


@pytest.mark.postgresql
def test_on_postgresql_they_are_rows(migrated_url: str, tmp_path: Path) -> None:
    from cobro_desktop.storage.upgrade import open_base

    base = open_base(tmp_path, migrated_url)
    with base.write.begin() as session:
        almacen(base).guardar(session, PDF)
        rows = session.scalar(sa.text("SELECT count(*) FROM contenido"))

    assert rows == 1
    assert not (tmp_path / "documentos").exists()
    base.close()


@pytest.mark.parametrize(
    "wrong",
    [b"", PDF[:-1], PDF.replace(b"auto", b"aut0")],
    ids=["emptied", "cut", "one bit"],
)
def test_changed_bytes_are_never_given(base: Base, wrong: bytes) -> None:
    store = almacen(base)
    with base.write.begin() as session:
        store.guardar(session, PDF)
    path = base.datos / "documentos" / SHA256[:2] / SHA256[2:4] / SHA256
    path.write_bytes(wrong)

    with base.read() as session, pytest.raises(StorageError) as error:
        store.leer(session, SHA256)

    assert error.value.detalle["causa"] == "changed"


def test_keeping_again_mends_a_damaged_file(base: Base) -> None:
    store = almacen(base)
    path = base.datos / "documentos" / SHA256[:2] / SHA256[2:4] / SHA256
    with base.write.begin() as session:
        store.guardar(session, PDF)
        path.write_bytes(b"")
        store.guardar(session, PDF)

        assert store.leer(session, SHA256) == PDF


@pytest.mark.parametrize("name", [SHA256, "../../cobro.db", "", "a" * 63])
def test_what_is_not_there_is_told(any_base: Base, name: str) -> None:
    with any_base.read() as session, pytest.raises(StorageError) as error:
        almacen(any_base).leer(session, name)

    assert error.value.detalle["causa"] == "missing"


def test_old_half_written_files_are_swept(base: Base) -> None:
    store = almacen(base)
    with base.write.begin() as session:
        store.guardar(session, PDF)
    workshop = base.datos / "documentos" / ".taller"
    old, fresh = workshop / ".cobro-old.tmp", workshop / ".cobro-new.tmp"
    for path in (old, fresh):
        path.write_bytes(b"half")
    hours_ago = fresh.stat().st_mtime - 7200
    os.utime(old, (hours_ago, hours_ago))

    assert store.barrer() == 1
    assert [path.name for path in workshop.iterdir()] == [fresh.name]


def test_only_what_a_session_was_the_first_to_keep_is_taken_back(base: Base) -> None:
    store = almacen(base)
    with base.write.begin() as session:
        older = store.guardar(session, PDF)

    with base.write.begin() as session:
        newer = store.guardar(session, b"otro auto")
        assert store.guardar(session, PDF) == older
        assert store.guardar(session, b"otro auto") == newer
        store.retirar_nuevos(session)

    assert store.tiene_archivo(older)
    assert not store.tiene_archivo(newer)
