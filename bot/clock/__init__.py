"""What time it is, by the machine or by the demo's moved clock, and what happens at each tick.

May import: `processes`, pulse, settings; storage for the moved clock.
Must not know: channels, delivery.
"""
