"""A list held against the register: what is new in it, what differs, what stays although the list lacks it. Value in, value out.

May import: what was found in a list.
Must not know: how a list is read, a database.
"""
