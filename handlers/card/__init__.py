"""One household of the register: its card, who looked at it, and putting it right.

May import: `exports`, `register`, `rounds`, `talk`.
Must not know: the open interview; the plan.
"""
