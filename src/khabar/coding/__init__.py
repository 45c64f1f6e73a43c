"""Frames and rules become records, each with its trace."""
