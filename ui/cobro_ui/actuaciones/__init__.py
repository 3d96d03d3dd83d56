"""Acts that one records outside the guided step: payments, files, people."""
