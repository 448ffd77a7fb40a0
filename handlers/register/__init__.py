"""The register: what a list that a commune keeps would bring, and bringing it in.

May import: `talk`.
Must not know: the interview; other wings above `talk`.
"""
