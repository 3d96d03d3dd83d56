"""What Alembic runs: the revisions, on the connection that `upgrade.py` gives."""

from __future__ import annotations

from alembic import context

from cobro_desktop.storage.base import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,  # for the names of constraints
    render_as_batch=True,
)
context.run_migrations()
