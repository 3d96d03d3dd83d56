"""Documents of the office, which belong to no case: actas, reports, memoranda."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Let a document stand without a case."""
    with op.batch_alter_table("documento") as documento:
        documento.alter_column(
            "expediente_id", existing_type=sa.BigInteger(), nullable=True
        )
