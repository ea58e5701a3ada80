"""What the commands do and print that is more than a line."""
