"""Files that are dropped into a folder are taken up, each whole or not at all, and each once."""
