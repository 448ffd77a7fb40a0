"""A file that holds everything an installation keeps: how it is sealed, what lies in it in which order, and how it comes to its place.

May import: storage's cipher.
Must not know: settings, the database, what the rows mean.
"""
