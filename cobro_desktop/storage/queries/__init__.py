"""What screens read: named queries into NamedTuples, one module per screen."""
