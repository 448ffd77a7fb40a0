"""Who somebody is, and what is theirs: joining by a code, inviting, the greeting, the own number and way of reminding.

May import: `interview`, `admin`, `talk`.
Must not know: households, forms.
"""
