"""The demonstration: four institutions, and cases led to their end (DESIGN)."""
