"""Every written form of a lemma: the one door to Arabic morphology.

Pronouns are never enumerated: ``suffix_stems`` gives what a form looks like before one.
"""

from khabar.lexicon.derive_nouns import Form, adjective_forms, noun_forms, suffix_stems
from khabar.lexicon.derive_verbs import verb_forms

__all__ = ["Form", "adjective_forms", "noun_forms", "suffix_stems", "verb_forms"]
