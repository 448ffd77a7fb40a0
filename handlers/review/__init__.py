"""The desk of those who look through what was handed in: one household on one page, passed, given back or asked about.

May import: `interview`, `exports`, `rounds`, `unclear`, `tasks`, `talk`.
Must not know: people, households (a collaborator's own), forms; the plan.
"""
