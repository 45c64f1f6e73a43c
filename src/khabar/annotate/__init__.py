"""Spans that mean something: actors, roles, times, places, quotations."""
