"""Sample articles, a literature page, and the two index pages. No text here is medical advice."""

ARTICLE_INDEX = {
    "title": "Articles",
    "slug": "articles",
    "summary": "Short reads that help you to prepare, to ask, and to judge what you are told.",
}

ARTICLES = [
    {
        "key": "articles/when-talking-is-not-enough",
        "slug": "when-talking-is-not-enough",
        "title": "When talking is not enough",
        "summary": (
            "Talking therapy helps many people with vaginismus. Some need something else as well. Neither is "
            "a failure."
        ),
        "picture": "branch",
        "picture_alt": "Drawing of a branch that divides in two",
        "tags": ["vaginismus", "women’s health", "counseling"],
        "authors": ["Sample Author, MD"],
        "date": "2026-06-03",
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-15",
        "next_review_due": "2027-09-15",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "body": [
            (
                "text",
                "<p>If you have vaginismus, somebody has probably told you to talk about it. That is often "
                "good advice. It can also be tiring to hear, when you have talked for years and your body "
                "has not changed its mind.</p>",
            ),
            ("heading", {"text": "What talking can do", "level": "h2"}),
            (
                "text",
                "<p>Counseling gives you a place where nothing has to happen. It can help you "
                "to:</p>"
                "<ul><li>understand what your fear is about</li><li>put down shame that was never yours to "
                "carry</li><li>speak with your partner again without a quarrel</li><li>heal from something "
                "that was done to you</li></ul><p>For some people this is enough, together with gentle "
                "exercises. A review from 2018 looked at studies of many kinds of treatment. Taken "
                "together, about four in five people could have intercourse afterward, whichever kind it "
                "was.[[cite:maseroli-2018]] The number comes from studies that watched people over time, "
                "without a fair comparison, so please read it with care.</p>",
            ),
            ("heading", {"text": "Where its limits may be", "level": "h2"}),
            (
                "text",
                "<p>In severe vaginismus, the muscles close before any thought arrives. You may know very "
                "well that you are safe, and still be unable to let a dilator near you. Insight and muscle "
                "are not the same thing.</p>"
                "<p>Research does not settle which help is best. A review of controlled studies found few "
                "of them, all with weak points.[[cite:melnik-2012]] So if you have tried hard and nothing "
                "moved, that says little about you. It may say that this was not the right tool, or not the "
                "right moment for it.</p>",
            ),
            (
                "quote",
                {
                    "text": "Insight and muscle are not the same thing.",
                    "attribution": "From this article",
                },
            ),
            ("heading", {"text": "Not one or the other", "level": "h2"}),
            (
                "text",
                "<p>Some people choose a treatment for the muscles, such as "
                "[[page:procedures/botulinum-toxin-for-vaginismus|botulinum toxin with dilation under "
                "anesthetic]]. This use is off label, and it has risks of its own.</p>"
                "<p>Therapy can be just as useful afterward. Once fear has less hold, there is room for "
                "questions about closeness, desire, and trust. A sex therapist, a counselor, or a physical "
                "therapist can help with those. Please do not end a therapy that is good for you.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "If you are in distress",
                    "text": (
                        "<p>You do not have to be strong about this. If you think of harming yourself, call "
                        "or text 988 in the USA, at any hour. If somebody is hurting you or forcing you, you "
                        "deserve help, and none of it is your fault.</p>"
                    ),
                },
            ),
            (
                "call_to_action",
                {
                    "title": "You can ask in private",
                    "text": "Write a line, or call. You decide how much you tell.",
                    "label": "Contact the practice",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "articles/what-off-label-means",
        "slug": "what-off-label-means",
        "title": "What off label means",
        "summary": (
            "A medicine can be approved for one condition and used for another. Here is what that tells you, "
            "and what to ask."
        ),
        "picture": "seed_head",
        "picture_alt": "Drawing of a dandelion seed head",
        "tags": ["off label", "botulinum toxin", "decisions"],
        "authors": ["The Plastic Surgery Center"],
        "date": "2026-06-24",
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-15",
        "next_review_due": "2027-09-15",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "body": [
            ("heading", {"text": "What approval covers", "level": "h2"}),
            (
                "text",
                "<p>In the USA, the Food and Drug Administration (FDA) approves a medicine for certain "
                "uses. The label names the condition, the dose, and who should not take it. To get there, a "
                "company must show in studies that the medicine works for that use and that its risks are "
                "acceptable.</p>"
                "<p>Doctors may also use an approved medicine in another way: for another condition, at "
                "another dose, or in another part of the body. That is <b>off-label</b> use. It is legal "
                "and common.</p>",
            ),
            ("heading", {"text": "What off label does not tell you", "level": "h2"}),
            (
                "text",
                "<p>Off label does not mean forbidden, and it does not mean experimental. It also does not "
                "mean safe, or proven. It means that the FDA has not checked this use. The evidence may be "
                "strong, weak, or missing. You have to ask.</p>",
            ),
            (
                "table",
                {
                    "caption": "Three words that are easy to mix up",
                    "columns": ["Word", "What it means"],
                    "rows": [
                        ["Approved", "The FDA has reviewed this use and allowed it on the label."],
                        ["Off label", "The medicine is approved, but not for this use."],
                        [
                            "Investigational",
                            "The use is being tested in a study, under rules that protect those who take part.",
                        ],
                    ],
                },
            ),
            ("heading", {"text": "An example from this practice", "level": "h2"}),
            (
                "text",
                "<p>Botulinum toxin is approved for several conditions. Vaginismus is not one of them. "
                "Using it [[page:procedures/botulinum-toxin-for-vaginismus|for severe vaginismus]] is off "
                "label. It was first described in 1997, and the practice has written about its own "
                "experience.[[cite:pacik-2011]]</p>",
            ),
            (
                "notice",
                {
                    "kind": "regulatory",
                    "title": "About the number IND 109343",
                    "text": (
                        "<p>IND stands for investigational new drug. On August 11, 2010, the FDA approved a "
                        "study of the practice’s treatment under this number. It let research go forward. It "
                        "did not approve the treatment itself.</p>"
                    ),
                },
            ),
            ("heading", {"text": "What you can ask", "level": "h2"}),
            (
                "text",
                "<ul><li>What is this medicine approved for?</li><li>Why do you suggest it for me, and what "
                "are my other choices?</li><li>What studies are there? How many people were in "
                "them?</li><li>What is known about harm, and what is not known?</li><li>Will my insurance "
                "pay for an off-label use?</li><li>What happens if I say no?</li></ul><p>A good answer can "
                "include the words “we do not know.” If an answer makes you feel small, you may ask "
                "somebody else.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": ("<p>This article was written for a demo. It is neither medical nor legal advice.</p>"),
                },
            ),
        ],
    },
    {
        "key": "articles/questions-for-a-first-consultation",
        "slug": "questions-for-a-first-consultation",
        "title": "Questions to bring to a first consultation",
        "summary": "A list to print or to keep on your phone. You do not need to ask them all.",
        "picture": "sprout",
        "picture_alt": "Drawing of a sprout with two leaves",
        "tags": ["decisions", "consultation"],
        "authors": ["The Plastic Surgery Center"],
        "date": "2026-07-15",
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-16",
        "next_review_due": "2027-09-16",
        "about": "",
        "body": [
            (
                "text",
                "<p>Many people leave a first visit and think of their best question in the parking lot. A "
                "list helps. So does a person who listens with you and takes notes. Here are questions that "
                "others have found useful for any operation.</p>",
            ),
            ("heading", {"text": "About the surgeon and the place", "level": "h2"}),
            (
                "text",
                "<ul><li>Are you certified, by which board, and for what?</li><li>How often do you do this "
                "operation?</li><li>Where will it be done, and who looks after the anesthetic?</li><li>Who "
                "can I call at night or on a weekend?</li></ul>",
            ),
            ("heading", {"text": "About the operation", "level": "h2"}),
            (
                "text",
                "<ul><li>What exactly will you do, and why in this way for me?</li><li>What else could I "
                "do? What if I do nothing, or wait a year?</li><li>Where will the scars be?</li><li>How "
                "likely are the common problems? Which ones are rare but serious?</li><li>If I need a "
                "second operation, who pays for it?</li></ul><p>Ask for numbers, and ask where they come "
                "from. The article [[page:articles/reading-results-honestly|Reading results honestly]] can "
                "help you with the answer.</p>",
            ),
            ("heading", {"text": "About the pictures you are shown", "level": "h2"}),
            (
                "text",
                "<p>Ask whether the pictures show the practice’s own patients, how long after surgery they "
                "were taken, and whether you may see a result that is only average. Pictures of somebody "
                "else cannot show how you will look.</p>",
            ),
            ("heading", {"text": "What to tell the surgeon", "level": "h2"}),
            (
                "key_facts",
                {
                    "title": "Please bring or mention",
                    "facts": [
                        {"label": "Medicines", "value": "All of them, also vitamins, herbs, and nicotine"},
                        {"label": "Allergies", "value": "To medicines, latex, tape, or food"},
                        {"label": "Earlier surgery", "value": "And how you did with the anesthetic"},
                        {"label": "Your plans", "value": "Pregnancy, travel, a new job, a change of weight"},
                        {
                            "label": "Your worries",
                            "value": "Fear of needles, of an exam, or of losing control",
                        },
                    ],
                },
            ),
            (
                "text",
                "<p>You may also tell us how you would like to be treated. For example: “Please say what "
                "you are going to do before you touch me.”</p>",
            ),
            ("heading", {"text": "Before you say yes", "level": "h2"}),
            (
                "text",
                "<p>Go home first. Sleep on it. Ask for the consent form early, so that you can read it in "
                "peace. Nobody should hurry you with a discount or with a free date. You can change your "
                "mind up to the last moment.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": ("<p>This list is an example. It does not replace a talk with your own doctor.</p>"),
                },
            ),
            (
                "call_to_action",
                {
                    "title": "Ready to ask?",
                    "text": "Send us your first question, or call to find a time.",
                    "label": "Contact the practice",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "articles/first-two-weeks-after-surgery",
        "slug": "first-two-weeks-after-surgery",
        "title": "The first two weeks after surgery",
        "summary": (
            "What is usual, what is not, and how to make your home ready before you leave for the operation."
        ),
        "picture": "moon_and_stems",
        "picture_alt": "Drawing of a moon behind thin stems",
        "tags": ["recovery", "surgery"],
        "authors": ["The Plastic Surgery Center"],
        "date": "2026-08-05",
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-16",
        "next_review_due": "2027-09-16",
        "about": "",
        "body": [
            (
                "text",
                "<p>Every operation and every person is different. The sheet you get from your surgeon "
                "comes first. This page tells you what many people go through, so that less of it comes as "
                "a surprise.</p>",
            ),
            ("heading", {"text": "Before you leave home", "level": "h2"}),
            (
                "text",
                "<ul><li>Find an adult who drives you and stays for the first night.</li><li>Get your "
                "medicines and dressings in advance.</li><li>Cook something simple, and put what you need "
                "at the height of your waist.</li><li>Ask for help with children, pets, and anything "
                "heavy.</li><li>If you smoke, tell the surgeon, and ask when to stop. Smoking slows "
                "healing.</li></ul>",
            ),
            ("heading", {"text": "What is usual", "level": "h2"}),
            (
                "table",
                {
                    "caption": "A rough guide; your surgeon’s advice comes first",
                    "columns": ["When", "Many people notice", "What may help"],
                    "rows": [
                        ["Day 1", "Sleepiness, soreness, some nausea", "Rest, small sips, company"],
                        ["Days 2 to 4", "The most swelling and bruising", "Medicine on time, short walks"],
                        ["Days 5 to 7", "A low mood, or tears", "A phone call, daylight, patience"],
                        ["Week 2", "More energy, but tired by evening", "Do half of what you think you can"],
                    ],
                },
            ),
            (
                "text",
                "<p>The low days surprise people most. Your body is healing, sleep is poor, and you do not "
                "look or feel as you hoped yet. It usually passes. If it does not, or if it frightens you, "
                "call us.</p>",
            ),
            (
                "quote",
                {
                    "text": "The low days surprise people most.",
                    "attribution": "From this article",
                },
            ),
            ("heading", {"text": "What is not usual", "level": "h2"}),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "Call 911 for these",
                    "text": (
                        "<p>Chest pain, trouble breathing, fainting, bleeding that does not stop, sudden "
                        "loss of sight, or weakness on one side.</p>"
                    ),
                },
            ),
            (
                "text",
                "<p>Call the practice on the same day for:</p>"
                "<ul><li>fever, chills, or pus</li><li>a wound that opens, smells, or becomes hot and "
                "red</li><li>swelling on one side only</li><li>pain that grows although you take your "
                "medicine</li><li>a calf that is swollen or tender</li></ul><p>You will not be a bother. We "
                "would rather hear from you once too often.</p>",
            ),
            ("heading", {"text": "Small things", "level": "h2"}),
            (
                "questions",
                {
                    "title": "Often asked",
                    "items": [
                        {
                            "question": "When may I take a shower?",
                            "answer": (
                                "<p>It depends on your dressings. Ask before you go home, and write it down.</p>"
                            ),
                        },
                        {
                            "question": "When may I drive?",
                            "answer": (
                                "<p>Not while you take strong pain medicine, and not before you can brake "
                                "hard without pain.</p>"
                            ),
                        },
                        {
                            "question": "When will I see the result?",
                            "answer": "<p>Not in two weeks. Swelling can hide it for months.</p>",
                        },
                    ],
                },
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": "<p>Written for a demo. It is not medical advice.</p>",
                },
            ),
        ],
    },
    {
        "key": "articles/reading-results-honestly",
        "slug": "reading-results-honestly",
        "title": "Reading results honestly",
        "summary": ("What a success rate says, what it does not say, and six questions that help you to read one."),
        "picture": "petals",
        "picture_alt": "Drawing of petals around a small center",
        "tags": ["decisions", "evidence", "vaginismus"],
        "authors": ["Sample Author, MD", "The Plastic Surgery Center"],
        "date": "2026-08-26",
        "reviewed_by": "Sample Reviewer, MD",
        "reviewed_on": "2026-09-17",
        "next_review_due": "2027-09-17",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "body": [
            (
                "text",
                "<p>“Over 90 percent.” A number like this is comforting, and it is easy to hear it as a "
                "promise. It is not one. It is a count of other people, made by somebody, at some time. "
                "This article shows how to look behind it, with our own number as the example.</p>",
            ),
            ("heading", {"text": "Six questions for any number", "level": "h2"}),
            (
                "text",
                "<ol><li><b>Success at what?</b> No pain, one try, or a life you are content "
                "with?</li><li><b>Counted by whom?</b> By those who gave the treatment, or by somebody "
                "else?</li><li><b>Out of how many?</b> Nine of ten and 900 of 1,000 are both 90 "
                "percent.</li><li><b>Who is missing?</b> People who did not come back may have done well, "
                "or badly.</li><li><b>Compared with what?</b> Some people get better with time, attention, "
                "or another treatment.</li><li><b>As of when?</b> A number grows old.</li></ol>",
            ),
            ("heading", {"text": "Our own number", "level": "h2"}),
            (
                "text",
                "<p>In January 2012 the practice stated that its "
                "[[page:procedures/botulinum-toxin-for-vaginismus|treatment of severe vaginismus]] had "
                "succeeded in more than 90 percent of patients. The practice counted this itself. So we "
                "show it with its date and with where it comes from.</p>"
                "<p>A later report on 241 patients gives more detail.[[cite:pacik-geletta-2017]] It can be "
                "read in two ways, and both are correct:</p>",
            ),
            (
                "table",
                {
                    "caption": "One report, 241 patients",
                    "columns": ["What happened", "Patients", "Of all 241"],
                    "rows": [
                        ["Reported intercourse without pain", "171", "71 percent"],
                        ["Could not have intercourse within a year", "6", "2.5 percent"],
                        ["Lost to follow-up; outcome not known", "64", "26.6 percent"],
                    ],
                },
            ),
            (
                "text",
                "<p>If you leave out the 64 people who could not be reached, 171 of 177 is about 97 "
                "percent. If you keep them in, it is 71 percent. The truth for all of them lies somewhere "
                "between, and nobody knows where. There is no trick in either number. But a page that shows "
                "you only one of them has made a choice for you.</p>",
            ),
            ("heading", {"text": "Small studies", "level": "h2"}),
            (
                "text",
                "<p>In one early study, all eight women who were given the toxin improved, and none of the "
                "five who were given salt water did.[[cite:shafik-2000]] A comparison is worth a lot. "
                "Still, with thirteen people, chance has a loud voice.</p>",
            ),
            (
                "quote",
                {
                    "text": "It is a count of other people, made by somebody, at some time.",
                    "attribution": "From this article",
                },
            ),
            ("heading", {"text": "What this means for you", "level": "h2"}),
            (
                "text",
                "<p>Numbers help you to compare choices. They cannot tell you what will happen to you. Ask "
                "your surgeon to go through the six questions with you, and to say plainly what is not "
                "known.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": "<p>This article is an example and not medical advice.</p>",
                },
            ),
            (
                "cards",
                {
                    "title": "Read on",
                    "pages": ["references/vaginismus", "articles/what-off-label-means"],
                },
            ),
        ],
    },
]

