"""The place of the legal values: tables, readings of the law and what is missing."""
