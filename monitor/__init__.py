"""Whether the conditions of an agreement hold, how we know, and what changes next."""

__version__ = "0.1.0"
