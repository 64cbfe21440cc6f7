"""Sample stories and short testimonials.

Every one of them is made up: no patient, partner or relative stands behind it, and each says so in its text. Each
drawing (form and seed) belongs to one page alone. The text is no medical advice.
"""

CONSENTS = [
    {
        "code": "SAMPLE-2026-201",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 175,
        "expires_in_days": 555,
        "withdrawn": None,
        "notes": ("Sample record. A long story, with an initial that the patient chose. Website and apps."),
    },
    {
        "code": "SAMPLE-2026-202",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 150,
        "expires_in_days": 580,
        "withdrawn": None,
        "notes": (
            "Sample record. Signed by the patient and by the partner who tells the story. No name and no initial."
        ),
    },
    {
        "code": "SAMPLE-2026-203",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": False,
        "signed_days_ago": 130,
        "expires_in_days": 600,
        "withdrawn": None,
        "notes": (
            "Sample record. Signed by the patient and by the sister who tells the story. For the website only."
        ),
    },
    {
        "code": "SAMPLE-2026-204",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": False,
        "apps": True,
        "signed_days_ago": 110,
        "expires_in_days": 255,
        "withdrawn": None,
        "notes": (
            "Sample record. For the kiosk and other apps; the patient does not want the story to be found by "
            "search engines."
        ),
    },
    {
        "code": "SAMPLE-2026-205",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 185,
        "expires_in_days": 545,
        "withdrawn": {
            "reason": (
                "The patient has told friends about the operation and fears to be recognized by them. Down at "
                "once, as asked."
            ),
        },
        "notes": "Sample record. Covered the website and apps until it was taken back.",
    },
    {
        "code": "SAMPLE-2026-206",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 156,
        "expires_in_days": 24,
        "withdrawn": None,
        "notes": ("Sample record. Ends soon: ask whether it may be renewed, and whether the story is still right."),
    },
    {
        "code": "SAMPLE-2026-207",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 90,
        "expires_in_days": 640,
        "withdrawn": None,
        "notes": "Sample record. A short quote, with an initial. Website and apps.",
    },
    {
        "code": "SAMPLE-2026-208",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 85,
        "expires_in_days": 645,
        "withdrawn": None,
        "notes": "Sample record. Two short quotes, without a name. Website and apps.",
    },
    {
        "code": "SAMPLE-2026-209",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": False,
        "signed_days_ago": 80,
        "expires_in_days": 285,
        "withdrawn": None,
        "notes": "Sample record. A short quote. For the website only.",
    },
    {
        "code": "SAMPLE-2026-210",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": False,
        "apps": True,
        "signed_days_ago": 75,
        "expires_in_days": 290,
        "withdrawn": None,
        "notes": "Sample record. A short quote. For apps only.",
    },
    {
        "code": "SAMPLE-2026-211",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 195,
        "expires_in_days": -8,
        "withdrawn": None,
        "notes": "Sample record. A short quote. Given for half a year, and not renewed.",
    },
    {
        "code": "SAMPLE-2026-212",
        "photographs": False,
        "face": False,
        "story": True,
        "name": False,
        "website": True,
        "apps": True,
        "signed_days_ago": 165,
        "expires_in_days": 200,
        "withdrawn": {"reason": "Taken back by telephone. No reason was asked for."},
        "notes": "Sample record. A short quote, until it was taken back.",
    },
    {
        "code": "SAMPLE-2026-213",
        "photographs": False,
        "face": False,
        "story": True,
        "name": True,
        "website": True,
        "apps": True,
        "signed_days_ago": 174,
        "expires_in_days": 9,
        "withdrawn": None,
        "notes": "Sample record. A short quote. Ends in a few days.",
    },
]

