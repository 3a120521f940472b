"""An edition's content: composed once, shown by page, PDF, Word, slides and sheet alike."""
