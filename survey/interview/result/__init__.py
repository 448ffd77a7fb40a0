"""What the answers come to so far: the class with its findings, and what a correction changes.

May import: `path`, `session`, `asks`; the classification.
Must not know: how a reply is read.
"""
