"""The guided step, generated from the procedure's data."""
