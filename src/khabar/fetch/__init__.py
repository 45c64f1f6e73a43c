"""Pages and feeds from the network: the only part of Khabar that opens a connection, and only when it is asked to."""

from khabar.fetch.client import Fetched, Fetcher, Known, Limits

__all__ = ["Fetched", "Fetcher", "Known", "Limits"]
