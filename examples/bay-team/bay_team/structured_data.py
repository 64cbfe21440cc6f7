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
            {"@type": "EducationalOccupationalCredential", "name": credential.name}
            | (
                {"recognizedBy": {"@type": "Organization", "name": credential.awarded_by}}
                if credential.awarded_by
                else {}
            )
            for credential in member.shown_credentials
        ],
    }
    specialties = sorted(specialty.name for specialty in member.specialties.all())
    if member.role == member.Role.PHYSICIAN:
        return data | {"medicalSpecialty": specialties}
    return data | {"jobTitle": member.post, "knowsAbout": specialties}
