"""Members as search engines read them: https://schema.org/Physician and https://schema.org/Person."""


def structured_data(member):
    """Return what the page of `member` says, as a dict for JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "Physician" if member.role == member.Role.PHYSICIAN else "Person",
        "name": member.title,
        "url": member.full_url,
        "description": member.summary,
        "hasCredential": [
            {"@type": "EducationalOccupationalCredential", "name": one.name}
            | ({"recognizedBy": {"@type": "Organization", "name": one.awarded_by}} if one.awarded_by else {})
            for one in member.credentials.all()
        ],
    }
    specialties = sorted(one.name for one in member.specialties.all())
    if member.role == member.Role.PHYSICIAN:
        return data | {"medicalSpecialty": specialties}
    return data | {"jobTitle": member.post, "knowsAbout": specialties}
