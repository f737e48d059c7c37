"""The pages without a browser: a page by its address, what it says, and what is pressed on it."""

import re
from datetime import UTC, datetime

from catalogue import entries
from streamlit.testing.v1 import AppTest

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
EVENING = "2016-09-17T22:00"
MARKUP = "<img src=x onerror=alert(1)> **x** [a](http://x.example) :material/bolt: $y$"
HEAD = "id,source,happened_from,time_zone,kind,by,against,place,killed_low,killed_high\n"
ROW = "{name},synthetic,{time},Asia/Damascus,{kind},{by},civilians,{place},12,12\n"
LONGEST = 300
"""Seconds that one run of a page may take on a busy machine."""


def opened(page: str, **address: str) -> AppTest:
    """Open a page by its address, and run it."""
    script = f"from monitor.pages.navigation import run\nrun({page!r})"
    drawn = AppTest.from_string(script, default_timeout=LONGEST)
    for name, value in address.items():
        drawn.query_params[name] = value
    return drawn.run()


def told(page: AppTest) -> str:
    """Return the plain text of a page, its tables included."""
    texts = [text.value for text in page.text]
    cells = [str(cell) for table in page.dataframe for cell in table.value.to_numpy().flatten()]
    return "\n".join(texts + cells)


def ours(page: AppTest) -> bool:
    """Whether every piece of markup on the page is a label of the catalogue, in bold."""
    labels = {value for value in entries() if isinstance(value, str)}
    return all(mark.value.strip("*") in labels for mark in page.markdown)


def too_early(text: str) -> list[str]:
    """Return what a page of 17 September says of what was learnt or done later."""
    return re.findall(r"\b(?:201[789]|202\d)\b|3 Oct|suspended", text)


def press(page: AppTest, label: str) -> None:
    """Press the one button of a label."""
    [button] = [found for found in page.button if found.label == label]
    button.click().run()


def fill(page: AppTest, label: str, text: str) -> None:
    """Write into the one field of a label."""
    [field] = [found for found in page.text_input if found.label == label]
    field.set_value(text)


def pick(page: AppTest, label: str, option: str) -> None:
    """Choose in the one list of a label."""
    [field] = [found for found in page.selectbox if found.label == label]
    field.set_value(option)
