"""Sample identity, home page, standard pages, contact page and menus. Not medical advice."""

PRACTICE = {
    "name": "The Plastic Surgery Center",
    "tagline": "Plastic surgery and women’s health in Manchester, New Hampshire",
    "street_address": "57 Bay Street",
    "city": "Manchester",
    "region": "NH",
    "postal_code": "03104",
    "country": "USA",
    "phones": [
        {"number": "603-669-0290", "reach": ""},
        {"number": "800-640-0290", "reach": "US only"},
    ],
    "hours": [
        {"days": "Monday to Thursday", "hours": "9 am to 5 pm (sample)"},
        {"days": "Friday", "hours": "9 am to 1 pm (sample)"},
        {"days": "Saturday and Sunday", "hours": "Closed (sample)"},
    ],
    "surgeon": "Peter T. Pacik, MD, FACS",
    "sister_site": {
        "name": "VaginismusMD",
        "url": "https://www.vaginismusmd.com/",
        "text": "Our sister site about severe vaginismus and its treatment.",
    },
    "book": {
        "title": "When Sex Seems Impossible: Stories of Vaginismus and how you can achieve intimacy",
        "text": "A book by Peter T. Pacik, MD, FACS, about people who live with vaginismus.",
        "url": "",
    },
    "screening": {
        "title": "Does any of this sound like you?",
        "questions": [
            "Is intercourse too painful or too frightening, or has it never been possible?",
            "Does using a tampon seem out of the question?",
            "Do you tense up, pull back, or put off pelvic exams because of fear?",
        ],
        "text": (
            "If you said yes, you are not alone, and it is nothing to be ashamed of. These questions are not "
            "a diagnosis. They may be a reason to ask."
        ),
        "tag": "vaginismus",
        "link_label": "Read more on VaginismusMD",
        "link_url": "https://www.vaginismusmd.com/",
    },
    "footer_notices": [
        (
            "Sample content: the texts on this site were written to show the software. They are no medical "
            "advice. Please ask your own doctor."
        ),
        "In an emergency, call 911.",
    ],
}

HOME = {
    "title": "The Plastic Surgery Center",
    "summary": ("Plastic surgery and women’s health in Manchester, New Hampshire. Plain answers, in your own time."),
    "hero_title": "Plain answers, in your own time",
    "hero_text": (
        "You may have carried a question for a long while. Here you can read what a treatment is for, what "
        "it can do, and what can go wrong. When you are ready, ask us."
    ),
    "hero_picture": "hills",
    "hero_picture_alt": "Drawing of low hills in the morning",
    "call_outs": [
        {
            "title": "Read before you decide",
            "text": "Each procedure on one page, with its risks and its recovery.",
            "page": "procedures",
            "label": "See the procedures",
        },
        {
            "title": "Know what to expect",
            "text": "What happens at a visit, step by step. You can say no at any point.",
            "page": "your-visit",
            "label": "About your visit",
        },
        {
            "title": "Ask in private",
            "text": "Write or call. Tell us only as much as you wish.",
            "page": "contact",
            "label": "Contact us",
        },
    ],
    "featured_procedures": [
        "procedures/botulinum-toxin-for-vaginismus",
        "procedures/eyelid-surgery",
        "procedures/breast-reduction",
    ],
    "cards": [
        "articles/when-talking-is-not-enough",
        "articles/questions-for-a-first-consultation",
        "articles/reading-results-honestly",
    ],
    "body": [
        ("heading", {"text": "What we do", "level": "h2"}),
        (
            "text",
            "<p>Our practice offers plastic surgery of the face and eyelids, breast enlargement and "
            "reduction, and liposuction. It also has a program of women’s health: the treatment of "
            "[[page:procedures/botulinum-toxin-for-vaginismus|severe vaginismus]].</p>",
        ),
        ("heading", {"text": "What you can count on here", "level": "h2"}),
        (
            "text",
            "<ul><li>Results are shown with their date and where they come from.</li><li>Photographs and "
            "stories appear only if the patient allowed it.</li><li>A photograph that may upset you stays "
            "covered until you choose to see it.</li><li>Nobody follows you around this site. See "
            "[[page:privacy|Privacy in plain words]].</li></ul>",
        ),
        (
            "notice",
            {
                "kind": "information",
                "title": "A sample site",
                "text": "<p>The texts here are examples written for a demo, and no medical advice.</p>",
            },
        ),
    ],
}

