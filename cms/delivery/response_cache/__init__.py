"""The response cache: keeps public responses in the memory of a process until content changes."""
