"""Medical review: who has read the clinical content of a page, when, and until when that is valid.

- `content` returns the clinical content of a page as it is shown, and its hash.
- `models` keeps reviewers and their decisions. A `SignOff` is for one page and one content, and never changes.
- `validity` finds the decision that is valid for what a page shows now. All other code asks this module.
- `pages` has the mixin of page types with clinical content: the publishing rule, and what the site and the API show.
- `signing` records a decision, and publishes, returns or unpublishes the page.
- `workflow` has the workflow task, `due` the lists and mails of reviews that are due, `admin` the screens.
"""