STANDARD_PAGES = [
    {
        "key": "about",
        "slug": "about",
        "title": "About the practice",
        "summary": "Who we are, what we offer, and how the program for severe vaginismus came about.",
        "body": [
            ("heading", {"text": "The practice", "level": "h2"}),
            (
                "text",
                "<p>The Plastic Surgery Center is at 57 Bay Street in Manchester, New Hampshire. We offer "
                "plastic surgery of the face and eyelids, [[page:procedures/breast-enlargement|breast "
                "enlargement]] and [[page:procedures/breast-reduction|reduction]], and "
                "[[page:procedures/liposuction|liposuction]].</p>",
            ),
            ("heading", {"text": "The surgeon", "level": "h2"}),
            (
                "text",
                "<p>Peter T. Pacik, MD, FACS, is the surgeon of the practice. Each medical page of this "
                "site shows who reviewed it, when that was, and when it is due again.</p>",
            ),
            ("heading", {"text": "Women’s health", "level": "h2"}),
            (
                "text",
                "<p>In 2005 the practice began to treat severe vaginismus with botulinum toxin. Over time "
                "this became a [[page:procedures/botulinum-toxin-for-vaginismus|program]] of injections, "
                "dilation under anesthetic, and follow-up. The use is off label. In August 2010 the FDA "
                "approved a study of it (IND 109343).</p>"
                "<p>Reports on this work appeared in medical journals. You find them in "
                "[[page:references/vaginismus|the literature list]]. Our sister site, <a "
                'href="https://www.vaginismusmd.com/">VaginismusMD</a>, is about this program alone.</p>',
            ),
            (
                "key_facts",
                {
                    "title": "At a glance",
                    "facts": [
                        {"label": "Where", "value": "57 Bay Street, Manchester, NH 03104"},
                        {"label": "Phone", "value": "603-669-0290"},
                        {"label": "Toll-free", "value": "800-640-0290 (US only)"},
                        {"label": "Surgeon", "value": "Peter T. Pacik, MD, FACS"},
                    ],
                },
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": "<p>This page was written for a demo of the software.</p>",
                },
            ),
        ],
    },
    {
        "key": "your-visit",
        "slug": "your-visit",
        "title": "Your visit",
        "summary": ("What usually happens at a first visit, what you can bring, and what you never have to do."),
        "body": [
            (
                "text",
                "<p>Many people feel nervous before they come. That is all right, and you can tell us. This "
                "page walks you through a first visit, so that you know what comes next.</p>",
            ),
            ("heading", {"text": "Before you come", "level": "h2"}),
            (
                "text",
                "<ul><li>Write down your questions. Our "
                "[[page:articles/questions-for-a-first-consultation|list]] may help.</li><li>Bring the "
                "names of your medicines.</li><li>Bring somebody you trust, if you like.</li><li>Tell us "
                "beforehand if you need an interpreter, a step-free way in, or more time.</li></ul>",
            ),
            ("heading", {"text": "At the practice", "level": "h2"}),
            (
                "text",
                "<ol><li><b>You arrive.</b> We ask for your name and for the forms we need. You can ask for "
                "a quiet place to wait.</li><li><b>You talk, with your clothes on.</b> The surgeon asks why "
                "you came and what you hope for.</li><li><b>An exam, if you agree.</b> You hear what will "
                "be done before it is done. You can ask for a chaperone. You can say stop.</li><li><b>Your "
                "choices.</b> You hear what could be done, what can go wrong, and what happens if you do "
                "nothing.</li><li><b>You go home.</b> There is nothing to sign that day.</li></ol>",
            ),
            (
                "quote",
                {
                    "text": "You can say stop.",
                    "attribution": "The Plastic Surgery Center",
                },
            ),
            ("heading", {"text": "If exams frighten you", "level": "h2"}),
            (
                "text",
                "<p>Please say so when you make the appointment, or have somebody say it for you. A first "
                "visit can be a talk and nothing more.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": ("<p>This page is an example. A real practice would describe its own routine here.</p>"),
                },
            ),
            (
                "call_to_action",
                {
                    "title": "Find a time",
                    "text": "Call, or send us a message, and we will look for a day that suits you.",
                    "label": "Contact us",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "privacy",
        "slug": "privacy",
        "title": "Privacy in plain words",
        "summary": "No tracking, no cookie before it is needed, and what happens to a message you send us.",
        "body": [
            ("heading", {"text": "When you only read", "level": "h2"}),
            (
                "text",
                "<p>This site does not track you. It has no advertising and no counters from other "
                "companies. Pages load nothing from anybody else’s server. No cookie is set while you "
                "read.</p>",
            ),
            ("heading", {"text": "When you send a message", "level": "h2"}),
            (
                "text",
                "<p>The contact form may set one cookie. It protects the form against misuse and is not "
                "used to recognize you anywhere else. The form stores:</p>"
                "<ul><li>what you write into its fields</li><li>the day and the time</li><li>that you "
                "ticked the box about security</li></ul><p>Staff of the practice can read your message. We "
                "use it to answer you.</p>",
            ),
            (
                "notice",
                {
                    "kind": "warning",
                    "title": "Messages are not encrypted",
                    "text": (
                        "<p>Messages sent by this form or by e-mail are not encrypted and may not be secure. "
                        "Think of a postcard. If something should stay private, please call us instead.</p>"
                    ),
                },
            ),
            ("heading", {"text": "Photographs and stories", "level": "h2"}),
            (
                "text",
                "<p>We show a photograph or a story only with the patient’s permission, and only where and "
                "for as long as the permission says. If a patient takes it back, we take the content "
                "down.</p>",
            ),
            ("heading", {"text": "Your questions and rights", "level": "h2"}),
            (
                "text",
                "<p>You can ask what we hold about you, have it corrected, or ask us to delete a message. "
                "[[page:contact|Contact us]] or call 603-669-0290.</p>",
            ),
            (
                "notice",
                {
                    "kind": "information",
                    "title": "Sample content",
                    "text": (
                        "<p>This page is an example and not a legal notice. A real practice would add how "
                        "long it keeps messages, and its notice of privacy practices.</p>"
                    ),
                },
            ),
        ],
    },
]

CONTACT = {
    "title": "Contact us",
    "slug": "contact",
    "summary": "Ask a question or look for a time to meet. Tell us only as much as you wish.",
    "intro": (
        "<p>Write to us here, or call 603-669-0290. From within the US you can also call "
        "800-640-0290.</p>"
        "<p>We need your name, a way to answer you, and your question. You do not have to describe your "
        "health in this form. <b>Do not use it in an emergency: call 911.</b></p>"
    ),
    "thank_you": (
        "<p>Thank you. We have received your message and will answer in the way you chose.</p>"
        "<p>Writing may have taken some courage. If you would rather talk, call 603-669-0290.</p>"
    ),
    "fields": [
        {
            "label": "Your name",
            "field_type": "singleline",
            "required": True,
            "choices": "",
            "help_text": "A first name is enough.",
        },
        {
            "label": "Your e-mail address",
            "field_type": "email",
            "required": True,
            "choices": "",
            "help_text": "Choose one that only you read.",
        },
        {
            "label": "Your phone number",
            "field_type": "singleline",
            "required": False,
            "choices": "",
            "help_text": "Only if you would like us to call you.",
        },
        {
            "label": "How should we answer?",
            "field_type": "dropdown",
            "required": True,
            "choices": "By e-mail,By phone (a message is fine),By phone (please leave no message)",
            "help_text": "",
        },
        {
            "label": "What is it about?",
            "field_type": "dropdown",
            "required": False,
            "choices": "A question,A first consultation,A visit I already have,Something else",
            "help_text": "",
        },
        {
            "label": "Your message",
            "field_type": "multiline",
            "required": True,
            "choices": "",
            "help_text": "A line or two will do. Private details can wait until we talk.",
        },
    ],
    "consent_label": (
        "I understand that messages sent by this form or by e-mail are not encrypted and may not be secure. "
        "By ticking this box I accept that risk."
    ),
}

MENU_MAIN = [
    {"label": "Procedures", "page": "procedures"},
    {"label": "Before and after", "page": "before-and-after"},
    {"label": "Stories", "page": "stories"},
    {"label": "Articles", "page": "articles"},
    {"label": "Your visit", "page": "your-visit"},
    {"label": "Contact", "page": "contact"},
]

MENU_FOOTER = [
    {"label": "Home", "page": "home"},
    {"label": "About", "page": "about"},
    {"label": "Literature on vaginismus", "page": "references/vaginismus"},
    {"label": "Privacy", "page": "privacy"},
    {"label": "Contact", "page": "contact"},
]
