"""HTTP delivery: error responses, the cache backend, and the views that serve uploaded files."""
