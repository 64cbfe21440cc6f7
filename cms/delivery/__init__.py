"""What HTTP asks of answers: hints for caches, and the files of uploads."""
