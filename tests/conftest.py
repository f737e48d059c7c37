"""What every test relies on: no setting of the person at the keyboard, and steady searches."""

import os

from hypothesis import settings

for name in [name for name in os.environ if name.startswith("MONITOR_")]:
    del os.environ[name]

# Two busy cores make any deadline a matter of luck; in CI the same commit gives the same answer.
settings.register_profile("steady", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("steady")
