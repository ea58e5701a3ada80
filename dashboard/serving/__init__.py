"""What stands around every answer of the server."""
