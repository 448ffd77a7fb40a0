"""One household of the register: its card, and who looked at it.

May import: `exports`, `register`, `rounds`, `talk`.
Must not know: the open interview; the plan.
"""
