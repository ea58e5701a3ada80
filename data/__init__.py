"""What came in and what is publicly known: the only floor that opens files."""
