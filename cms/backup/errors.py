class BackupError(Exception):
    """A backup or a restore cannot be made. The message is a sentence for operators."""
