"""The whole base, out to a file and into an empty base."""
