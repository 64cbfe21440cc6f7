"""Sample albums with cases before and after.

All of it is made up, and no patient or photograph stands behind any case. Each drawing (form and seed) belongs to one
page alone, so that one whose consent ends takes nothing else with it. The text is no medical advice.
"""

CONSENTS = [
    {
        "code": "SAMPLE-2026-101",
        "photographs": True,
        "face": True,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 205,
        "expires_in_days": 525,
        "withdrawn": None,
        "notes": ("Sample record. Photographs of the face, from all sides. Website and apps."),
    },
    {
        "code": "SAMPLE-2026-102",
        "photographs": True,
        "face": True,
        "story": False,
        "name": False,
        "website": True,
        "apps": False,
        "signed_days_ago": 160,
        "expires_in_days": 570,
        "withdrawn": None,
        "notes": (
            "Sample record. Photographs of the face. For the website only: the patient did not want them in apps."
        ),
    },
    {
        "code": "SAMPLE-2026-103",
        "photographs": True,
        "face": False,
        "story": False,
        "name": False,
        "website": False,
        "apps": True,
        "signed_days_ago": 120,
        "expires_in_days": 245,
        "withdrawn": None,
        "notes": (
            "Sample record. For the kiosk in the waiting room and other apps only, not for the open web. The "
            "face is never shown."
        ),
    },
    {
        "code": "SAMPLE-2026-104",
        "photographs": True,
        "face": True,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 160,
        "expires_in_days": 21,
        "withdrawn": None,
        "notes": (
            "Sample record. Photographs of the eyes and brows. Ends soon: ask the patient whether it may be renewed."
        ),
    },
    {
        "code": "SAMPLE-2026-105",
        "photographs": True,
        "face": True,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 200,
        "expires_in_days": -17,
        "withdrawn": None,
        "notes": "Sample record. Given for half a year, and not renewed.",
    },
    {
        "code": "SAMPLE-2026-106",
        "photographs": True,
        "face": False,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 190,
        "expires_in_days": 540,
        "withdrawn": {
            "reason": (
                "The patient no longer wants the photographs to be shown, and gave no further reason. None is needed."
            ),
        },
        "notes": "Sample record. Covered the website and apps until it was taken back.",
    },
    {
        "code": "SAMPLE-2026-107",
        "photographs": True,
        "face": False,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 140,
        "expires_in_days": 590,
        "withdrawn": None,
        "notes": (
            "Sample record. The face is not to be seen in any photograph, nor anything else that could tell "
            "who it is."
        ),
    },
    {
        "code": "SAMPLE-2026-108",
        "photographs": True,
        "face": True,
        "story": False,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 95,
        "expires_in_days": None,
        "withdrawn": None,
        "notes": ("Sample record. Given without an end date. The patient may take it back at any time."),
    },
    {
        "code": "SAMPLE-2026-109",
        "photographs": True,
        "face": True,
        "story": False,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 60,
        "expires_in_days": 305,
        "withdrawn": None,
        "notes": (
            "Sample record. Photographs of the eyes. The patient also agreed to be named, but the gallery "
            "names nobody."
        ),
    },
]

GALLERY_INDEX = {
    "title": "Before and after",
    "slug": "before-and-after",
    "summary": (
        "How results can look, who chose them, and what a picture cannot tell you. Every picture here is a drawing."
    ),
    "body": [
        (
            "notice",
            {
                "kind": "information",
                "title": "Drawings, and no patients",
                "text": (
                    "<p>This gallery shows how the software works. No person was photographed for it. Each "
                    "picture is a drawing of a thing, such as a vase or a boat, and everything said about a "
                    "case is made up.</p>"
                ),
            },
        ),
        ("heading", {"text": "How to look at pictures like these", "level": "h2"}),
        (
            "text",
            "<p>On a real site you would see photographs of patients here, each shown with that patient’s "
            "permission. They can help you to ask better questions. They cannot show how you will look: your "
            "skin, your bones, and the way you heal are your own.</p><p>It is fair to ask of any pair of "
            "pictures:</p><ul><li>Who chose it, and out of how many?</li><li>How long after surgery was the "
            "second picture taken?</li><li>Are the light, the distance, and the posture the "
            "same?</li><li>What would a result look like that is only average?</li></ul>",
        ),
        ("heading", {"text": "Nothing jumps out at you", "level": "h2"}),
        (
            "text",
            "<p>Some albums hold pictures that you may not want to see just now, or not with somebody beside "
            "you. They stay covered until you choose to look. You can leave them covered and still read "
            "everything.</p><p>Patients decide where their pictures may appear and for how long. When one of "
            "them has a change of heart, the pictures come down. See [[page:privacy|Privacy in plain "
            "words]].</p>",
        ),
    ],
}

