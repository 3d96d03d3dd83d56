"""Open cases move to another version of their procedure, with a record (B6)."""
