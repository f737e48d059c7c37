"""What the command line prints for people, as lines of text; the words are those of the pages."""
