"""Check the structured data of pages against the vocabulary of schema.org, as types of TypeScript.

https://github.com/google/schema-dts
"""

import json
import re
import subprocess

from audit.site import fetch
from cms.testing.structured_data import graph_in

OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"]
ACTION_INPUT = "query-input"
"""An annotation of actions, for which there is no type: https://schema.org/docs/actions.html."""
ERROR = re.compile(r"^nodes\.ts\((\d+),\d+\): error \w+: (.*)$", re.MULTILINE)


def errors(programs, urls):
    """Return what is wrong with the nodes of each page, as pairs of the URL and a message.

    `programs` is the folder of the modules of Node.
    """
    lines, pages = ["import type {Graph, Thing} from 'schema-dts';"], [None]
    for url in urls:
        for node in graph_in(fetch(url).decode()):
            for kind in _types(node):
                lines.append(f"export const node{len(lines)}: Thing = {json.dumps(_with_type(node, kind))};")
                pages.append(url)
    source = programs.parent / "nodes.ts"
    source.write_text("\n".join(lines))
    command = [programs / ".bin/tsc", *OPTIONS, source.name]
    done = subprocess.run(command, cwd=source.parent, capture_output=True, text=True)  # noqa: S603
    found = [(pages[int(line) - 1], message) for line, message in ERROR.findall(done.stdout)]
    if done.returncode and not found:
        raise RuntimeError(done.stdout + done.stderr)
    return found


def _types(node):
    return node["@type"] if isinstance(node["@type"], list) else [node["@type"]]


def _with_type(node, kind):
    """Return a copy of a node with one of its types alone, which is all that the types of TypeScript can express."""
    without_annotations = json.loads(
        json.dumps(node), object_hook=lambda value: {name: value[name] for name in value if name != ACTION_INPUT}
    )
    return without_annotations | {"@type": kind}