STORY_INDEX = {
    "title": "Stories",
    "slug": "stories",
    "summary": (
        "Made-up stories by invented patients, partners, and families. Each says beforehand what may be hard to read."
    ),
    "body": [
        (
            "notice",
            {
                "kind": "information",
                "title": "Nobody lived these stories",
                "text": (
                    "<p>They were written for a demo of the software. The people in them do not exist, nor "
                    "did anything in them happen. No story here is medical advice.</p>"
                ),
            },
        ),
        ("heading", {"text": "Before you read", "level": "h2"}),
        (
            "text",
            "<p>A story can make you feel less alone. It can also bring up more than you wanted on an "
            "ordinary afternoon. So each story begins with a few words on what it describes. If one of them "
            "is not for you today, leave it. You will not have missed a test.</p><p>A story is one road out "
            "of many. Next to each you find what can be expected in general, and where that comes from. If "
            "the two do not match, trust the second.</p>",
        ),
        ("heading", {"text": "Who decides what is told", "level": "h2"}),
        (
            "text",
            "<p>On a real site, people tell as much as they wish, with their name, an initial, or nothing. "
            "They decide whether it may appear on the website, in apps, or in both. They can take it back "
            "without saying why. See [[page:privacy|Privacy in plain words]].</p>",
        ),
        (
            "call_to_action",
            {
                "title": "You do not have to tell yours",
                "text": "If you have a question, the question is enough.",
                "label": "Ask in private",
                "page": "contact",
            },
        ),
    ],
}

