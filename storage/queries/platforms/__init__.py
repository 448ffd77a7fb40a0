"""What the platforms want kept: keys, quotas, requests about data.

May import: tables, records, session.
Must not know: other subjects.
"""
