"""The content stamp: a value in the database that differs after every change of content.

A process reads the stamp, then the content. It may keep what it computed from the content until the stamp differs.
The stamp changes in the transaction that changes the content, so every process sees both at the same time.

- `writes` moves the stamp. It watches all SQL of all connections, so bulk updates and raw SQL count as well.
- `exemptions` lists the tables and columns that no public response shows.
- `reading` reads the stamp.
- `kept` keeps values that depend on content.
"""
