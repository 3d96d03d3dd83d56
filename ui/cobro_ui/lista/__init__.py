"""The case list, its trays, and the case at a glance."""
