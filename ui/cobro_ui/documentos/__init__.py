"""Documents between people: trays, review, approval and signature."""
