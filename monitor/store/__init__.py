"""The record kept: the journal, the kept files, and the tables derived from them."""
