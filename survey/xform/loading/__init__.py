"""XForm XML to a form, with every mistake that is found.

May import: `form`.
Must not know: `running`: a form is loaded without any interview.
"""
