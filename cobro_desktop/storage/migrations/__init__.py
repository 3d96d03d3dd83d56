"""The history of the schema; the program runs it itself (STYLE 3.5)."""
