"""Pages and feeds from the network: the only part of Khabar that opens a connection, and only when it is asked to.

Import from its modules: `client` needs the extra ``fetch``, `known` does not.
"""
