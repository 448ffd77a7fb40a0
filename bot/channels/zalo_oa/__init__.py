"""Zalo Official Account: words, up to five buttons, pictures, places and files; our own thin adapter (decision 0020)."""
