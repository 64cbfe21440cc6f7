"""Tasks that run in the background, by `manage.py worker`, and tasks that it runs at regular intervals.

- `declaration` has the decorators `task` and `periodic`. Apps declare their tasks in `tasks.py`.
- `backends` stores an enqueued task in the database, in the transaction of the change that enqueues it.
- `queue` hands each task to one worker, repeats what failed, and takes over the tasks of a killed worker.
- `scheduler` enqueues periodic tasks when they are due.
- `worker` is the process that runs tasks.
- `state` says in words what is waiting, late or failed; `admin` shows it to staff.

A task may run more than once: its worker may be killed before the result is recorded.
"""
