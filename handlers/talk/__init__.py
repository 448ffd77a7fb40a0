"""What every turn is given and gives back: context, dialogue, services, sentences, buttons, what a command is, and who else is told.

May import: storage, survey, chat.
Must not know: any other wing of the conversation: all of them stand on this one.
"""
