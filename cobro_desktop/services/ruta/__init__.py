"""The hoja de ruta of a case: what is gathered, what is said, what is printed (B8)."""
