"""Words, sentences, numbers."""
