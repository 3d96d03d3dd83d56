"""Help that is read in place: the glossary."""
