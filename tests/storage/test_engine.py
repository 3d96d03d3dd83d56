from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from cobro_desktop.domain.errors import StorageError
from cobro_desktop.storage.carpeta import network_filesystem
from cobro_desktop.storage.engine import Base, open_engine
from cobro_desktop.storage.rows import EntidadRow
from cobro_desktop.storage.upgrade import open_base

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/exports /home/ana nfs4 rw 0 0
//server/cobro /mnt/cobro\\040juridica cifs rw 0 0
user@server: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /home/ana/local ext4 rw 0 0
/dev/sdc1 /mnt/usb fuse.ntfs-3g rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/cobro", None),
        ("/home/ana/datos", "nfs4"),
        ("/home/anabel", None),
        ("/home/ana/local/datos", None),
        ("/mnt/cobro juridica/datos", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/mnt/usb/datos", None),
    ],
)
def test_a_network_folder_is_known_by_its_mount(folder: str, kind: str | None) -> None:
    assert network_filesystem(Path(folder), MOUNTS) == kind


def test_a_network_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cobro_desktop.storage.carpeta.network_filesystem", lambda _: "cifs"
    )

    with pytest.raises(StorageError, match="está en la red") as error:
        open_base(tmp_path)

    assert error.value.detalle["causa"] == "network_folder"
    assert list(tmp_path.iterdir()) == []


def test_the_base_keeps_what_was_acknowledged(base: Base) -> None:
    with base.write() as session:
        found = {
            name: session.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_sqlite_at_work_has_no_wal_race(base: Base) -> None:
    with base.read() as session:
        version = str(session.scalar(sa.text("SELECT sqlite_version()")))

    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_a_reader_sees_a_snapshot_and_never_waits(any_base: Base) -> None:
    with any_base.write() as writer:
        writer.add(EntidadRow(sigla="SVSP", nombre="Supervigilancia"))
        writer.flush()
        with any_base.read() as reader:
            assert count(reader) == 0
            writer.commit()
            assert count(reader) == 0
    with any_base.read() as reader:
        assert count(reader) == 1


def test_a_reader_cannot_write(any_base: Base) -> None:
    with any_base.read() as session, pytest.raises((sa.exc.DBAPIError, StorageError)):
        session.execute(sa.text("DELETE FROM entidad"))


def test_a_connection_that_read_can_write_later(base: Base) -> None:
    with base.read() as session:
        assert count(session) == 0
    with base.write.begin() as session:
        session.add(EntidadRow(sigla="SVSP", nombre="Supervigilancia"))

    with base.read() as session:
        assert count(session) == 1


def test_two_writers_wait_for_each_other(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "cobro_desktop.storage.engine._PRAGMAS", ("PRAGMA busy_timeout=50",)
    )
    impatient = open_base(base.datos)
    with base.write() as first:
        first.add(EntidadRow(sigla="A", nombre="A"))
        first.flush()

        with impatient.write() as second, pytest.raises(StorageError) as error:
            second.execute(sa.text("SELECT 1"))

    assert error.value.detalle["causa"] == "locked"
    impatient.close()


def test_what_is_no_base_is_told(tmp_path: Path) -> None:
    (tmp_path / "cobro.db").write_bytes(b"esto no es una base " * 500)

    with pytest.raises(StorageError, match="no es una base") as error:
        open_base(tmp_path)

    assert error.value.detalle["causa"] == "not_a_base"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(StorageError, match="No hay permiso"):
        open_base(tmp_path / "datos")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "datos").write_text("x", encoding="utf-8")

    with pytest.raises(StorageError) as error:
        open_base(tmp_path / "datos")

    assert error.value.detalle["causa"] == "not_a_folder"


def test_a_full_disk_keeps_what_was_there(base: Base) -> None:
    with base.write.begin() as session:
        session.add(EntidadRow(sigla="A", nombre="A"))
    with base.write() as session:
        pages = session.scalar(sa.text("PRAGMA page_count"))
        session.execute(sa.text(f"PRAGMA max_page_count={pages}"))
        many = [{"sigla": f"B{number}", "nombre": "x" * 4000} for number in range(200)]
        with pytest.raises(StorageError, match="disco está lleno") as error:
            session.execute(sa.insert(EntidadRow), many)
        session.rollback()

    assert error.value.detalle["causa"] == "disk_full"
    with base.read() as session:
        assert count(session) == 1


@pytest.mark.parametrize("base_url", ["mysql://x/y", "no es una dirección", "postgres"])
def test_an_address_that_is_none_is_told(tmp_path: Path, base_url: str) -> None:
    with pytest.raises(StorageError, match="no se entiende"):
        open_engine(tmp_path, base_url)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No se pudo llegar al servidor") as error:
        open_base(tmp_path, f"postgresql+psycopg://u@/b?host={tmp_path}")

    assert error.value.detalle["causa"] == "unreachable"


@pytest.mark.postgresql
def test_a_base_that_the_server_has_not_is_told(
    tmp_path: Path, postgresql_server: str
) -> None:
    url = str(sa.make_url(postgresql_server).set(database="no_existe"))

    with pytest.raises(StorageError, match="no aceptó"):
        open_base(tmp_path, url)


def count(session: sa.orm.Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(EntidadRow)) or 0
