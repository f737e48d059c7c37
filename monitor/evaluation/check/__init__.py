"""A second reading of the rules, written apart: it decides a verdict again from its explanation.

Nothing that decides is shared with the evaluation: the terms, the record and what was said are
read as values, and everything else is worked out here, by other means where there are any.
"""
