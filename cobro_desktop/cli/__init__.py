"""The command line: a product too."""
