"""A front end of another host, which has one page: the example of docs/api/preview.md."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]


def page_of_the_guide():
    """Return the page that the guide gives as an example."""
    page = re.search(r"```html\n(.*?)```", (ROOT / "docs/api/preview.md").read_text(), re.DOTALL).group(1)
    return page.replace("<main>", '<main style="min-height: 9000px">')  # as long as a page is, to be scrolled


@contextmanager
def front_end():
    """Serve it on a free port. Yields its `url`, and asks the CMS whose address is put into `cms`."""
    elsewhere = SimpleNamespace(cms=None)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_preview = self.path.startswith("/preview/?")
            page = page_of_the_guide().replace("http://localhost:8000", elsewhere.cms) if is_preview else ""
            self.send_response(200 if is_preview else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", f"frame-ancestors {elsewhere.cms}")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    elsewhere.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield elsewhere
    finally:
        server.shutdown()
        server.server_close()
