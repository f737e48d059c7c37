"""Opening a file: from the bytes of any table to a header and rows, and how it was read."""