STORIES = [
    {
        "key": "stories/the-sock-drawer",
        "slug": "the-sock-drawer",
        "title": "The sock drawer",
        "summary": (
            "An invented patient with severe vaginismus tells of the years before a treatment, of one day, "
            "and of the slow weeks after it."
        ),
        "consent": "SAMPLE-2026-201",
        "relation": "patient",
        "teller": "A.",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "content_notes": [
            "Describes pain and fear at attempts to have sex",
            "Describes an examination that did not stop when asked",
            "Describes an anesthetic and the use of dilators",
        ],
        "expected_result": (
            "In January 2012 the practice stated success in over 90 percent of its patients. In a later "
            "report on 241 patients, 171 (71 percent) reported intercourse without pain, and how 64 others "
            "did is not known. Nobody can say beforehand how it will go for one person."
        ),
        "expected_result_basis": (
            "The practice’s own count, as of January 2012, and a report on 241 patients by its surgeon and a "
            "co-author, published in 2017. The use is off label."
        ),
        "picture": "ginkgo",
        "seed": 41,
        "picture_alt": "Drawing of a twig with ginkgo leaves, one of them golden",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>The person who speaks was invented for this sample page. Nothing in it happened "
                        "to anybody, and it is no medical advice.</p>"
                    ),
                },
            ),
            ("heading", {"text": "Before I had a word", "level": "h2"}),
            (
                "text",
                "<p>I should say at once that I do not exist. Somebody thought me up, together with my yellow "
                "kitchen and my habit of making lists. But I was put together with care, since you may be "
                "reading this because it is not made up for you.</p><p>For a long time I believed that "
                "everybody found it this hard. Other people were simply braver. I left tampons in their box. "
                "I put off my checkups with better and better excuses. When my partner and I tried to have "
                "sex, my body closed before I had thought of anything at all. It hurt, I cried, and afterward "
                "we both said sorry without knowing what for.</p><p>I had no word for it. I had explanations: "
                "too tired, too tense, the wrong week. An explanation is a fine thing. It lets you wait until "
                "next week.</p>",
            ),
            ("heading", {"text": "A list of what I tried", "level": "h2"}),
            (
                "text",
                "<p>I found the word by accident, in a magazine at the hair salon, and read the half page "
                "three times while my hair dried. From then on I had something to work with, and I "
                "worked.</p><ul><li><b>A counselor.</b> She helped me to stop being disgusted with myself. I "
                "would go back to her any day, and later I did.</li><li><b>A physical therapist.</b> She was "
                "patient and knew a great deal. I learned to notice when I held my breath.</li><li><b>A set "
                "of dilators.</b> The smallest spent a whole winter in my sock drawer. I knew where it was at "
                "every moment, as you know where a spider is.</li><li><b>Being strict with myself.</b> This "
                "helped least of all.</li></ul><p>There was also an examination. I had said that I was "
                "afraid. When I asked the doctor to stop, it took too long until it stopped. I do not think "
                "that anybody meant harm. But after that I saw no doctor for more than a year, and I told my "
                "partner that the appointment had been moved.</p>",
            ),
            (
                "quote",
                {
                    "text": ("An explanation is a fine thing. It lets you wait until next week."),
                    "attribution": "From this story",
                },
            ),
            ("heading", {"text": "Asking", "level": "h2"}),
            (
                "text",
                "<p>When I came across the page about "
                "[[page:procedures/botulinum-toxin-for-vaginismus|botulinum toxin for severe vaginismus]], I "
                "did what I do: I made a list. On the left, what it said. On the right, what I wanted to "
                "know. The page told me that the use is off label, and what that means. It gave its number "
                "together with a date and with who had counted. That made it easier for me to believe the "
                "rest.</p><p>My message had three lines. The answer did not ask for a fourth. The first visit "
                "was a talk in two chairs, with my coat on my knees. I asked what would happen if it did not "
                "work for me. “Then we look for what might,” was the answer, “and it will not be because you "
                "did something wrong.” I went home without having signed anything. It took me most of a "
                "spring to decide.</p>",
            ),
            ("heading", {"text": "The day itself", "level": "h2"}),
            (
                "text",
                "<p>I had expected to be handled. Instead I was told things: what comes now, who will be in "
                "the room, when I would fall asleep. The injections and the stretching took place under one "
                "anesthetic, and I know about them only because they were explained to me before and "
                "after.</p><p>When I woke up, a dilator was in place. I had known that it would be. I lay "
                "very still and waited for the pain, as you wait for a noise from the apartment next door. I "
                "was numb, and it did not come. There was something, and there was no alarm. I had not known "
                "that those two could be had apart from each other.</p><p>For some three hours I stayed in "
                "recovery and learned, with a nurse beside me, to take the dilator out and to put it back. My "
                "hands shook. At one point I laughed, which surprised only me. On the next day I came back "
                "and did it again, less numb, and with my own two feet on the floor afterward.</p>",
            ),
            ("heading", {"text": "The weeks after", "level": "h2"}),
            (
                "text",
                "<p>Nobody had promised me that it would be easy from there, and it was not. The toxin takes "
                "some days until it works. I practiced in the evening, with the door locked and a radio play "
                "on. For each time I drew a small sun on the calendar, so that nobody in the kitchen could "
                "read it but me.</p><p>In the third week I drew no sun at all. I was tired of my own body as "
                "a project. When I called the practice to confess, I was told that I did not need to confess "
                "a pause. I began again with a smaller size and got on faster than I had feared.</p><p>Some "
                "weeks later my partner and I tried, because I wanted to. It was short and careful, and it "
                "did not hurt. I will keep the rest. Even somebody who was made up may have a private "
                "life.</p>",
            ),
            ("quote", {"text": "There was something, and there was no alarm.", "attribution": ""}),
            ("heading", {"text": "What I would put on your list", "level": "h2"}),
            (
                "text",
                "<p>It did not turn me into another person. I still hold my breath at the dentist’s. I went "
                "back to my counselor, because closeness turned out to be a subject of its own, and there was "
                "now room to talk about it. And I have had a checkup, with two breaks, by a doctor who waited "
                "for my nod each time.</p><p>If you make lists too, put this on it: ask what the treatment "
                "cannot do, ask who will be there in the weeks after, and ask yourself whether it is you who "
                "wants it. You may find more to ask in "
                "[[page:articles/questions-for-a-first-consultation|Questions to bring to a first "
                "consultation]].</p>",
            ),
            (
                "call_to_action",
                {
                    "title": "If you have a list, too",
                    "text": "You can send it, or one line of it.",
                    "label": "Write to the practice",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "stories/the-chair-in-the-hall",
        "slug": "the-chair-in-the-hall",
        "title": "The chair in the hall",
        "summary": ("An invented partner tells what did not help, what did, and how it is to wait outside a door."),
        "consent": "SAMPLE-2026-202",
        "relation": "partner",
        "teller": "",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "content_notes": [
            "Describes strain in a relationship",
            "Mentions attempts at sex that ended in pain",
            "Describes waiting during an operation",
        ],
        "expected_result": (
            "In January 2012 the practice stated success in over 90 percent of its patients. In a later "
            "report on 241 patients, 171 (71 percent) reported intercourse without pain, and how 64 others "
            "did is not known. Nobody can say beforehand how it will go for one person."
        ),
        "expected_result_basis": (
            "The practice’s own count, as of January 2012, and a report on 241 patients by its surgeon and a "
            "co-author, published in 2017. The use is off label."
        ),
        "picture": "pebbles",
        "seed": 42,
        "picture_alt": "Drawing of smooth stones piled up beside still water",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>There is no such couple. The story was invented to fill a sample page, and it "
                        "does not replace advice from somebody who knows you.</p>"
                    ),
                },
            ),
            ("heading", {"text": "The sentence I used most", "level": "h2"}),
            (
                "text",
                "<p>“Try to relax.” I must have said it a hundred times, in my softest voice, and I thought "
                "it was kind. I begin with it because, if you read this as somebody’s partner, you may have "
                "said it as well. Let me spare you some time. Her muscles did not take orders from her. They "
                "were not going to take them from me.</p><p>I am an invention, by the way. My whole life fits "
                "on this page, and there is a chair in it, which I will come to.</p>",
            ),
            ("heading", {"text": "How polite we became", "level": "h2"}),
            (
                "text",
                "<p>We never stopped being fond of each other. We became polite instead. She went to bed "
                "early, I went to bed late. A hand on her shoulder had turned into a question, so I kept my "
                "hands to myself, and she took it that I no longer wanted to touch her. Each of us was being "
                "considerate, and it was lonely for both.</p><p>To friends we said nothing. When somebody "
                "asked about our plans, we had a joke ready, and we took turns in telling it. The joke lasted "
                "for some years. I noticed one evening that she left the room whenever it was my "
                "turn.</p><p>And I was hurt. I was then ashamed of being hurt, because the pain was hers. So "
                "I said nothing about that either.</p>",
            ),
            ("heading", {"text": "What I did wrong", "level": "h2"}),
            (
                "text",
                "<ul><li>I searched for solutions at night and served them at breakfast. To her each one "
                "sounded like the next exam.</li><li>I counted. Weeks, tries, appointments. She could hear me "
                "count.</li><li>I thought that patience meant to wait without a word. It looked like "
                "sulking.</li></ul><p>A counselor asked me, in our second hour, what I was afraid of. In all "
                "that time nobody had, and I had not either. I was afraid of becoming, for the person I love "
                "most, the one who hurts her. When I said so, she turned her chair around to look at me. She "
                "had thought that I was afraid of being bored.</p>",
            ),
            (
                "quote",
                {
                    "text": ("Each of us was being considerate, and it was lonely for both."),
                    "attribution": "From this story",
                },
            ),
            (
                "text",
                "<p>After that we stopped trying, on purpose and by agreement, with no date set. It was the "
                "best thing that we did that year. A hand on a shoulder could be a hand again.</p>",
            ),
            ("heading", {"text": "Her decision", "level": "h2"}),
            (
                "text",
                "<p>She had read about [[page:procedures/botulinum-toxin-for-vaginismus|botulinum toxin for "
                "severe vaginismus]] and left the page open on the kitchen table. I read it standing up. It "
                "said what is known, as of when, and what might go wrong. My first thought was: at last. The "
                "second came slower, and I am glad that it came before I opened my mouth. It was not my body, "
                "and it was not my decision.</p><p>So I said: “I will drive you there. And if you change your "
                "mind at the door, I will drive you home, and we will have pancakes.” She wrote down her "
                "questions, and I wrote down one of mine, which was where I should be while it happened. "
                "“Wherever she wants you,” said the nurse. She wanted me close by, and outside.</p>",
            ),
            ("heading", {"text": "The chair", "level": "h2"}),
            (
                "text",
                "<p>There was a chair in the hall. I knew its arms very well by noon. Nobody tells you what "
                "to do with yourself when there is nothing to do. I read the same page of a book about "
                "bridges. I was grateful to a woman who came by and said, without my asking, that all was as "
                "planned and that it would be a while yet.</p><p>Then I was called, because she had asked for "
                "me. She was sleepy, and she looked puzzled. “It is there,” she said, “and it does not hurt.” "
                "I held a cup with a straw. That was my part in it, and I would not trade it for a larger "
                "one. For the next hours she practiced with the nurse. When she wanted me to look out of the "
                "window, I looked out of the window.</p>",
            ),
            ("heading", {"text": "Weeks, not days", "level": "h2"}),
            (
                "text",
                "<p>At home I had to learn a new set of questions. “How did it go?” was a wrong one, since it "
                "asked for a result. “Would you like company, or the apartment to yourself?” was better. "
                "Sometimes she wanted me to read to her through the door. Sometimes I took a walk that was "
                "longer than I felt like. Some evenings nothing went well, and we had the pancakes "
                "then.</p><p>We had agreed that she would be the one to say when. It was some weeks until she "
                "did. It was not as in a film. We began, and after a while she said stop, and we stopped. We "
                "lay there, and nothing was broken. I think of that evening more often than of the later ones "
                "that went further. The stopping was fine. Both of us had waited years to find that out.</p>",
            ),
            ("heading", {"text": "For whoever sits in that chair next", "level": "h2"}),
            (
                "text",
                "<p>Ask what she wants you to know, and what she would like to keep. Find somebody to talk to "
                "who is not her. Do not count. Eat something.</p><p>And do not expect everything to be well "
                "because one thing is. We went on seeing the counselor, since the polite years had left "
                "habits behind. For other couples it goes otherwise: some need more time, some another kind "
                "of help, and some decide to part. I was only made up to tell you about one of the ways. If "
                "you want to know more about the rest, start with "
                "[[page:articles/when-talking-is-not-enough|When talking is not enough]].</p>",
            ),
        ],
    },
    {
        "key": "stories/two-hours-by-car",
        "slug": "two-hours-by-car",
        "title": "Two hours by car",
        "summary": "An invented sister drives, waits, and learns not to ask.",
        "consent": "SAMPLE-2026-203",
        "relation": "family",
        "teller": "R.",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "content_notes": ["Describes secrecy within a family", "Mentions an operation and an anesthetic"],
        "expected_result": (
            "In January 2012 the practice stated success in over 90 percent of its patients. In a later "
            "report on 241 patients, 171 (71 percent) reported intercourse without pain, and how 64 others "
            "did is not known. Nobody can say beforehand how it will go for one person."
        ),
        "expected_result_basis": (
            "The practice’s own count, as of January 2012, and a report on 241 patients by its surgeon and a "
            "co-author, published in 2017. The use is off label."
        ),
        "picture": "hills",
        "seed": 43,
        "picture_alt": "Drawing of a row of hills with slender trees, fading into mist",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>Neither sister exists, and nor does the car. This page shows how a story by a "
                        "relative looks. It gives no medical advice.</p>"
                    ),
                },
            ),
            ("heading", {"text": "What I was told", "level": "h2"}),
            (
                "text",
                "<p>My sister asked whether I would drive her to an appointment, two hours each way, and "
                "whether I could manage not to ask what it was for. I am the older one. Not asking is not "
                "what I am known for. I said yes before I could say anything else.</p><p>Since somebody "
                "invented me for a sample page, I could have been given a better character. But this is the "
                "one I have, so it took some effort.</p>",
            ),
            ("heading", {"text": "On the road", "level": "h2"}),
            (
                "text",
                "<p>After an hour she told me, looking straight ahead. It is easier in a car, where nobody "
                "has to be looked at. She told me the name of the thing, and how many years, and what she had "
                "tried. I had sat next to her at every family dinner of those years. I had teased her for "
                "wearing a long face.</p><p>She explained "
                "[[page:procedures/botulinum-toxin-for-vaginismus|botulinum toxin for severe vaginismus]] "
                "better than I could have done. She knew that the use is off label. She knew what might go "
                "wrong. She had not come to be talked out of it or into it. She had come because she could "
                "not drive herself home after an anesthetic.</p>",
            ),
            (
                "quote",
                {
                    "text": "It is easier in a car, where nobody has to be looked at.",
                    "attribution": "",
                },
            ),
            ("heading", {"text": "In between", "level": "h2"}),
            (
                "text",
                "<p>I waited. I was allowed in when she wished it, and sent out when she wished it. In the "
                "evening she slept at a place nearby, with me in the other bed, and on the next day we went "
                "back for her second visit. She came out tired and in a good mood, and I took care to remark "
                "on neither.</p>",
            ),
            ("heading", {"text": "Since then", "level": "h2"}),
            (
                "text",
                "<p>She practiced for weeks. I know because she told me, not because I asked. She has told me "
                "that it got easier and that it is not all easy. More than that is hers.</p><p>What I can "
                "tell is my own part. I had thought that families know each other. I now think they know what "
                "there is room for. If your sister, or your child, or your mother says that there is "
                "something she cannot talk about, you might say: “Then not. But I have a car.”</p>",
            ),
        ],
    },
    {
        "key": "stories/further-than-before",
        "slug": "further-than-before",
        "title": "Further than before",
        "summary": ("An invented patient for whom the treatment did some of what she had hoped for, and not all."),
        "consent": "SAMPLE-2026-206",
        "relation": "patient",
        "teller": "L.",
        "about": "procedures/botulinum-toxin-for-vaginismus",
        "content_notes": [
            "Describes a treatment that helped only in part",
            "Mentions pain and fainting during an examination",
        ],
        "expected_result": (
            "In January 2012 the practice stated success in over 90 percent of its patients. In a later "
            "report on 241 patients, 171 (71 percent) reported intercourse without pain, and how 64 others "
            "did is not known. Nobody can say beforehand how it will go for one person."
        ),
        "expected_result_basis": (
            "The practice’s own count, as of January 2012, and a report on 241 patients by its surgeon and a "
            "co-author, published in 2017. The use is off label."
        ),
        "picture": "seed_head",
        "seed": 44,
        "picture_alt": "Drawing of a dandelion from which single seeds drift away",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>L. is nobody’s initial. The story was written so that this sample site does not "
                        "hold happy endings alone. It is no medical advice.</p>"
                    ),
                },
            ),
            ("heading", {"text": "Why I was written", "level": "h2"}),
            (
                "text",
                "<p>In most stories on pages like this one, it all turns out well in the last paragraph. I "
                "was made up for the other readers. If you have had a treatment and are not where you had "
                "hoped to be, sit down next to me.</p>",
            ),
            ("heading", {"text": "What changed", "level": "h2"}),
            (
                "text",
                "<p>Before, nothing could enter, not a finger, not a swab. An examination had ended with me "
                "on the floor beside the table, gray in the face. After the injections and the stretching, I "
                "woke up numb with a dilator in place, as had been described to me. In the following weeks I "
                "got through half of the set. For the first time in my life I knew from inside that I have an "
                "inside.</p><p>I have since been examined, slowly, by somebody who explained everything. It "
                "was unpleasant. It was not what it had been.</p>",
            ),
            ("heading", {"text": "What did not change", "level": "h2"}),
            (
                "text",
                "<p>Beyond the middle size I got no further. Sex with my husband is still not possible in the "
                "way we had pictured it. When I said this on the telephone, I expected to hear how many "
                "others manage. I was asked instead what I would like to try next, and whether I would like "
                "to try anything at all.</p><p>I see a physical therapist again now, and it is another "
                "experience than before, because there is something she can work with. We also talk about "
                "what we have, my husband and I, and not only about what is missing.</p>",
            ),
            (
                "quote",
                {
                    "text": ("For the first time in my life I knew from inside that I have an inside."),
                    "attribution": "From this story",
                },
            ),
            ("heading", {"text": "If you count yourself among the others", "level": "h2"}),
            (
                "text",
                "<p>Somebody has to be in the part of the number that nobody prints in bold. It is not a "
                "verdict. The article [[page:articles/reading-results-honestly|Reading results honestly]] "
                "explains what such numbers say and what they leave open. I found it a comfort, of a dry "
                "sort.</p>",
            ),
            (
                "call_to_action",
                {
                    "title": "Not where you had hoped to be?",
                    "text": ("You can say so here, and nobody will tell you to be grateful."),
                    "label": "Talk to us",
                    "page": "contact",
                },
            ),
        ],
    },
    {
        "key": "stories/the-small-print",
        "slug": "the-small-print",
        "title": "The small print",
        "summary": ("An invented patient tells of heavy lids, a green bruise, and a shelf of books."),
        "consent": "SAMPLE-2026-204",
        "relation": "patient",
        "teller": "",
        "about": "procedures/eyelid-surgery",
        "content_notes": [
            "Describes bruises and swelling around the eyes",
            "Mentions surgery under local anesthetic",
        ],
        "expected_result": (
            "Surgery on the upper lids often gives a wider field of vision. Bruises and swelling for one to "
            "two weeks are usual, and eyes may feel dry for a while."
        ),
        "expected_result_basis": (
            "A review of 28 studies, published in 2019. The studies did not agree about dry eyes."
        ),
        "picture": "eucalyptus",
        "seed": 45,
        "picture_alt": "Drawing of hanging stems with round eucalyptus leaves",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>The reader, the books, and the bruise are invented. You are looking at sample "
                        "text and not at advice.</p>"
                    ),
                },
            ),
            ("heading", {"text": "Holding up the blinds", "level": "h2"}),
            (
                "text",
                "<p>I used to read with one finger on my forehead, to hold the skin up. I did not know that I "
                "did it until somebody at work imitated me, and everybody knew who was meant. I laughed "
                "along. In the evening I tried to read without the finger and came to the end of my patience "
                "before I came to the end of the page.</p><p>I was made up, so I have no vanity to defend, "
                "but I would like to say that this was not about looking younger. It was about the small "
                "print.</p>",
            ),
            ("heading", {"text": "Being asked about my brows", "level": "h2"}),
            (
                "text",
                "<p>At the first visit the surgeon looked at my brows for as long as at my lids. I had not "
                "known that it can be the brows. In my case it was the lids. I asked about my eyes, which are "
                "dry in winter, and was told that they might become worse for some time. I put the leaflet on "
                "the refrigerator and decided a month later.</p>",
            ),
            ("heading", {"text": "Green", "level": "h2"}),
            (
                "text",
                "<p>It was done under local anesthetic with something to make me calm. I heard a radio. What "
                "I remember of the week after is a color: I had not known that a person can be that green. I "
                "wore large sunglasses to the mailbox. My eyes felt sandy, and I used drops for longer than I "
                "had planned.</p><p>My two lids do not match to the hair. They did not before. The finger is "
                "back on the hand where it belongs, and I am in the third volume.</p>",
            ),
            ("quote", {"text": "It was about the small print.", "attribution": ""}),
            (
                "text",
                "<p>What can be expected, and what can go wrong, is on the page about "
                "[[page:procedures/eyelid-surgery|eyelid surgery]].</p>",
            ),
        ],
    },
    {
        "key": "stories/a-shirt-with-buttons",
        "slug": "a-shirt-with-buttons",
        "title": "A shirt with buttons",
        "summary": "An invented patient on weight, a sore neck, and being looked at.",
        "consent": "SAMPLE-2026-205",
        "relation": "patient",
        "teller": "",
        "about": "procedures/breast-reduction",
        "content_notes": [
            "Describes remarks about a body",
            "Describes drains, scars, and a wound that healed slowly",
        ],
        "expected_result": (
            "Pain in the back and other complaints often become less after a breast reduction. The scars "
            "stay, and some people lose feeling in the nipple."
        ),
        "expected_result_basis": (
            "A review of 11 studies, published in 2019, and the risks that are named on the page about the procedure."
        ),
        "picture": "poppies",
        "seed": 46,
        "picture_alt": "Drawing of poppies, with a bud still closed",
        "body": [
            (
                "notice",
                {
                    "kind": "information",
                    "title": "A made-up story",
                    "text": (
                        "<p>This story belongs to no one. It was invented for a demo, to show a story whose "
                        "permission was taken back, and it is no medical advice.</p>"
                    ),
                },
            ),
            ("heading", {"text": "Scarves", "level": "h2"}),
            (
                "text",
                "<p>I owned a great many scarves. They hang down in front, and that was what they were for. I "
                "am invented, but the scarves are easy to imagine: one for each occasion on which somebody "
                "might look, which is to say one for each occasion.</p><p>My neck hurt at work and my "
                "shoulders at night. When I said that I wanted a reduction, two people told me that others "
                "would be glad to have my problem. I have never found out what one answers to that.</p>",
            ),
            ("heading", {"text": "Asking for it", "level": "h2"}),
            (
                "text",
                "<p>I had prepared a speech on why I deserved it. The surgeon let me finish and then said "
                "that I did not need to deserve it. We went through the scars, on a drawing, with a red "
                "pencil. We went through what might happen to feeling, and what it can mean for "
                "breastfeeding. I was told to go home and think, and I did.</p>",
            ),
            ("heading", {"text": "Slow on one side", "level": "h2"}),
            (
                "text",
                "<p>The first week was dull and sore, with two thin tubes that I carried about like shopping. "
                "Friends did the lifting. On one side the wound opened a little at the lower end and needed "
                "weeks to close. I had read that this may happen. Reading it is one thing, and seeing it on a "
                "Sunday is another. I called, and somebody looked at it on Monday.</p><p>The scars are there. "
                "I bought a shirt with buttons, in my size, that closes. It is an ordinary shirt. I had no "
                "idea how much I wanted something ordinary.</p>",
            ),
            ("quote", {"text": "I had no idea how much I wanted something ordinary.", "attribution": ""}),
            (
                "text",
                "<p>The page about [[page:procedures/breast-reduction|breast reduction]] says what the "
                "operation is, and what the risks are.</p>",
            ),
        ],
    },
]

