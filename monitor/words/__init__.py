"""The one catalogue of what people read: every label, sentence and way of writing a time.

Each room holds the words of one page (`..._page`) or of one thing told in several places.
Keys are the codes of the closed lists. Nothing here decides anything.
"""
