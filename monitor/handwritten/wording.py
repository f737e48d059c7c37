"""The wording of problems: what the libraries underneath found, said for the author of a file."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

_LONGEST = 60


def quoted(text: str) -> str:
    """Show a person's text in a message: in quotes, shortened, on one line."""
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def listed(words: Iterable[str]) -> str:
    """Write words as a list, or say that there are none."""
    return ", ".join(words) or "none"


def choose(word: str, words: Collection[str], what: str = "possible here") -> str:
    """Write the hint for a word that is not among the words: the nearest, and all of them."""
    near = get_close_matches(word[:_LONGEST], words, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return f"{meant}{what}: {listed(words)}"


_SYNTAX: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "a second ': ' in one value, or a key indented too far",
        "put text that contains ': ' in quotes, and line keys up with their neighbours",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin on the line of its key",
        "put '- …' on lines of their own, or write the list as [a, b]",
    ),
    "did not find expected key": (
        "this does not continue the mapping it stands in",
        "line it up with the keys above; put text after a quoted text inside the quotes",
    ),
    "did not find expected '-' indicator": (
        "this does not continue the list it stands in",
        "begin every entry with '- ', all in the same column",
    ),
    "did not find expected ',' or ']'": (
        "the list opened with [ goes on here without a comma or its ]",
        "separate entries by commas and close the list with ]",
    ),
    "did not find expected ',' or '}'": (
        "the mapping opened with { goes on here without a comma or its }",
        "separate entries by commas and close the mapping with }",
    ),
    "could not find expected ':'": (
        "a line without ': ' among keys",
        "write 'key: value', with a space after the colon; '- ' needs its space too",
    ),
    "found unexpected end of stream": (
        "the quote opened here is never closed",
        "close it with the same mark; an apostrophe in a text needs double quotes around it",
    ),
    "found unknown escape character": (
        "a backslash that means nothing here",
        "write the text in single quotes, where a backslash is a backslash",
    ),
    "did not find expected node content": (
        "a value is missing before this",
        "give the value, or remove the comma or bracket",
    ),
    "found a tab character where an indentation space is expected": (
        "a tab where the line is indented",
        "indent with spaces",
    ),
    "did not find expected comment or line break": (
        "text cannot begin with | or >, unless its lines follow below",
        "put the text in quotes",
    ),
    "did not find expected alphabetic or numeric character": (
        "text cannot begin with & or *",
        "put the text in quotes",
    ),
    "found unexpected ':'": (
        "a colon inside braces or brackets without a space after it",
        "write 'key: value' with the space, or put the text in quotes",
    ),
    "mapping keys are not allowed in this context": (
        "text cannot begin with '? '",
        "put the text in quotes",
    ),
    "did not find expected whitespace or line break": (
        "text cannot begin with !",
        "put the text in quotes",
    ),
    "did not find expected <document start>": (
        "the file goes on after its end",
        "one file holds one document: a single mapping, from its first line to its last",
    ),
}


def syntax(found: str, character: str) -> tuple[str, str]:
    """Say what the parser found: what is wrong, and what to do.

    Args:
        found: The parser's own word for it.
        character: The character in the file at that place; empty at the end of a line.
    """
    if character == "\t":
        return "a tab where the line is indented", "indent with spaces"
    if found == "found character that cannot start any token":
        return (
            f"text cannot begin with {character!r}",
            "put the text in quotes",
        )
    return _SYNTAX.get(
        found,
        (
            "this is not YAML as it is used here",
            "put texts with unusual characters in quotes, and check indentation and brackets",
        ),
    )


def possible(expected: str) -> list[str]:
    """Take the words out of the library's list of what it expected."""
    return re.findall(r"'([^']*)'", expected)


def shape(given: object) -> str:
    """Name what was written: a text with its words, a list, a mapping."""
    if isinstance(given, str):
        return f"the text {quoted(given)}"
    return "a list" if isinstance(given, list | tuple) else "a mapping"
