"""The parts of revision 0004, a module for each family of tables."""
