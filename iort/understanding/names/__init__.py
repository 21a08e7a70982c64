"""Names of campuses, cancers and the like, found by a spaCy pipeline made from content/."""
