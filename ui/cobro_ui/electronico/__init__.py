"""The electronic file of a case, and the words of every document."""
