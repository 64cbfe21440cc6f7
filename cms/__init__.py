"""The core of Bay Street. It knows content types only through the plugin frame in `cms.plugins`."""

__version__ = "1.0.0rc1"

PLUGIN_API_VERSION = "1.0"
"""Version of the plugin contract. The `requires_core` of a content type names the versions that it works with."""
HTTP_API_VERSION = "2.0"
"""Version of the HTTP API below /api/v2/, for its OpenAPI description."""
