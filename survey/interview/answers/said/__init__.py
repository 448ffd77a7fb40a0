"""What people's sentences say: of whom, in which order of the questions, and what of it says nothing.

May import: the wings below `survey.interview.answers`, and `survey.read`. Must not know: what is stored, and how a question is asked.
"""
