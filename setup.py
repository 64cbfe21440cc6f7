"""The packages of the wheel. Everything else is in `pyproject.toml`, which cannot add one to those that it finds."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["cms*", "demo*", "home*", "articles*", "gallery*", "testimonials*"]),
        "cms.templates",
    ],
    package_dir={"cms.templates": "templates"},
)
