"""What is done by hand beside the running bot: bringing in a list, inviting, cutting somebody off, deleting what is kept about a household or a person.

May import: app and what it stands on; handlers, storage.
Must not know: doctor.
"""
