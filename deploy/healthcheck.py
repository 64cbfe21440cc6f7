"""Exit with an error unless the server of this container is ready. Docker runs it."""

import os
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

site = urlsplit(os.environ["BASE_URL"])
# As the web server in front would ask: for an allowed host, and without a redirect to HTTPS.
headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
urlopen(Request("http://127.0.0.1:8000/readyz", headers=headers), timeout=4).close()
