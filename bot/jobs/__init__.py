"""Long work beside the turns: what is to be done is taken up between turns, calculated in a process of its own, and written between turns.

May import: worker, pulse; handlers for what a job is.
Must not know: channels, delivery, HTTP. The child process knows nothing but the function that it is given, from `survey`.
"""
