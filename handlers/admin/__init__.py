"""What an admin looks after: messages that did not arrive, people to call, requests about data, quotas, keys.

May import: `talk`.
Must not know: interviews, households, or any other wing beside it.
"""
