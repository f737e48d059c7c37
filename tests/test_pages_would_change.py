"""*Why* works out on request what would change a verdict, and says in whose account."""

import pytest
from page_samples import EVENING, opened, told

from monitor.words import would_change

pytest_plugins = ["page_fixtures"]
ASKED = {"agreement": "syria-2016-09", "at": EVENING, "known": EVENING}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("condition", "account", "says"),
    [
        ("aid_access", "", "met: if United Nations had said by 17 Sept 22:00"),
        ("calm_day", "sohr", "In the account of"),
    ],
)
def test_what_would_change_it_is_worked_out_on_request(
    condition: str, account: str, says: str
) -> None:
    """Nothing before it is asked for; then the changes, and what was tried."""
    page = opened("why", condition=condition, **({"account": account} if account else {}), **ASKED)
    assert says not in told(page)

    [switch] = [one for one in page.toggle if one.label == would_change.ASK]
    switch.set_value(True).run()

    assert not page.exception
    assert says in told(page)
    assert "Figures, times and places are not changed." in told(page)
