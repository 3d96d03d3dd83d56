"""Rules and values of collection law; standard library only."""
