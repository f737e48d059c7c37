"""What each command does on an open store: one function each, whichever way it is reached.

The command line calls it beside a store that it has opened itself, or posts the same request to
the running service, which calls it there: the answer is the same because the function is.
"""
