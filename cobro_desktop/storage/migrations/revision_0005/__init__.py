"""The parts of revision 0005."""
