"""What people are told of, in frozen texts: a mail, its page, and the same facts for programs."""
