"""Reading a file in a process of its own: whatever it holds can do no harm to the service."""
