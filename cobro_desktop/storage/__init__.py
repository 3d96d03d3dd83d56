"""The base: SQLAlchemy rows, migrations, named queries."""
