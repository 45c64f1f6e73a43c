"""Letters: folding, digits, encodings."""
