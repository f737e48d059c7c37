"""What people are told of: how what holds differs from what was said."""
