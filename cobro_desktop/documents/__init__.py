"""Word and PDF documents from typed contexts."""
