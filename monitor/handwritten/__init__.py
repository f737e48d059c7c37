"""Files that people write by hand, as rule files are: YAML read so that nothing is misread.

Every value is text until a model says what it means; every fault has its line and column.
"""
