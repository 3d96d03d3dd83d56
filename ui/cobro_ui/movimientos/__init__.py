"""The cases that LICO or the RNMC ended, to be moved as one."""
