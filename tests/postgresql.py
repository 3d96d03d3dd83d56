"""A private PostgreSQL for the tests, as an unprivileged user (SECURITY 5g)."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from cobro_desktop.storage.upgrade import open_base


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server without bases; skipped where it is not installed."""
    yield from serve()


def serve() -> Iterator[str]:
    """Yield the address of a private server, which stops afterwards."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = binaries[-1] if binaries else shutil.which("initdb")
    if not found:
        pytest.skip("PostgreSQL is not installed: no initdb")
    folder = Path(tempfile.mkdtemp(prefix="cobro-pg-"))
    try:
        yield from _serve(Path(found).parent, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a new, empty base."""
    yield from new_database(postgresql_server, "template0")


@pytest.fixture(scope="session")
def migrated_template(
    postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The name of a base with our tables, to be copied: making them takes seconds."""
    for url in new_database(postgresql_server, "template0"):
        open_base(tmp_path_factory.mktemp("template"), url).close()
        yield str(sa.make_url(url).database)


@pytest.fixture
def migrated_url(postgresql_server: str, migrated_template: str) -> Iterator[str]:
    """The address of a new base with our tables."""
    yield from new_database(postgresql_server, migrated_template)


def new_database(server_url: str, template: str) -> Iterator[str]:
    """Yield the address of a copy of a base, which goes afterwards."""
    name = f"cobro_{os.urandom(6).hex()}"
    server = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        # Without fsync, copying the files is five times as quick as logging the pages.
        connection.exec_driver_sql(
            f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
        )
    yield str(sa.make_url(server_url).set(database=name))
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def _serve(binaries: Path, folder: Path) -> Iterator[str]:
    data, user = folder / "data", _owner(folder)
    _run([binaries / "initdb", "-D", data, "-U", "cobro", "-A", "trust",
          "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], user, folder)  # fmt: skip
    options = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} "
        "-c max_connections=40 -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c autovacuum=off"
    )
    start: list[str | Path] = [
        binaries / "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        folder / "log",
    ]
    _run([*start, "-o", options, "start"], user, folder)
    try:
        yield f"postgresql+psycopg://cobro@/postgres?host={folder}"
    finally:
        _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user, folder)


def _owner(folder: Path) -> str | None:
    """Give the folder to somebody who is not root: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return name
    pytest.skip("PostgreSQL refuses root, and there is no other user")


def _run(command: list[str | Path], user: str | None, folder: Path) -> None:
    # A pipe would stay open in the server, and waiting for its end never ends.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
        )
        said.seek(0)
        if done.returncode:
            pytest.fail(f"{command[0]} failed: {said.read()}")
