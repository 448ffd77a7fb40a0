"""What a form says: definitions, controls, clauses, texts, shape. Immutable, shared by all interviews.

May import: `survey.xpath`, `survey.tree`.
Must not know: how a form is loaded, one interview's answers.
"""
