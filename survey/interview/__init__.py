"""An interview of one household: what is asked next, and what a reply comes to. Value in, facts out (`advance`).

May import: the form engine, the readers, the classification.
Must not know: chat, storage, sentences for people.
"""
