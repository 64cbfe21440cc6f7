"""What uploads of images and of documents have in common: their titles, their storage, and its errors."""
