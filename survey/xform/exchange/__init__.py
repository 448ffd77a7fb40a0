"""An interview with others and with other versions: written as ODK XML, read back, opened in a newer form.

May import: `running`, `loading`, `form`.
Must not know: chat, storage.
"""
