"""The roles of staff: groups that `migrate` makes, with the permissions that packages and plugins declare.

The package is at the bottom of the core, so that each package can declare permissions near its subject.
"""
