from __future__ import annotations

import faulthandler
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from hypothesis import settings

from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.upgrade import open_base
from tests.postgresql import (
    migrated_template,
    migrated_url,
    postgresql_server,
    postgresql_url,
)

__all__ = [
    "migrated_template",
    "migrated_url",
    "postgresql_server",
    "postgresql_url",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A shared machine may be slow for a moment: laws of nature have no deadline.
settings.register_profile("cobro", deadline=None)
settings.load_profile("cobro")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    # A crash ends the process, and the run with a name: telling the stacks of all the
    # threads has hung half-way instead, with nobody to end it.
    said = config.stash[fault_handler_stderr_fd_key]
    faulthandler.enable(file=said, all_threads=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long tests too")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="long: runs with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def empty_base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base just created, to be copied: creating one takes half a second."""
    folder = tmp_path_factory.mktemp("empty")
    open_base(folder).close()
    return folder / "cobro.db"


@pytest.fixture
def base(tmp_path: Path, empty_base_file: Path) -> Iterator[Base]:
    """An empty SQLite base in its own folder."""
    folder = tmp_path / "datos"
    folder.mkdir()
    shutil.copy(empty_base_file, folder / "cobro.db")
    opened = open_base(folder)
    yield opened
    opened.close()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def any_base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Base]:
    """An empty base, of each database in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("base")
        return
    opened = open_base(tmp_path, request.getfixturevalue("migrated_url"))
    yield opened
    opened.close()
