"""Forms outside a review: an admin sends, tries and publishes one; people fill in what is published.

May import: `households` (to open what was begun), `interview`, `talk`.
Must not know: routes or what a file turns out to be.
"""
