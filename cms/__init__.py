"""The core of Bay Street. It knows content types only through the plugin frame in `cms.content_types`."""

__version__ = "0.1.0"

API_VERSION = "1.0"
"""Version of the plugin contract, which a content type's `requires_core` is held against."""
