"""Which process does which part: alone, with others, or on standby.

May import: pulse, settings; `storage.serving`.
Must not know: channels, delivery, conversation.
"""
