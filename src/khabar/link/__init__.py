"""Across articles: the same text, the same story, the same event, the same statement told differently, the same actor."""
