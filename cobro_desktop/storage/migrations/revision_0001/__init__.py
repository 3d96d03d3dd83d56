"""The first schema, in parts; a released revision never changes."""
