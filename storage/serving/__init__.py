"""Who may serve a database, how processes ring each other, and how the database does.

May import: engine, session.
Must not know: subjects, records.
"""
