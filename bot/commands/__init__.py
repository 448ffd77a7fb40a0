"""What an administrator does at the command line beside running the bot: a list of the commune brought in.

May import: `app`.
Must not know: a channel.
"""
