"""Files that an official edits: what is wrong in them, said in one way, and how a table of one is read.

May import: nothing of the trade.
Must not know: what a plan, a ruleset or a form is; where the files lie.
"""
