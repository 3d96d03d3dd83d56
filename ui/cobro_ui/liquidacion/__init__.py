"""The liquidation of a case on the screen: figures, where they come from, proofs."""
