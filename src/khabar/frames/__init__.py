"""Who does what in a clause: the one place that knows Arabic syntax."""
