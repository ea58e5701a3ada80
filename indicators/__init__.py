"""What does it say? Counted tables, indicators and what they are compared with."""
