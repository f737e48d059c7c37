"""Layouts of other people's files, declared as data: how a row of each becomes a record."""
