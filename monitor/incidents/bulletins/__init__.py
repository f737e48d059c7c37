"""Bulletins of counts: the totals that a file states, held against the sum of its rows."""