TESTIMONIALS = [
    {
        "quote": (
            "I came with a list of twenty questions. We got through all of them, and then I was asked for the "
            "one that I had not written down. (A made-up quote.)"
        ),
        "attribution": "M.",
        "consent": "SAMPLE-2026-207",
        "about": "procedures/botulinum-toxin-for-vaginismus",
    },
    {
        "quote": (
            "What I remember is being asked before every step, even the small ones. I had not known that I "
            "was allowed to say “not yet.” (A made-up quote.)"
        ),
        "attribution": "",
        "consent": "SAMPLE-2026-208",
        "about": "procedures/botulinum-toxin-for-vaginismus",
    },
    {
        "quote": (
            "The first two weeks were longer than I had thought, and I had been told so. It helped that "
            "somebody had been honest. (A made-up quote.)"
        ),
        "attribution": "D.",
        "consent": "SAMPLE-2026-209",
        "about": "procedures/facelift",
    },
    {
        "quote": (
            "I look like myself on a good morning. On a bad morning I still look like a bad morning. (A "
            "made-up quote.)"
        ),
        "attribution": "",
        "consent": "SAMPLE-2026-210",
        "about": "procedures/facelift",
    },
    {
        "quote": (
            "I can see the top shelf again without tipping my head back. My eyes were dry for some weeks, as "
            "the leaflet had said. (A made-up quote.)"
        ),
        "attribution": "J.",
        "consent": "SAMPLE-2026-211",
        "about": "procedures/eyelid-surgery",
    },
    {
        "quote": (
            "I was glad to hear the word “no.” What I had wanted would not have suited me, and nobody tried "
            "to sell it. (A made-up quote.)"
        ),
        "attribution": "",
        "consent": "SAMPLE-2026-212",
        "about": "procedures/liposuction",
    },
    {
        "quote": (
            "My shoulders have stopped complaining. The scars are part of it, and I had seen drawings of them "
            "beforehand. (A made-up quote.)"
        ),
        "attribution": "K.",
        "consent": "SAMPLE-2026-213",
        "about": "procedures/breast-reduction",
    },
    {
        "quote": ("They told me what they did not know. That is why I believed the rest. (A made-up quote.)"),
        "attribution": "",
        "consent": "SAMPLE-2026-208",
        "about": "procedures/breast-enlargement",
    },
]
