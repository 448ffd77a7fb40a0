"""The plan of the year as data.

May import: the calendar.
Must not know: the review, forms, anything outside the trade.
"""
