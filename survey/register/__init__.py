"""Lists as communes keep them: a workbook's households, staff or groups, read as people typed them, and what is wrong with them.

May import: `sheet`, `read`, `content`.
Must not know: a database, a channel; the form engine.
"""
