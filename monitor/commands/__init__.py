"""What each command of the command line does; a command is imported only when it is run."""
