"""Mentions of one article become its actors, places and dates."""
