import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.templates import TemplateCommand
from packaging.version import Version
from wagtail.models import Page

import cms
from cms import plugins as content_types
from cms.plugins.discovery import LABELS_OF_CORE

SCAFFOLD = Path(content_types.__file__).with_name("scaffold")


class Command(TemplateCommand):
    rewrite_template_suffixes = (*TemplateCommand.rewrite_template_suffixes, (".toml-tpl", ".toml"))
    help = "Creates a content type with one page type, as an app of this project or as a package."

    def add_arguments(self, parser):
        parser.add_argument("name", help="name of the content type and label of its app, such as leaflets")
        parser.add_argument("--page", help="name of its page type, such as LeafletPage")
        parser.add_argument("--package", action="store_true", help="create a package that pip can install")
        parser.add_argument(
            "--directory", type=Path, default=Path.cwd(), help="parent folder (default: the current folder)"
        )

    def handle(self, name, page, package, directory, **options):
        page = page or f"{''.join(word.capitalize() for word in name.split('_'))}Page"
        module = f"bay_{name}" if package else name
        self._check_names(name, module, page)
        directory = directory.expanduser().resolve()
        root = directory / module.replace("_", "-") if package else directory
        app, tests = root / module, root / "tests" if package else root / "tests" / name
        for path in [root] if package else [app, tests]:
            if path.exists():
                raise CommandError(f"{path} exists already. Choose another name, or --directory.")
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "output"
            context = options | {
                "page": page,
                "package": package,
                "module": module,
                "tests": "tests" if package else f"tests.{name}",
                "title": name.replace("_", " ").capitalize(),
                "distribution": module.replace("_", "-"),
                "enabled": ",".join(item.name for item in settings.CONTENT_TYPES.values() if item.runs),
                "api_version": cms.PLUGIN_API_VERSION,
                "next_version": Version(cms.PLUGIN_API_VERSION).major + 1,
                "extensions": ["py", "json", "toml", "md", "yml"],
                "files": [],
                "exclude": [],
            }
            parts = {"app": app, "tests": tests} | ({"package": root} if package else {})
            for part, target in parts.items():
                place = output / target.relative_to(directory)
                place.mkdir(parents=True, exist_ok=True)
                super().handle("project", name, str(place), template=str(SCAFFOLD / part), **context)
            self._rename_files(output, page)
            self._make_migration(name, module, output / root.relative_to(directory))
            shutil.copytree(output, directory, dirs_exist_ok=True)
        self._print_next_steps(name, package, root, context)

    def _check_names(self, name, module, page):
        if not name.isidentifier() or not name.islower() or iskeyword(name):
            raise CommandError(
                f"“{name}” cannot name a content type. Use lower-case letters and underscores, such as leaflets."
            )
        if not page.isidentifier() or iskeyword(page) or not page[0].isupper():
            raise CommandError(f"“{page}” cannot name a page type. Use a name such as LeafletPage.")
        if page in ("Page", "ContentPage") or hasattr(Page, page.lower()):
            raise CommandError(
                f"“{page}” cannot name a page type: that name is taken by Wagtail or by a page type here. "
                "Choose another."
            )
        if name.startswith(LABELS_OF_CORE):
            raise CommandError(
                f"“{name}” cannot name a content type: names that begin with {' or '.join(LABELS_OF_CORE)} are "
                "reserved for the core. Choose another name."
            )
        if name in settings.CONTENT_TYPES:
            raise CommandError(f"There is a content type “{name}” already. Choose another name.")
        if find_spec(module):
            raise CommandError(f"Python knows a module “{module}” already. Choose another name.")

    def _rename_files(self, output, page):
        template = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in page).strip("_")
        for path in [*output.rglob("*PAGE_TYPE*"), *output.rglob("*PAGE_TEMPLATE*")]:
            path.rename(path.with_name(path.name.replace("PAGE_TYPE", page).replace("PAGE_TEMPLATE", template)))

    def _make_migration(self, name, module, root):
        """Create the migration in a new process in which the content type is enabled."""
        with tempfile.TemporaryDirectory() as installed:
            # Metadata of an installed package, with the entry point.
            info = Path(installed) / f"{module}-0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 0\n")
            (info / "entry_points.txt").write_text(f"[cms.plugins]\n{name} = {module}\n")
            enabled = [item.name for item in settings.CONTENT_TYPES.values() if item.runs]
            run = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "django", "makemigrations", name],
                cwd=settings.BASE_DIR,
                env=os.environ
                | {
                    "PYTHONPATH": os.pathsep.join([str(root), str(installed), str(settings.BASE_DIR)]),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "CMS_CONTENT_TYPES": ",".join([*enabled, name]),
                },
                capture_output=True,
                text=True,
            )
        if run.returncode:
            raise CommandError(f"No files were created, because the migration failed:\n{run.stderr}{run.stdout}")

    def _print_next_steps(self, name, package, root, context):
        self.stdout.write(f"Created {root}." if package else f"Created {root / name} and {root / 'tests' / name}.")
        if package:
            self.stdout.write("Its README explains how to install it and how to run its tests.")
        else:
            self.stdout.write(
                f"Enable it: CMS_CONTENT_TYPES={context['enabled']},{name}\n"
                "Run `manage.py migrate`. Run its contract tests with the same variable: "
                f"`make pytest ARGS=tests/{name}`. The next steps are in docs/plugins/tutorial.md."
            )
