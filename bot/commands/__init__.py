"""What an administrator does at the command line beside running the bot: a list of the commune looked at.

May import: `app`.
Must not know: a channel.
"""
