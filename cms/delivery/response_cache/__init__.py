"""The response cache: keeps public responses, HTML and API alike, in the memory of a process until content changes.

Of images and documents it keeps the headers, and reads the file for each request.

- `requests` decides which requests it answers, and makes the key.
- `application` looks up, stores and sends responses. It drops all of them when the generation of content ends
  (`cms.content_stamp.kept.Generation`): after a change of content, an expiry, or midnight.
- `store` limits the memory.

`cms.delivery.http.middleware` decides which responses may be stored.
"""
