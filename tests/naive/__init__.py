"""A second evaluator, written from the language's meaning alone, in plain loops.

It shares no code with `monitor.evaluation` and nothing that merges reports into incidents: where
both say the same on thousands of random agreements and records, neither is likely to be wrong.
"""
