"""HTTP delivery: error responses, the response cache, the Redis backend, and the views that serve uploaded files."""
