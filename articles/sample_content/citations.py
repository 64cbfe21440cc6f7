"""Literature that the sample pages cite. A field that was not found in a public source is left empty."""

CITATIONS = [
    # checked: title, journal, pages and DOI on pubmed.ncbi.nlm.nih.gov/15512558; authors as cited later
    {
        "key": "shafik-2000",
        "authors": "Shafik, A.\nEl-Sibai, O.",
        "title": "Vaginismus: results of treatment with botulin toxin",
        "journal": "Journal of Obstetrics and Gynaecology",
        "journal_abbreviation": "J Obstet Gynaecol",
        "year": 2000,
        "volume": "20",
        "issue": "3",
        "pages": "300-302",
        "doi": "10.1080/01443610050009674",
        "pmid": "15512558",
        "url": "https://pubmed.ncbi.nlm.nih.gov/15512558/",
    },
    # checked: authors, title and DOI on the journal's page (journals.lww.com, greenjournal, November 2004);
    # volume, issue, pages and PMID on a public copy of the PubMed record 15516379
    {
        "key": "ghazizadeh-2004",
        "authors": "Ghazizadeh, Shirin\nNikzad, Masoomeh",
        "title": "Botulinum toxin in the treatment of refractory vaginismus",
        "journal": "Obstetrics and Gynecology",
        "journal_abbreviation": "Obstet Gynecol",
        "year": 2004,
        "volume": "104",
        "issue": "5 Pt 1",
        "pages": "922-925",
        "doi": "10.1097/01.AOG.0000141441.41178.6b",
        "pmid": "15516379",
        "url": "https://journals.lww.com/greenjournal/Fulltext/2004/11000/Botulinum_Toxin_in_the_Treatment_of_Refractory.6.aspx",
    },
    # checked: volume, issue, pages and DOI on the journal's page (journals.lww.com, plasreconsurg, 2009/12)
    {
        "key": "pacik-2009",
        "authors": "Pacik, Peter T.",
        "title": "Botox treatment for vaginismus",
        "journal": "Plastic and Reconstructive Surgery",
        "journal_abbreviation": "Plast Reconstr Surg",
        "year": 2009,
        "volume": "124",
        "issue": "6",
        "pages": "455e-456e",
        "doi": "10.1097/PRS.0b013e3181bf7f11",
        "pmid": "",
        "url": "https://journals.lww.com/plasreconsurg/fulltext/2009/12000/botox_treatment_for_vaginismus.86.aspx",
    },
    # checked: DOI on the publisher's page (link.springer.com/article/10.1007/s00266-011-9737-5);
    # volume and pages on the first page of a public copy of the article (scribd.com/document/627040604)
    {
        "key": "pacik-2011",
        "authors": "Pacik, Peter T.",
        "title": (
            "Vaginismus: review of current concepts and treatment using Botox injections, bupivacaine "
            "injections, and progressive dilation with the patient under anesthesia"
        ),
        "journal": "Aesthetic Plastic Surgery",
        "journal_abbreviation": "Aesthetic Plast Surg",
        "year": 2011,
        "volume": "35",
        "issue": "",
        "pages": "1160-1164",
        "doi": "10.1007/s00266-011-9737-5",
        "pmid": "",
        "url": "https://link.springer.com/article/10.1007/s00266-011-9737-5",
    },
    # checked: title and findings at pmc.ncbi.nlm.nih.gov/articles/PMC7072531; the DOI in the address of the
    # review on cochranelibrary.com; the first version at onlinelibrary.wiley.com names Hawton and McGuire
    {
        "key": "melnik-2012",
        "authors": "Melnik, Tine\nHawton, Keith\nMcGuire, Hugh",
        "title": "Interventions for vaginismus",
        "journal": "Cochrane Database of Systematic Reviews",
        "journal_abbreviation": "Cochrane Database Syst Rev",
        "year": 2012,
        "volume": "",
        "issue": "",
        "pages": "CD001760",
        "doi": "10.1002/14651858.CD001760.pub2",
        "pmid": "",
        "url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC7072531",
    },
    # checked: DOI, PMID and authors in a library record (ebusca.uv.mx/Record/pubmed-5440634);
    # volume, issue, pages in a reprint of the abstract (eng.afhanoi.com), issue and pages at ouci.dntb.gov.ua
    {
        "key": "pacik-geletta-2017",
        "authors": "Pacik, Peter T.\nGeletta, Simon",
        "title": "Vaginismus treatment: clinical trials follow up 241 patients",
        "journal": "Sexual Medicine",
        "journal_abbreviation": "Sex Med",
        "year": 2017,
        "volume": "5",
        "issue": "2",
        "pages": "e114-e123",
        "doi": "10.1016/j.esxm.2017.02.002",
        "pmid": "28363809",
        "url": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5440634/",
    },
    # checked: authors, issue, pages and DOI at ouci.dntb.gov.ua/works/9Jn5RY39 (which names no volume)
    {
        "key": "maseroli-2018",
        "authors": (
            "Maseroli, Elisa\nScavello, Irene\nRastrelli, Giulia\nLimoncin, Erika\nCipriani, Sarah\n"
            "Corona, Giovanni\nFambrini, Massimiliano\nMagini, Angela\nJannini, Emmanuele A.\n"
            "Maggi, Mario\nVignozzi, Linda"
        ),
        "title": (
            "Outcome of medical and psychosexual interventions for vaginismus: a systematic review and meta-analysis"
        ),
        "journal": "The Journal of Sexual Medicine",
        "journal_abbreviation": "J Sex Med",
        "year": 2018,
        "volume": "",
        "issue": "12",
        "pages": "1752-1764",
        "doi": "10.1016/j.jsxm.2018.10.003",
        "pmid": "",
        "url": "",
    },
    # checked: volume, issue and pages at acnpsearch.tweb-dev.unibo.it/singlejournalindex/5664715;
    # text of the article on tumescent.org
    {
        "key": "klein-1993",
        "authors": "Klein, Jeffrey A.",
        "title": "Tumescent technique for local anesthesia improves safety in large-volume liposuction",
        "journal": "Plastic and Reconstructive Surgery",
        "journal_abbreviation": "Plast Reconstr Surg",
        "year": 1993,
        "volume": "92",
        "issue": "6",
        "pages": "1085-1098",
        "doi": "",
        "pmid": "",
        "url": "https://tumescent.org/tumescent-techhnique-for-local-anesthesia-improves-safety-in-large-volume-liposuction",
    },
    # checked: authors, volume, issue, pages at read.qxmd.com/read/30528286 (the address carries the PMID)
    {
        "key": "hollander-2019",
        "authors": ("Hollander, M. H. J.\nContini, M.\nPott, J. W.\nVissink, A.\nSchepers, R. H.\nJansma, J."),
        "title": "Functional outcomes of upper eyelid blepharoplasty: a systematic review",
        "journal": "Journal of Plastic, Reconstructive & Aesthetic Surgery",
        "journal_abbreviation": "J Plast Reconstr Aesthet Surg",
        "year": 2019,
        "volume": "72",
        "issue": "2",
        "pages": "294-309",
        "doi": "",
        "pmid": "30528286",
        "url": "",
    },
    # checked: authors, volume, issue, pages and DOI on the journal's page (journals.lww.com, prsgo, 2019/06)
    {
        "key": "rohrich-2019",
        "authors": "Rohrich, Rod J.\nSinno, Sammy\nVaca, Elbert E.",
        "title": "Getting better results in facelifting",
        "journal": "Plastic and Reconstructive Surgery – Global Open",
        "journal_abbreviation": "Plast Reconstr Surg Glob Open",
        "year": 2019,
        "volume": "7",
        "issue": "6",
        "pages": "e2270",
        "doi": "10.1097/GOX.0000000000002270",
        "pmid": "",
        "url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC6635200",
    },
    # checked: authors, volume, issue, pages and DOI on the journal's page (journals.lww.com, prsgo, 2019/08)
    {
        "key": "papanastasiou-2019",
        "authors": "Papanastasiou, Constantine\nOuellet, Jean A.\nLessard, Lucie",
        "title": "The effects of breast reduction on back pain and spine measurements: a systematic review",
        "journal": "Plastic and Reconstructive Surgery – Global Open",
        "journal_abbreviation": "Plast Reconstr Surg Glob Open",
        "year": 2019,
        "volume": "7",
        "issue": "8",
        "pages": "e2324",
        "doi": "10.1097/GOX.0000000000002324",
        "pmid": "",
        "url": "https://journals.lww.com/prsgo/Fulltext/2019/08000/The_Effects_of_Breast_Reduction_on_Back_Pain_and.12.aspx",
    },
    # checked: authors, issue, pages and DOI at ouci.dntb.gov.ua/works/lmjXJXn9 (which names no volume)
    {
        "key": "luong-2023",
        "authors": ("Luong, Kim Phi\nPeters, Magdalena\nSlijper, Harm P.\nHummelink, Stefan\nUlrich, Dietmar J. O."),
        "title": (
            "Patient-reported satisfaction and health-related quality of life in patients with breast "
            "augmentation: a follow-up of 6 months"
        ),
        "journal": "Plastic and Reconstructive Surgery",
        "journal_abbreviation": "Plast Reconstr Surg",
        "year": 2023,
        "volume": "",
        "issue": "2",
        "pages": "299-309",
        "doi": "10.1097/PRS.0000000000011029",
        "pmid": "",
        "url": "",
    },
]
