"""A file that could not be read to its end."""

NEEDS_MEMORY = "the file needs more than {megabytes:,} MB of memory to be read; nothing is stored"
NEEDS_TIME = (
    "the file needs more than {seconds:,} seconds of the processor to be read; nothing is stored"
)
SPLIT = "split it into several files, each with the header line"
STOPPED = "reading the file was stopped from outside (signal {number}); nothing of it is stored"
AGAIN = "offer it again; if it is stopped again, the machine is short of memory: split the file"
FAILED = "the program failed at reading this file; nothing of it is stored"
TELL = "keep the file, and tell whoever keeps the program: the log says what went wrong"
