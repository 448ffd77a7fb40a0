"""Files that people send: what they are, what is taken out of pictures, and where they lie.

May import: the cipher of storage.
Must not know: channels, the conversation, what a file is meant as.
"""
