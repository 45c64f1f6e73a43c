"""From what a user gives (pasted text, files, JSONL, pages) to an `Article` whose text is cut into labelled blocks."""
