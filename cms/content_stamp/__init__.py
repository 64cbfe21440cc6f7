"""The content stamp: a value in the database that differs after every change of content.

What a process keeps in memory is valid while the stamp is the one from before it was read. The stamp moves in the
transaction of the change, so it is as visible as the change itself, in every process and on every machine.

- `writes` moves the stamp. It watches all SQL of all connections, so bulk updates and raw SQL count as well.
- `exemptions` lists the tables and columns that no public response shows.
- `reading` reads the stamp.
- `kept` keeps values that depend on content.
"""
