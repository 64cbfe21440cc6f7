"""Node, for what is built on the API with it. Without it, tests are skipped, or fail if REQUIRE_NODE is set."""

import os
import shutil
import subprocess

import pytest

NPM = shutil.which("npm")
INSTALL = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]


def install(source, folder):
    """Copy the package in `source` into `folder`, and install what it needs. Returns `folder`."""
    if not NPM:
        assert not os.environ.get("REQUIRE_NODE"), "REQUIRE_NODE is set and npm was not found"
        pytest.skip("npm was not found; install Node to run this")
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("node_modules", "dist", ".astro"))
    run_npm(folder, *INSTALL)
    return folder


def run_npm(folder, *command, timeout=300, **environment):
    """Run npm in `folder`. Fails with what it wrote if it fails."""
    run = subprocess.run(
        [NPM, *command], cwd=folder, env=os.environ | environment, capture_output=True, text=True, timeout=timeout
    )
    assert run.returncode == 0, run.stdout + run.stderr
