"""Pages beside the chat: the one behind a link that hands over a file.

May import: `http`, `runtime`; storage for what a link means.
Must not know: channels, handlers, who asked for a file and what is in it.
"""
