"""Everything in a database as plain rows: out of one in a single snapshot, into an empty one of either kind, and what is wrong with one.

May import: engine, migrations, tables, crypto.
Must not know: subjects, records; where the rows are kept.
"""
