"""What was answered last time: confirmed in blocks, or corrected one by one.

May import: `answers`, `lists`, `path`, `session`, `asks`.
Must not know: where the answers of last time come from; words of messages.
"""
