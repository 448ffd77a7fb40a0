"""The open interview: a reply comes in, the next question goes out; notice, visits, review, handing in.

May import: `talk`, `asking`; the engine and the classification.
Must not know: who opened the interview (households, forms, people), or any list of households.
"""
