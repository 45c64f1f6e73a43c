"""What words mean: typed tables, every form of a lemma, loaded once."""
