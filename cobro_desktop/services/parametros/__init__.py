"""The values of the law that people load over those that ship (DESIGN 2, B27)."""
