"""What was said, as feeds: values in, bytes out."""
