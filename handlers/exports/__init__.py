"""Files of what the bot knows: who asks for which, what is in it, and how it is handed over.

May import: `register` for the words of the review form, `talk`.
Must not know: the open interview; who imports `handlers.interview` stands above.
"""