REFERENCES = {
    "key": "references/vaginismus",
    "slug": "references-vaginismus",
    "title": "Botulinum toxin for vaginismus: the literature",
    "summary": "Published reports and reviews, oldest first, each with one plain sentence on what it adds.",
    "picture": "fern",
    "picture_alt": "Drawing of fern leaves side by side",
    "tags": ["vaginismus", "evidence", "botulinum toxin"],
    "reviewed_by": "Sample Reviewer, MD",
    "reviewed_on": "2026-09-17",
    "next_review_due": "2027-09-17",
    "about": "procedures/botulinum-toxin-for-vaginismus",
    "body": [
        ("heading", {"text": "How to use this list", "level": "h2"}),
        (
            "text",
            "<p>This list is for people who want to read the research for themselves, and for their "
            "doctors. It is not complete. Three of the reports come from the surgeon of this practice, and "
            "we say so beside each of them. If you are new to reading studies, start with "
            "[[page:articles/reading-results-honestly|Reading results honestly]].</p>",
        ),
        (
            "notice",
            {
                "kind": "information",
                "title": "Sample content",
                "text": (
                    "<p>The publications are real. The sentences about them were written for a demo. Where "
                    "an identifier could not be checked, it is left out. Nothing here is medical advice.</p>"
                ),
            },
        ),
    ],
    "entries": [
        {
            "citation": "shafik-2000",
            "note": "A small comparison: eight women given the toxin, and five given salt water.",
        },
        {
            "citation": "ghazizadeh-2004",
            "note": (
                "Followed 24 women for whom other treatment had failed; 18 had satisfactory intercourse "
                "after one injection."
            ),
        },
        {
            "citation": "pacik-2009",
            "note": ("By the surgeon of this practice: a short report on 20 patients treated from 2005 to 2009."),
        },
        {
            "citation": "pacik-2011",
            "note": (
                "By the surgeon of this practice: explains the condition and the program of injections and dilation."
            ),
        },
        {
            "citation": "melnik-2012",
            "note": "A review of controlled studies of any treatment; it found five, and no firm answer.",
        },
        {
            "citation": "pacik-geletta-2017",
            "note": (
                "By the surgeon of this practice and a co-author: follows 241 patients, and reports side "
                "effects and how many could not be reached."
            ),
        },
        {
            "citation": "maseroli-2018",
            "note": "Puts 46 studies of many treatments together; only three of them were randomized trials.",
        },
    ],
}