ALBUMS = [
    {
        "key": "before-and-after/facelift",
        "slug": "facelift",
        "title": "Facelift: before and after",
        "summary": "Sample cases, each with the weeks that lie between its pictures.",
        "about": "procedures/facelift",
        "picture": "arches",
        "seed": 31,
        "picture_alt": "Drawing of paper arches, one inside the other",
        "patients_total": 340,
        "chosen_by": (
            "the office, which in this sample took the first patient of each quarter who had agreed; the surgeon "
            "had no say in it"
        ),
        "body": [
            (
                "text",
                "<p>A facelift changes the lower face and the neck, and the change shows slowly. After six "
                "weeks a picture may still show swelling. After half a year it comes closer to what stays. "
                "Read more on the page about the [[page:procedures/facelift|facelift]].</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Made up, all of it",
                    "text": (
                        "<p>The number of patients, the way of choosing, and the cases were invented for a "
                        "demo. The pictures are drawings of things. Nothing here is medical advice.</p>"
                    ),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/breast-reduction",
        "slug": "breast-reduction",
        "title": "Breast reduction: before and after",
        "summary": "Sample cases in an album that stays covered until you open it.",
        "about": "procedures/breast-reduction",
        "picture": "hills",
        "seed": 32,
        "picture_alt": "Drawing of wooded hills in the mist under a low sun",
        "patients_total": 215,
        "chosen_by": (
            "a nurse, who in this sample drew lots among all patients who had agreed, whatever their result was like"
        ),
        "body": [
            (
                "text",
                "<p>On a real site, this album would hold photographs of the upper body without the face. "
                "That is why each picture is covered at first, even though you will only find drawings of "
                "boats, windows, and lanterns underneath.</p><p>Scars belong to the result, and an honest "
                "album shows them. How they change with time, and what else to expect, is on the page about "
                "[[page:procedures/breast-reduction|breast reduction]].</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Made up, all of it",
                    "text": (
                        "<p>No patient stands behind these cases or the numbers. They were written to show "
                        "how covered pictures work, and they are not medical advice.</p>"
                    ),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/eyelid-surgery",
        "slug": "eyelid-surgery",
        "title": "Eyelid surgery: before and after",
        "summary": ("Sample cases of upper lids, of lower lids, and of lids and brows together."),
        "about": "procedures/eyelid-surgery",
        "picture": "moon_and_stems",
        "seed": 33,
        "picture_alt": "Drawing of meadow stems in front of a dark moon",
        "patients_total": 180,
        "chosen_by": (
            "the surgeon and a colleague from outside the practice, who in this sample took usual results and one "
            "that fell short of what was hoped for"
        ),
        "body": [
            (
                "text",
                "<p>Around the eyes a small change can be easy to see. So can bruises, in the first two "
                "weeks. The cases say when each picture was taken, and what was done. What may trouble the "
                "eyes is on the page about [[page:procedures/eyelid-surgery|eyelid surgery]].</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Made up, all of it",
                    "text": (
                        "<p>These cases, and the count of patients, were invented. The pictures are drawings "
                        "and show nobody. Please do not take any of it for medical advice.</p>"
                    ),
                },
            ),
        ],
    },
]

CASES = [
    {
        "key": "before-and-after/facelift/case-1",
        "parent": "before-and-after/facelift",
        "slug": "case-1",
        "title": "Case 1: facelift",
        "summary": ("A made-up case in six views, from six weeks to half a year after surgery."),
        "consent": "SAMPLE-2026-101",
        "age_range": "55-64",
        "procedures": ["procedures/facelift"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 26,
                "note": "Same light and same distance both times.",
                "before": {
                    "picture": "vessel_before",
                    "seed": 101,
                    "alt": "Sample drawing: a clay vase, plain and empty",
                },
                "after": {
                    "picture": "vessel_after",
                    "seed": 101,
                    "alt": ("Sample drawing: the same vase, glazed, with leafy twigs in it"),
                },
            },
            {
                "view": "left",
                "weeks_after": 26,
                "note": ("The hair is tied back, so that the scar in front of the ear can be seen."),
                "before": {
                    "picture": "window_before",
                    "seed": 102,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 102,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
            {
                "view": "right",
                "weeks_after": 26,
                "note": "The hair is tied back here as well.",
                "before": {
                    "picture": "boat_before",
                    "seed": 103,
                    "alt": "Sample drawing: a boat of bare wood, its sail rolled up",
                },
                "after": {
                    "picture": "boat_after",
                    "seed": 103,
                    "alt": "Sample drawing: the same boat, painted, with its sail set",
                },
            },
            {
                "view": "left_oblique",
                "weeks_after": 26,
                "note": "",
                "before": {
                    "picture": "lantern_before",
                    "seed": 104,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 104,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
            {
                "view": "right_oblique",
                "weeks_after": 26,
                "note": "",
                "before": {
                    "picture": "plant_before",
                    "seed": 105,
                    "alt": "Sample drawing: a potted plant with its first leaves",
                },
                "after": {
                    "picture": "plant_after",
                    "seed": 105,
                    "alt": "Sample drawing: the same plant, grown tall and in flower",
                },
            },
            {
                "view": "detail",
                "weeks_after": 6,
                "note": "Taken early on purpose, while some swelling was still there.",
                "before": {
                    "picture": "vessel_before",
                    "seed": 106,
                    "alt": "Sample drawing: a clay vase, plain and empty",
                },
                "after": {
                    "picture": "vessel_after",
                    "seed": 106,
                    "alt": ("Sample drawing: the same vase, glazed, with leafy twigs in it"),
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, a person came because of loose skin along the jaw and at the neck. "
                "A facelift was done, and nothing else. The first week was harder than expected, and the numb "
                "skin in front of the ears took months to wake up.</p>",
            ),
            (
                "text",
                "<p>The last pair was taken after six weeks. It is here so that you can compare: at that "
                "time, the result was still on its way.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": (
                        "<p>The person and the course are made up, and the pictures are drawings. How you "
                        "heal may be quite different.</p>"
                    ),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/facelift/case-2",
        "parent": "before-and-after/facelift",
        "slug": "case-2",
        "title": "Case 2: facelift with eyelid surgery",
        "summary": "A made-up case of two procedures on one day, three months later.",
        "consent": "SAMPLE-2026-102",
        "age_range": "65-74",
        "procedures": ["procedures/facelift", "procedures/eyelid-surgery"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 13,
                "note": "Both pictures without makeup and without a smile.",
                "before": {
                    "picture": "window_before",
                    "seed": 111,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 111,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
            {
                "view": "right",
                "weeks_after": 13,
                "note": "",
                "before": {
                    "picture": "lantern_before",
                    "seed": 112,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 112,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, the upper lids were operated on together with the lower face. Two "
                "procedures mean one recovery instead of two, and a longer operation. Whether that is "
                "sensible has to be weighed for each person.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>Nobody’s treatment is described here. The pictures show things.</p>"),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/facelift/case-3",
        "parent": "before-and-after/facelift",
        "slug": "case-3",
        "title": "Case 3: facelift",
        "summary": "A made-up case with two views, half a year after surgery.",
        "consent": "SAMPLE-2026-105",
        "age_range": "55-64",
        "procedures": ["procedures/facelift"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 25,
                "note": "",
                "before": {
                    "picture": "boat_before",
                    "seed": 121,
                    "alt": "Sample drawing: a boat of bare wood, its sail rolled up",
                },
                "after": {
                    "picture": "boat_after",
                    "seed": 121,
                    "alt": "Sample drawing: the same boat, painted, with its sail set",
                },
            },
            {
                "view": "left_oblique",
                "weeks_after": 25,
                "note": (
                    "The head is turned a little further in the second picture, which makes the neck look "
                    "smoother than it is."
                ),
                "before": {
                    "picture": "vessel_before",
                    "seed": 122,
                    "alt": "Sample drawing: a clay vase, plain and empty",
                },
                "after": {
                    "picture": "vessel_after",
                    "seed": 122,
                    "alt": ("Sample drawing: the same vase, glazed, with leafy twigs in it"),
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, the neck improved less than the jaw line did. The person was told "
                "beforehand that this might happen and found the result good enough.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>Written for a demo. No patient is shown, and no result is promised.</p>"),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/breast-reduction/case-1",
        "parent": "before-and-after/breast-reduction",
        "slug": "case-1",
        "title": "Case 1: breast reduction",
        "summary": ("A made-up case in three views, nine months after surgery. Covered at first."),
        "consent": "SAMPLE-2026-107",
        "age_range": "35-44",
        "procedures": ["procedures/breast-reduction"],
        "sensitive": True,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 39,
                "note": "The scars are still pink at this time.",
                "before": {
                    "picture": "boat_before",
                    "seed": 131,
                    "alt": "Sample drawing: a boat of bare wood, its sail rolled up",
                },
                "after": {
                    "picture": "boat_after",
                    "seed": 131,
                    "alt": "Sample drawing: the same boat, painted, with its sail set",
                },
            },
            {
                "view": "left",
                "weeks_after": 39,
                "note": "",
                "before": {
                    "picture": "window_before",
                    "seed": 132,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 132,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
            {
                "view": "right_oblique",
                "weeks_after": 39,
                "note": "Arms at the sides in both pictures.",
                "before": {
                    "picture": "lantern_before",
                    "seed": 133,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 133,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, pain in the neck and the shoulders was the reason for surgery. The "
                "right side healed faster than the left, and a small difference between the two stayed.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": (
                        "<p>The course is made up, and under the covers are drawings of things. Please do not "
                        "read it as advice.</p>"
                    ),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/breast-reduction/case-2",
        "parent": "before-and-after/breast-reduction",
        "slug": "case-2",
        "title": "Case 2: breast reduction",
        "summary": ("A made-up case in two views, four months after surgery. Covered at first."),
        "consent": "SAMPLE-2026-103",
        "age_range": "25-34",
        "procedures": ["procedures/breast-reduction"],
        "sensitive": True,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 17,
                "note": "Taken early; swelling and color may go on changing for months.",
                "before": {
                    "picture": "window_before",
                    "seed": 141,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 141,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
            {
                "view": "right",
                "weeks_after": 17,
                "note": "",
                "before": {
                    "picture": "boat_before",
                    "seed": 142,
                    "alt": "Sample drawing: a boat of bare wood, its sail rolled up",
                },
                "after": {
                    "picture": "boat_after",
                    "seed": 142,
                    "alt": "Sample drawing: the same boat, painted, with its sail set",
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, sports had become difficult, and clothes hard to find. After the "
                "operation a wound in the fold took some weeks longer to close. This is one of the more "
                "common troubles, and it is on the list of risks for a reason.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>There is no such patient. The pictures are drawings of a window and of a boat.</p>"),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/breast-reduction/case-3",
        "parent": "before-and-after/breast-reduction",
        "slug": "case-3",
        "title": "Case 3: breast reduction",
        "summary": "A made-up case in two views, one year after surgery. Covered at first.",
        "consent": "SAMPLE-2026-106",
        "age_range": "45-54",
        "procedures": ["procedures/breast-reduction"],
        "sensitive": True,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 52,
                "note": "",
                "before": {
                    "picture": "lantern_before",
                    "seed": 151,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 151,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
            {
                "view": "left_oblique",
                "weeks_after": 52,
                "note": "The scars have become pale, and they can still be seen.",
                "before": {
                    "picture": "window_before",
                    "seed": 152,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 152,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, feeling in part of the skin did not come back. The person had "
                "known that it might not, and was glad to carry less weight.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": (
                        "<p>This case shows what happens when a permission is taken back: it leaves the site. "
                        "It was made up for that.</p>"
                    ),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/eyelid-surgery/case-1",
        "parent": "before-and-after/eyelid-surgery",
        "slug": "case-1",
        "title": "Case 1: upper eyelids",
        "summary": "A made-up case of upper lids, three months after surgery.",
        "consent": "SAMPLE-2026-104",
        "age_range": "55-64",
        "procedures": ["procedures/eyelid-surgery"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 12,
                "note": "Eyes open, looking straight ahead.",
                "before": {
                    "picture": "window_before",
                    "seed": 161,
                    "alt": "Sample drawing: a window behind closed shutters",
                },
                "after": {
                    "picture": "window_after",
                    "seed": 161,
                    "alt": ("Sample drawing: the same window, open, with flowers on the sill"),
                },
            },
            {
                "view": "detail",
                "weeks_after": 12,
                "note": "Eyes closed, so that the line of the scar can be seen.",
                "before": {
                    "picture": "vessel_before",
                    "seed": 162,
                    "alt": "Sample drawing: a clay vase, plain and empty",
                },
                "after": {
                    "picture": "vessel_after",
                    "seed": 162,
                    "alt": ("Sample drawing: the same vase, glazed, with leafy twigs in it"),
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, heavy lids had narrowed the view upward. After surgery the person "
                "saw more of it. Dry eyes, which had been there before, were somewhat worse for two "
                "months.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>An example and nothing else: no patient, no photograph, no advice.</p>"),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/eyelid-surgery/case-2",
        "parent": "before-and-after/eyelid-surgery",
        "slug": "case-2",
        "title": "Case 2: lower eyelids",
        "summary": "A made-up case of lower lids, in three views, half a year after surgery.",
        "consent": "SAMPLE-2026-108",
        "age_range": "45-54",
        "procedures": ["procedures/eyelid-surgery"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 26,
                "note": "",
                "before": {
                    "picture": "plant_before",
                    "seed": 171,
                    "alt": "Sample drawing: a potted plant with its first leaves",
                },
                "after": {
                    "picture": "plant_after",
                    "seed": 171,
                    "alt": "Sample drawing: the same plant, grown tall and in flower",
                },
            },
            {
                "view": "left_oblique",
                "weeks_after": 26,
                "note": "",
                "before": {
                    "picture": "boat_before",
                    "seed": 172,
                    "alt": "Sample drawing: a boat of bare wood, its sail rolled up",
                },
                "after": {
                    "picture": "boat_after",
                    "seed": 172,
                    "alt": "Sample drawing: the same boat, painted, with its sail set",
                },
            },
            {
                "view": "above",
                "weeks_after": 26,
                "note": "Looking up, in the same light as before.",
                "before": {
                    "picture": "lantern_before",
                    "seed": 173,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 173,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, puffy lower lids were treated from inside the lid. They became "
                "flatter. The fine lines next to them stayed, as the surgeon had said they would.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>Somebody thought this up to fill a page. What you see are drawings.</p>"),
                },
            ),
        ],
    },
    {
        "key": "before-and-after/eyelid-surgery/case-3",
        "parent": "before-and-after/eyelid-surgery",
        "slug": "case-3",
        "title": "Case 3: upper eyelids with brow lift",
        "summary": "A made-up case that fell a little short of what was hoped for.",
        "consent": "SAMPLE-2026-109",
        "age_range": "65-74",
        "procedures": ["procedures/eyelid-surgery", "procedures/brow-lift"],
        "sensitive": False,
        "pairs": [
            {
                "view": "front",
                "weeks_after": 30,
                "note": "The left brow sits slightly lower, before and after.",
                "before": {
                    "picture": "lantern_before",
                    "seed": 181,
                    "alt": "Sample drawing: a garden lantern, not yet lit",
                },
                "after": {
                    "picture": "lantern_after",
                    "seed": 181,
                    "alt": "Sample drawing: the same lantern, lit and shining",
                },
            },
            {
                "view": "right_oblique",
                "weeks_after": 30,
                "note": "",
                "before": {
                    "picture": "plant_before",
                    "seed": 182,
                    "alt": "Sample drawing: a potted plant with its first leaves",
                },
                "after": {
                    "picture": "plant_after",
                    "seed": 182,
                    "alt": "Sample drawing: the same plant, grown tall and in flower",
                },
            },
        ],
        "body": [
            (
                "text",
                "<p>In this invented case, lids and brows were treated together, because low brows were part "
                "of the cause. The view became wider. One brow stayed a little lower than the other, and the "
                "person decided to leave it so. See [[page:procedures/brow-lift|Brow lift]] for what else can "
                "happen.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample case",
                    "text": ("<p>Made up, so that the album does not show only the best results.</p>"),
                },
            ),
        ],
    },
]
