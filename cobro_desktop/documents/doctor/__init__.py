"""The doctor of Word templates: says in Spanish what is wrong and where (B16)."""
