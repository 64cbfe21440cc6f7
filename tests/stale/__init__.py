"""The search for stale responses: random changes, after each of which two servers have to show the new content."""
