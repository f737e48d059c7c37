"""Whether bytes are text, without making a text of them."""

import numpy as np
import pyarrow as pa


def is_sound(data: bytes) -> bool:
    """Whether bytes are UTF-8, without NUL."""
    if b"\0" in data:
        return False
    bounds = np.array([0, len(data)], dtype=np.int32)
    try:
        text = pa.Array.from_buffers(
            pa.string(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(data)]
        )
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
