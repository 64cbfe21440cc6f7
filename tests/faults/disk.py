"""The writes to a file, from a trace of `strace -f -y -ttt -xx`."""

import re
from dataclasses import dataclass
from pathlib import Path

CALL = re.compile(r"(?P<pid>\d+) +(?P<at>[\d.]+) (?P<name>\w+)\(\d+<(?P<path>[^>]*)>(?P<rest>.*)")
RESUMED = re.compile(r"(?P<pid>\d+) +(?P<at>[\d.]+) <\.\.\. (?P<name>\w+) resumed>")
WRITTEN = re.compile(r', "(?P<data>[^"]*)", (?P<length>\d+), (?P<offset>\d+)')
LENGTH = re.compile(r", (\d+)")


@dataclass(frozen=True)
class Write:
    """A write to the database (`suffix` is empty) or to its log, a new length (`data` is None), or a sync of it."""

    at: float
    suffix: str
    is_sync: bool = False
    data: bytes | None = None
    offset: int = 0

    def apply(self, path):
        """Do it again to the file beside `path`."""
        target = Path(f"{path}{self.suffix}")
        with target.open("r+b" if target.exists() else "w+b") as file:
            if self.data is None:
                file.truncate(self.offset)
            else:
                file.seek(self.offset)
                file.write(self.data)


def writes_in(trace, database):
    """Return the `Write`s to `database` and its log in the order of the trace. A sync counts when it has returned."""
    paths = {str(database): "", f"{database}-wal": "-wal"}
    writes, syncing = [], {}
    with trace.open() as lines:
        for line in lines:
            if (resumed := RESUMED.match(line)) and resumed["pid"] in syncing:
                writes.append(Write(float(resumed["at"]), syncing.pop(resumed["pid"]), is_sync=True))
            call = CALL.match(line)
            suffix = paths.get(_decode(call["path"]).decode()) if call else None
            if suffix is None:
                continue
            at, rest = float(call["at"]), call["rest"]
            if call["name"] == "pwrite64":
                written = WRITTEN.match(rest)
                writes.append(Write(at, suffix, data=_decode(written["data"]), offset=int(written["offset"])))
            elif call["name"] == "ftruncate":
                writes.append(Write(at, suffix, offset=int(LENGTH.match(rest)[1])))
            elif "unfinished" in rest:
                syncing[call["pid"]] = suffix
            else:
                writes.append(Write(at, suffix, is_sync=True))
    return writes


def _decode(text):
    r"""Decode `\x2f\x74`."""
    return bytes.fromhex(text.replace(r"\x", ""))
