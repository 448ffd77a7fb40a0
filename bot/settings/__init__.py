"""What an installation sets: config.toml and the environment, the encryption key, what the log may hold.

May import: nothing of the process.
Must not know: channels, database, conversation.
"""
