"""What leaves the bot as a file: tables as a workbook or as CSV, a household's sheet as a document, answers with the form they were given to.

May import: everything of this room; openpyxl, docxtpl.
Must not know: who may have a file, how it is handed over, where anything is stored.
"""
