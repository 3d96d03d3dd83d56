"""The texts of documents: the clause library and the Word templates."""
