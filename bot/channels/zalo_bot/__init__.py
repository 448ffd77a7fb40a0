"""Zalo Bot Platform: text in both directions, our own thin adapter (decision 0018). No buttons, no files out, no edits."""
