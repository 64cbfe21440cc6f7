"""Sample procedure pages. The text is written for the demo and is no medical advice."""

BODY_AREAS = ["Women’s health", "Face and eyelids", "Breast", "Body"]

PROCEDURE_INDEX = {
    "title": "Procedures",
    "slug": "procedures",
    "summary": (
        "What each procedure is for, how it is done, how you recover, and what can go wrong. In plain words."
    ),
}

PROCEDURES = [
    {
        "key": "procedures/botulinum-toxin-for-vaginismus",
        "slug": "botulinum-toxin-for-vaginismus",
        "title": "Botulinum toxin for severe vaginismus",
        "summary": (
            "A program for severe vaginismus that combines a muscle-relaxing injection, gentle stretching "
            "under anesthetic, and close follow-up. The use is off label."
        ),
        "body_area": "Women’s health",
        "picture": "eucalyptus",
        "picture_alt": "Drawing of a eucalyptus stem with round leaves",
        "tags": ["vaginismus", "botulinum toxin", "off label", "women’s health"],
        "at_a_glance": [
            {
                "label": "Who it is for",
                "value": "People with severe vaginismus, when other treatment has not helped enough",
            },
            {"label": "Anesthetic", "value": "One anesthetic for the injections and the stretching"},
            {"label": "In recovery", "value": "About three hours"},
            {"label": "Follow-up", "value": "Visits on the next one or two days, then contact as needed"},
            {"label": "Time to take effect", "value": "2 to 10 days for the toxin"},
            {"label": "FDA status", "value": "Off label: not approved for vaginismus"},
        ],
        "regulatory": {
            "status": "off_label",
            "number": "IND 109343",
            "date": "2010-08-11",
            "note": (
                "The FDA has not approved botulinum toxin for vaginismus. On the date shown it approved a "
                "study of this treatment. Approval of a study is not approval of the treatment."
            ),
        },
        "outcomes": [
            {
                "claim": "More than 90 percent of patients treated were counted as a success.",
                "as_of": "2012-01-31",
                "basis": (
                    "Stated by the practice about its own patients, in January 2012. Not checked by anyone "
                    "outside the practice, and not updated since."
                ),
            },
            {
                "claim": "No patient had come back for a second set of injections.",
                "as_of": "2012-01-31",
                "basis": "Stated by the practice about its own patients, in January 2012.",
            },
        ],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-14",
        "next_review_due": "2027-09-14",
        "related": [
            "articles/when-talking-is-not-enough",
            "articles/what-off-label-means",
            "articles/reading-results-honestly",
            "references/vaginismus",
        ],
        "body": [
            ("heading", {"text": "What vaginismus is", "level": "h2"}),
            (
                "text",
                "<p>In vaginismus, the muscles around the entrance of the vagina tighten by themselves when "
                "something is about to enter. It may be a tampon, a doctor’s finger, or a partner. You do "
                "not choose it, and you cannot simply decide to relax.</p>"
                "<p>In the severe form, nothing can enter at all. Many people live with this for years "
                "before they hear the word. If this is you, it is not your fault, and you are not the only "
                "one.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": (
                        "<p>The text shows how a procedure page works. It is not medical advice. Please talk "
                        "with a doctor who knows you.</p>"
                    ),
                },
            ),
            ("heading", {"text": "When it may be considered", "level": "h2"}),
            (
                "text",
                "<p>This treatment is for severe vaginismus, when other care has not helped enough. People "
                "who came to the practice had often spent four to seven years on other treatments, such "
                "as:</p>"
                "<ul><li>counseling or hypnotherapy</li><li>using dilators alone</li><li>physical "
                "therapy</li><li>medication</li><li>surgery to remove the hymen (hymenectomy) or tissue at "
                "the entrance (vestibulectomy)</li></ul><p>These treatments do help some people. But the "
                "evidence is thin. A 2012 review found only five controlled studies, and no clear "
                "difference between the approaches they compared.[[cite:melnik-2012]] You can read more in "
                "[[page:articles/when-talking-is-not-enough|When talking is not enough]].</p>",
            ),
            (
                "image",
                {
                    "picture": "branch",
                    "seed": 3,
                    "alt_text": "Drawing of a branch with small open leaves",
                    "decorative": False,
                    "caption": "Small steps count. You set the pace.",
                },
            ),
            ("heading", {"text": "How the treatment works", "level": "h2"}),
            (
                "text",
                "<p>Botulinum toxin is a medicine that relaxes a muscle for a time. Botox is one brand. Its "
                "use for vaginismus was first described in a case report in 1997.[[cite:pacik-2011]] The "
                "practice began in 2005 and published a short report in 2009.[[cite:pacik-2009]]</p>"
                "<p>The injection is only one part. Practice with dilators and steady support are the "
                "rest.</p>",
            ),
            (
                "key_facts",
                {
                    "title": "The parts of the program",
                    "facts": [
                        {"label": "Injections", "value": "Botulinum toxin into the muscles that tighten"},
                        {
                            "label": "Stretching",
                            "value": "Dilators of growing size, under the same anesthetic",
                        },
                        {"label": "Numbing", "value": "Bupivacaine, a long-acting local anesthetic"},
                        {
                            "label": "Support",
                            "value": "Visits and contact while you learn to use the dilators",
                        },
                    ],
                },
            ),
            (
                "notice",
                {
                    "kind": "regulatory",
                    "title": "This use is off label",
                    "text": (
                        "<p>The FDA has not approved botulinum toxin for vaginismus. A doctor may still use "
                        "it in this way. That is called off-label use. On August 11, 2010, the FDA approved "
                        "a study of this treatment by the practice (IND 109343). A study that may go ahead "
                        "is not a treatment that has been approved. See "
                        "[[page:articles/what-off-label-means|What off label means]].</p>"
                    ),
                },
            ),
            ("heading", {"text": "On the day", "level": "h3"}),
            (
                "text",
                "<ol><li>You are given an anesthetic, so that you do not feel the treatment.</li><li>The "
                "surgeon injects the toxin.</li><li>Dilators gently stretch the vagina, one size after "
                "another.</li><li>Bupivacaine is injected, so that you are numb when you wake.</li><li>A "
                "dilator coated with a numbing medicine is left in place.</li></ol><p>You wake with the "
                "dilator already there. Because you are numb, you should feel little or nothing of it. For "
                "some people this is the first time that anything has been inside without pain.</p>",
            ),
            ("heading", {"text": "The days after", "level": "h3"}),
            (
                "table",
                {
                    "caption": "What happens when",
                    "columns": ["When", "What happens"],
                    "rows": [
                        [
                            "First three hours",
                            "You rest in recovery and start to work with the dilators, with help.",
                        ],
                        ["Next one or two days", "You come back to the office and go on practicing."],
                        ["Day 2 to day 10", "The toxin takes effect. Practice may become easier."],
                        ["The weeks after", "You keep practicing at home, and stay in touch with the team."],
                    ],
                },
            ),
            (
                "quote",
                {
                    "text": (
                        "The injection is only one part. Practice with dilators and steady support are the rest."
                    ),
                    "attribution": "The Plastic Surgery Center",
                },
            ),
            ("heading", {"text": "What the results say", "level": "h2"}),
            (
                "text",
                "<p>In January 2012 the practice stated that more than 90 percent of its patients had "
                "succeeded, and that nobody had needed a second set of injections. These are the practice’s "
                "own numbers, from that time.</p>"
                "<p>The surgeon later published a follow-up of 241 patients. Of these, 171 (71 percent) "
                "reported intercourse without pain. Six could not have intercourse within a year. Another "
                "64 lost contact with the study, so how they did is not "
                "known.[[cite:pacik-geletta-2017]]</p>"
                "<p>In another team’s study, 18 of 24 women had satisfactory intercourse after the first "
                "injection.[[cite:ghazizadeh-2004]] One small study compared the toxin with salt water. All "
                "eight women given the toxin improved, and none of the five given salt water "
                "did.[[cite:shafik-2000]] Such small numbers are a hint, not proof. Nobody can tell you "
                "beforehand how it will go for you.</p>",
            ),
            ("heading", {"text": "Risks and side effects", "level": "h2"}),
            (
                "text",
                "<p>Talk these through with the surgeon before you decide:</p>"
                "<ul><li>soreness, bruising, or light bleeding</li><li>infection</li><li>leaking a little "
                "urine, or blurred vision, for a short time[[cite:pacik-geletta-2017]]</li><li>side effects "
                "of the anesthetic</li><li>no change, or a change that does not last</li></ul><p>Tell the "
                "team if you are or may be pregnant, if you are breastfeeding, if you have a nerve or "
                "muscle disease, and which medicines you take.</p>",
            ),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "When to get help at once",
                    "text": (
                        "<p>In rare cases the toxin spreads to other parts of the body. This can happen "
                        "hours to weeks later. Call 911 if you have trouble breathing, swallowing, or "
                        "speaking, or if your muscles become weak.</p>"
                    ),
                },
            ),
            (
                "questions",
                {
                    "title": "Questions people ask",
                    "items": [
                        {
                            "question": "Can I say no to an exam?",
                            "answer": (
                                "<p>Yes, always. You can also stop at any moment, without giving a reason.</p>"
                            ),
                        },
                        {
                            "question": "Does the toxin stay in my body for good?",
                            "answer": (
                                "<p>No. Its effect wears off over some months. The aim is to use that time "
                                "to learn that your body can respond in another way.</p>"
                            ),
                        },
                        {
                            "question": "Can somebody be with me?",
                            "answer": (
                                "<p>Please ask us. Many people like to have a partner or a friend close by "
                                "in recovery. Who that is, and whether anybody comes at all, is for you to "
                                "say.</p>"
                            ),
                        },
                        {
                            "question": "What if it does not work for me?",
                            "answer": (
                                "<p>Then we talk about why, and about what else might help. Nobody will "
                                "blame you. Some people need more time, and some need another kind of "
                                "help.</p>"
                            ),
                        },
                        {
                            "question": "Should I stop seeing my therapist?",
                            "answer": (
                                "<p>No. Sex therapy, counseling, and physical therapy can be useful again "
                                "after the treatment, for you and for your relationship.</p>"
                            ),
                        },
                    ],
                },
            ),
            (
                "cards",
                {
                    "title": "Read more before you decide",
                    "pages": [
                        "articles/questions-for-a-first-consultation",
                        "articles/reading-results-honestly",
                        "references/vaginismus",
                    ],
                },
            ),
            (
                "call_to_action",
                {
                    "title": "Would you like to ask something first?",
                    "text": (
                        "You can write or call. You do not need to explain everything, and you do not need to decide."
                    ),
                    "label": "Contact the practice",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "procedures/facelift",
        "slug": "facelift",
        "title": "Facelift",
        "summary": (
            "An operation that lifts and tightens the lower face and the neck. It can soften signs of aging. "
            "It does not stop them."
        ),
        "body_area": "Face and eyelids",
        "picture": "arches",
        "picture_alt": "Drawing of soft arches, one inside the other",
        "tags": ["face", "surgery", "recovery"],
        "at_a_glance": [
            {"label": "Area", "value": "Lower face, jaw line, and neck"},
            {"label": "Anesthetic", "value": "General, or local with sedation"},
            {"label": "Scars", "value": "In front of and behind the ears, and in the hairline"},
            {"label": "Time away from work", "value": "Often about two weeks"},
            {"label": "Results", "value": "Last for years in many people, but not for good"},
        ],
        "regulatory": {"status": "not_applicable", "number": "", "date": "", "note": ""},
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-08",
        "next_review_due": "2027-09-08",
        "related": [
            "procedures/brow-lift",
            "procedures/eyelid-surgery",
            "articles/first-two-weeks-after-surgery",
        ],
        "body": [
            ("heading", {"text": "What a facelift can and cannot do", "level": "h2"}),
            (
                "text",
                "<p>A facelift lifts loose skin and the layer under it. It can make the jaw line clearer "
                "and the neck smoother. It does not change the texture of the skin, and it does little for "
                "the forehead and the eyes. For those, a [[page:procedures/brow-lift|brow lift]] or "
                "[[page:procedures/eyelid-surgery|eyelid surgery]] may suit you better.</p>"
                "<p>You will still look like yourself, and your face will go on aging.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": "<p>It is here to show the software. It is not medical advice.</p>",
                },
            ),
            ("heading", {"text": "The operation", "level": "h2"}),
            (
                "text",
                "<p>The surgeon makes a cut that starts in the hairline, runs around the ear, and ends "
                "behind it. The deeper layer is lifted and held with stitches. Then the skin is laid back "
                "without pulling, and what is left over is removed. The operation takes some hours. You may "
                "go home the same day, or stay for one night.</p>",
            ),
            ("heading", {"text": "Getting better", "level": "h2"}),
            (
                "table",
                {
                    "caption": "A usual course; yours may differ",
                    "columns": ["Time", "What to expect"],
                    "rows": [
                        [
                            "First days",
                            "Swelling, bruises, and a tight feeling. Sleep with your head raised.",
                        ],
                        ["One to two weeks", "Stitches come out. Most bruises fade."],
                        ["Three to four weeks", "Many people return to sports, after asking the surgeon."],
                        ["Some months", "Numb skin slowly wakes up. Scars grow paler."],
                    ],
                },
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<p>The most common problem is bleeding under the skin, called a hematoma. A 2019 review "
                "gives a range of 0.9 to 9 percent, and more often in men.[[cite:rohrich-2019]] It may need "
                "a second operation.</p>"
                "<p>Other risks are:</p>"
                "<ul><li>a collection of fluid</li><li>slow healing, more so in people who "
                "smoke</li><li>injury to a nerve, with weakness or numbness that is mostly, but not always, "
                "temporary</li><li>scars that can be seen, or a changed hairline</li><li>a result that is "
                "not the one you hoped for</li></ul>",
            ),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "Call right away",
                    "text": (
                        "<p>Call the practice at once if one side of your face swells quickly, becomes hard, "
                        "or hurts much more than the other.</p>"
                    ),
                },
            ),
            (
                "call_to_action",
                {
                    "title": "Take your time",
                    "text": "A first talk is for questions. You do not have to decide that day.",
                    "label": "Ask about a consultation",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "procedures/eyelid-surgery",
        "slug": "eyelid-surgery",
        "title": "Eyelid surgery",
        "summary": (
            "Surgery that removes loose skin, and sometimes a little fat, from the upper or the lower "
            "eyelids. Some people have it to see better."
        ),
        "body_area": "Face and eyelids",
        "picture": "fern",
        "picture_alt": "Drawing of a fern leaf, partly unrolled",
        "tags": ["eyelids", "face", "surgery", "recovery"],
        "at_a_glance": [
            {"label": "Area", "value": "Upper lids, lower lids, or both"},
            {"label": "Anesthetic", "value": "Often local, with or without sedation"},
            {
                "label": "Scars",
                "value": "In the fold of the upper lid; under the lashes or inside the lower lid",
            },
            {"label": "Time away from work", "value": "Often one to two weeks"},
            {"label": "Contact lenses", "value": "Leave them out until the surgeon says otherwise"},
        ],
        "regulatory": {"status": "not_applicable", "number": "", "date": "", "note": ""},
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-08",
        "next_review_due": "2027-09-08",
        "related": ["procedures/brow-lift", "procedures/facelift", "articles/first-two-weeks-after-surgery"],
        "body": [
            ("heading", {"text": "Why people have it", "level": "h2"}),
            (
                "text",
                "<p>With time, the skin of the eyelids becomes loose. Upper lids can feel heavy and get in "
                "the way of what you see above and to the side. Lower lids can look puffy.</p>"
                "<p>A review of 28 studies found that surgery on the upper lids often gave a wider field of "
                "vision and, for some people, fewer headaches. The studies did not agree about dry eyes and "
                "the height of the brows.[[cite:hollander-2019]]</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": "<p>The text was written for a demo and is not medical advice.</p>",
                },
            ),
            ("heading", {"text": "Before surgery", "level": "h2"}),
            (
                "text",
                "<p>The surgeon looks at your lids and your brows. Sometimes the brow is the cause, and a "
                "[[page:procedures/brow-lift|brow lift]] makes more sense. Please mention:</p>"
                "<ul><li>dry eyes, glaucoma, or earlier eye surgery</li><li>thyroid disease</li><li>blood "
                "thinners, aspirin, and herbal products</li></ul>",
            ),
            ("heading", {"text": "The operation and the days after", "level": "h2"}),
            (
                "text",
                "<p>Upper lids are opened in their natural collapse_keys, so that the scar lies where it is hard to "
                "see. Lower lids are opened under the lashes or from inside. Most people go home the same "
                "day.</p>"
                "<p>Expect swelling and bruises for one to two weeks. Cool compresses and sleeping with "
                "your head raised can help. Your eyes may water or feel dry for a while, and bright light "
                "may bother you. Somebody else must drive you home. Do not drive again until you see "
                "clearly and no longer take strong pain medicine.</p>",
            ),
            (
                "image",
                {
                    "picture": "moon_and_stems",
                    "seed": 5,
                    "alt_text": "",
                    "decorative": True,
                    "caption": "",
                },
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<ul><li>bleeding or infection</li><li>dry or irritated eyes</li><li>lids that do not close "
                "fully, mostly for a short time</li><li>a lower lid that is pulled down or "
                "outward</li><li>sides that do not match, or a scar that shows</li><li>very rarely, loss of "
                "sight</li></ul>",
            ),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "Get help at once",
                    "text": (
                        "<p>Sudden strong pain, a bulging eye, or sight that gets worse is an emergency. "
                        "Call 911 or go to an emergency room.</p>"
                    ),
                },
            ),
            (
                "cards",
                {
                    "title": "Related pages",
                    "pages": ["procedures/brow-lift", "articles/first-two-weeks-after-surgery"],
                },
            ),
        ],
    },
    {
        "key": "procedures/brow-lift",
        "slug": "brow-lift",
        "title": "Brow lift",
        "summary": (
            "Surgery that raises low or uneven brows and can smooth the forehead. It is sometimes combined "
            "with eyelid surgery."
        ),
        "body_area": "Face and eyelids",
        "picture": "hills",
        "picture_alt": "Drawing of low hills under a wide sky",
        "tags": ["face", "surgery", "recovery"],
        "at_a_glance": [
            {"label": "Area", "value": "Brows and forehead"},
            {"label": "Anesthetic", "value": "General, or local with sedation"},
            {"label": "Scars", "value": "Behind or along the hairline"},
            {"label": "Time away from work", "value": "Often one to two weeks"},
        ],
        "regulatory": {"status": "not_applicable", "number": "", "date": "", "note": ""},
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-09",
        "next_review_due": "2027-09-09",
        "related": [
            "procedures/eyelid-surgery",
            "procedures/facelift",
            "articles/questions-for-a-first-consultation",
        ],
        "body": [
            ("heading", {"text": "What it is for", "level": "h2"}),
            (
                "text",
                "<p>Brows can sink with age, or sit low from birth. Low brows push skin onto the upper lids "
                "and can make you look tired or stern when you are neither. A brow lift raises them a "
                "little.</p>"
                "<p>Heavy lids do not always come from the brow. The surgeon will look at both, and may "
                "suggest [[page:procedures/eyelid-surgery|eyelid surgery]] instead, or no surgery at "
                "all.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": ("<p>It shows what the software can do. Please do not use it as medical advice.</p>"),
                },
            ),
            ("heading", {"text": "Ways to do it", "level": "h2"}),
            (
                "key_facts",
                {
                    "title": "Two common methods",
                    "facts": [
                        {
                            "label": "Through small cuts",
                            "value": "A thin camera is used behind the hairline. Scars are short.",
                        },
                        {
                            "label": "Through one longer cut",
                            "value": ("Along or behind the hairline. The surgeon sees more and can remove skin."),
                        },
                    ],
                },
            ),
            (
                "text",
                "<p>Which one fits depends on your hairline, your skin, and how much needs to change. Ask "
                "why the surgeon prefers one of them for you.</p>",
            ),
            ("heading", {"text": "Recovery", "level": "h2"}),
            (
                "text",
                "<p>You usually go home on the same day, with somebody to stay with you. For the first "
                "days, keep your head raised, also at night. Swelling often moves down toward the eyes "
                "before it goes away. A tight or itchy scalp is common.</p>"
                "<p>Stitches or clips come out after a week or so. Leave hard exercise for some weeks, "
                "until the surgeon agrees.</p>",
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<ul><li>bleeding, infection, or slow healing</li><li>a numb forehead or scalp, which may "
                "last for months and at times stays</li><li>thinner hair along the scar</li><li>weakness in "
                "moving one brow</li><li>brows that are too high, uneven, or that sink again</li></ul><p>No "
                "surgeon can promise that both sides will match.</p>",
            ),
            (
                "questions",
                {
                    "title": "Good to know",
                    "items": [
                        {
                            "question": "Will I look surprised?",
                            "answer": (
                                "<p>The aim is a small change. Some people do look startled in the first "
                                "weeks, while the swelling is there. In a few, the brows stay higher than "
                                "they wished.</p>"
                            ),
                        },
                        {
                            "question": "Is there a way without surgery?",
                            "answer": (
                                "<p>Injections can lift a brow slightly for some months. They do not remove skin.</p>"
                            ),
                        },
                    ],
                },
            ),
        ],
    },
    {
        "key": "procedures/breast-enlargement",
        "slug": "breast-enlargement",
        "title": "Breast enlargement",
        "summary": (
            "Surgery that makes the breasts larger with implants. Implants do not last a lifetime, so think "
            "about the years ahead as well."
        ),
        "body_area": "Breast",
        "picture": "pebbles",
        "picture_alt": "Drawing of smooth pebbles lying close together",
        "tags": ["breast", "implants", "surgery"],
        "at_a_glance": [
            {"label": "Anesthetic", "value": "Usually general"},
            {"label": "Hospital stay", "value": "Often none; you may go home the same day"},
            {"label": "Scars", "value": "Under the breast, around the areola, or in the armpit"},
            {"label": "Time away from work", "value": "Often one to two weeks"},
            {"label": "Later surgery", "value": "Likely at some point, to change or remove an implant"},
        ],
        "regulatory": {
            "status": "not_applicable",
            "number": "",
            "date": "",
            "note": (
                "Implants are medical devices. Each model is judged on its own, so ask which one is planned "
                "and what the FDA has said about it."
            ),
        },
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-10",
        "next_review_due": "2027-09-10",
        "related": [
            "procedures/breast-reduction",
            "articles/questions-for-a-first-consultation",
            "articles/first-two-weeks-after-surgery",
        ],
        "body": [
            ("heading", {"text": "Before you decide", "level": "h2"}),
            (
                "text",
                "<p>Breast enlargement is a big step, and it is your step. It should come from your own "
                "wish, not from a partner’s or from a picture online. Implants can change size and shape. "
                "They cannot fix a relationship or a low mood.</p>"
                "<p>In one study of 1,405 patients, people were much more satisfied with their breasts six "
                "months after surgery than before. Their score for physical comfort of the chest went "
                "down.[[cite:luong-2023]] Six months is a short time for something that stays with you for "
                "years.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": "<p>The text is an example and not medical advice.</p>",
                },
            ),
            ("heading", {"text": "Choices you will talk about", "level": "h2"}),
            (
                "table",
                {
                    "caption": "Three choices, with what speaks for each side",
                    "columns": ["Choice", "One way", "Another way"],
                    "rows": [
                        [
                            "Filling",
                            "Silicone gel: softer; a leak may go unnoticed",
                            "Salt water: a leak shows at once",
                        ],
                        [
                            "Place",
                            "Under the muscle: more cover; more soreness",
                            "Over the muscle: easier recovery",
                        ],
                        ["Size", "Smaller: lighter on the tissue", "Larger: more strain over the years"],
                    ],
                },
            ),
            ("heading", {"text": "After the operation", "level": "h2"}),
            (
                "text",
                "<p>Your chest will feel tight and sore for some days. Do not lift anything heavy, and wear "
                "a support bra if you are told to. Many people go back to desk work within two weeks and to "
                "sports after six.</p>"
                "<p>Keep the card with the details of your implants. You will need checks from time to "
                "time, and you should tell the staff about the implants before a mammogram.</p>",
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<ul><li>bleeding, infection, or scars that thicken</li><li>a hard capsule around the "
                "implant, which can hurt and change the shape</li><li>an implant that leaks, breaks, turns, "
                "or shows folds</li><li>less feeling in the nipple, or too much</li><li>trouble with "
                "breastfeeding</li><li>more operations</li><li>rarely, a cancer of the immune system, "
                "called BIA-ALCL</li></ul><p>Some people report tiredness, aching joints, or other "
                "complaints that they link to their implants. Research on this goes on. Please tell us if "
                "it happens to you.</p>",
            ),
            (
                "call_to_action",
                {
                    "title": "Questions are welcome",
                    "text": "Ask as many as you like, and ask the same one twice.",
                    "label": "Write to the practice",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "procedures/breast-reduction",
        "slug": "breast-reduction",
        "title": "Breast reduction",
        "summary": (
            "Surgery that makes heavy breasts smaller and lighter. Many people have it because of pain in "
            "the back, the neck, or the shoulders."
        ),
        "body_area": "Breast",
        "picture": "waves",
        "picture_alt": "Drawing of calm waves in even rows",
        "tags": ["breast", "surgery", "recovery"],
        "at_a_glance": [
            {"label": "Anesthetic", "value": "General"},
            {"label": "Time in surgery", "value": "Often two to four hours"},
            {"label": "Scars", "value": "Around the areola, down from it, and often in the fold below"},
            {"label": "Time away from work", "value": "Often two to three weeks"},
            {"label": "Insurance", "value": "May pay in some cases; ask your insurer first"},
        ],
        "regulatory": {"status": "not_applicable", "number": "", "date": "", "note": ""},
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-10",
        "next_review_due": "2027-09-10",
        "related": ["procedures/breast-enlargement", "articles/first-two-weeks-after-surgery"],
        "body": [
            ("heading", {"text": "Why people choose it", "level": "h2"}),
            (
                "text",
                "<p>Heavy breasts can cause pain, grooves from bra straps, sore skin in the collapse_keys, and "
                "trouble with sports or clothes. Some people also get tired of being looked at. All of "
                "these are good reasons to ask about it.</p>"
                "<p>A review of 11 studies found that back pain and other complaints became less after "
                "surgery. How the spine itself changes was less clear, because the studies did not "
                "agree.[[cite:papanastasiou-2019]]</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": "<p>You are reading sample text. It is not medical advice.</p>",
                },
            ),
            ("heading", {"text": "What the surgeon does", "level": "h2"}),
            (
                "text",
                "<ol><li>Skin, fat, and gland tissue are removed from each breast.</li><li>The nipple is "
                "moved up. In most methods it stays joined to its blood supply.</li><li>The skin is closed "
                "around the smaller breast.</li><li>The tissue is sent to a laboratory to be looked "
                "at.</li></ol><p>You may have thin tubes for a day or two, to drain fluid.</p>",
            ),
            (
                "quote",
                {
                    "text": (
                        "Some people also get tired of being looked at. All of these are good reasons to ask "
                        "about it."
                    ),
                    "attribution": "The Plastic Surgery Center",
                },
            ),
            ("heading", {"text": "Recovery", "level": "h2"}),
            (
                "text",
                "<p>Wear a soft support bra day and night for as long as you are told. Expect soreness, "
                "swelling, and bruises in the first weeks. Ask for help with children, pets, and shopping, "
                "since you should not lift. Read [[page:articles/first-two-weeks-after-surgery|The first "
                "two weeks after surgery]] beforehand.</p>"
                "<p>Scars are red at first and fade over a year or more. They do not go away.</p>",
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<ul><li>bleeding, infection, or a blood clot in the leg</li><li>wounds that open or heal "
                "slowly, more so in people who smoke</li><li>less feeling in the nipple, or "
                "none</li><li>rarely, loss of part or all of the nipple</li><li>breasts that differ in size "
                "or shape</li><li>breastfeeding may become difficult or impossible</li></ul><p>Breasts can "
                "also grow again with weight gain, pregnancy, or hormones. If you want children soon, you "
                "may prefer to wait.</p>",
            ),
            (
                "call_to_action",
                {
                    "title": "Want to talk it over?",
                    "text": "Bring your questions, and somebody you trust if you wish.",
                    "label": "Contact us",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "procedures/liposuction",
        "slug": "liposuction",
        "title": "Liposuction",
        "summary": (
            "A way to remove fat from areas that diet and exercise do not change. It shapes the body. It is "
            "not a treatment for weight."
        ),
        "body_area": "Body",
        "picture": "monstera",
        "picture_alt": "Drawing of a large monstera leaf with deep cuts",
        "tags": ["body", "surgery", "recovery"],
        "at_a_glance": [
            {"label": "Areas", "value": "Belly, hips, thighs, upper arms, chin, and others"},
            {"label": "Anesthetic", "value": "Local, sedation, or general, depending on the area"},
            {"label": "Scars", "value": "Small, where the tubes go in"},
            {"label": "Time away from work", "value": "From some days to two weeks"},
            {"label": "Final shape", "value": "Seen after about three to six months"},
        ],
        "regulatory": {"status": "not_applicable", "number": "", "date": "", "note": ""},
        "outcomes": [],
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-11",
        "next_review_due": "2027-09-11",
        "related": ["articles/first-two-weeks-after-surgery", "articles/questions-for-a-first-consultation"],
        "body": [
            ("heading", {"text": "Is it right for you?", "level": "h2"}),
            (
                "text",
                "<p>Liposuction works best for a person who is near a steady weight, is in good health, and "
                "has firm skin. It does not treat cellulite or loose skin. If you gain weight later, fat "
                "can come back, also in other places.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "This is a sample page",
                    "text": "<p>This page belongs to a demo. It does not give medical advice.</p>",
                },
            ),
            ("heading", {"text": "How it is done", "level": "h2"}),
            (
                "text",
                "<p>The surgeon first fills the area with a thin fluid. It holds a local anesthetic and a "
                "medicine that narrows the blood vessels. This is called the tumescent technique. A report "
                "from 1993 described very little blood loss with it, also when much fat was "
                "removed.[[cite:klein-1993]]</p>"
                "<p>Then a narrow tube is passed through small cuts, and the fat is drawn out. How much can "
                "be taken in one operation has limits, for your safety.</p>",
            ),
            (
                "image",
                {
                    "picture": "waves",
                    "seed": 8,
                    "alt_text": "Drawing of long, low waves",
                    "decorative": False,
                    "caption": "Swelling goes down slowly, and not evenly.",
                },
            ),
            ("heading", {"text": "Recovery", "level": "h2"}),
            (
                "text",
                "<p>Fluid may leak from the small cuts for a day or two. You will be swollen, bruised, and "
                "sore, as if after very hard exercise. Most people wear a tight garment for some weeks. "
                "Short walks from the first day help to prevent blood clots.</p>"
                "<p>Please do not judge the result too early. It takes months for the swelling to go.</p>",
            ),
            ("heading", {"text": "Risks", "level": "h2"}),
            (
                "text",
                "<ul><li>dents, waves, or sides that differ</li><li>numb skin, mostly for a "
                "time</li><li>fluid under the skin</li><li>infection or burns</li><li>too much local "
                "anesthetic or fluid in the body</li><li>rarely, a blood clot, fat in the blood vessels, or "
                "injury to an organ, which can be fatal</li></ul>",
            ),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "Call 911",
                    "text": (
                        "<p>Get emergency help for chest pain, trouble breathing, confusion, or a swollen "
                        "and painful calf.</p>"
                    ),
                },
            ),
            (
                "questions",
                {
                    "title": "Two common questions",
                    "items": [
                        {
                            "question": "How much weight will I lose?",
                            "answer": "<p>Usually little. Look at shape, not at the scale.</p>",
                        },
                        {
                            "question": "Does it hurt?",
                            "answer": (
                                "<p>Soreness is normal for some days, and there is medicine for it. Pain "
                                "that gets worse is a reason to call.</p>"
                            ),
                        },
                    ],
                },
            ),
        ],
    },
]
