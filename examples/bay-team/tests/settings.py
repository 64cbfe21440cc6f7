"""The settings of Bay Street's own tests, with this content type."""

import os

os.environ["CMS_CONTENT_TYPES"] = "home,team"

from cms.settings.test import *
