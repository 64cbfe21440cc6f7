"""Team members with their credentials."""
