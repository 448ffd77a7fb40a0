"""One interview's instance: answers in, recalculated values, choices and texts out.

May import: `form`.
Must not know: `loading`: a running interview never looks at XML.
"""
