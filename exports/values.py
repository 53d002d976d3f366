"""The words for what one chooses from a list, by the member of a mapping that keeps the choice as a code."""

from exports.words import N_, Translator

_WORDS = {
    "reach": {  # in a word or two; as the tilbudsskema says it: `labels.reach`
        "alle": N_("Alle børn og unge"),
        "gruppe": N_("En gruppe"),
        "et_barn": N_("Ét barn med netværk"),
        "individuelt": N_("Individuelt tilbud"),
    },
    "access_route": {
        "self_referral": N_("Selvhenvendelse"),
        "referral": N_("Henvisning"),
        "allocation": N_("Visitation"),
    },
    "form": {
        "overlap": N_("Overlap"),
        "interface": N_("Snitflade"),
        "gap": N_("Mangel"),
        "observation": N_("Iagttagelse"),
    },
    "comparison.relation": {
        "complementary": N_("De supplerer hinanden"),
        "overlapping": N_("De overlapper"),
    },
    "scope": {"broad": N_("Bred kortlægning"), "narrow": N_("Snæver kortlægning")},
    "law": {"barnets_lov": N_("Barnets lov"), "serviceloven": N_("Serviceloven (før 2024)")},
    "upkeep.form": {
        "overview": N_("Visuelt overblik"),
        "catalogue": N_("Katalog"),
        "both": N_("Visuelt overblik og katalog"),
        "other": N_("En anden form"),
    },
    "upkeep.access": {
        "internal": N_("Internt i kommunen"),
        "public": N_("Offentligt"),
        "both": N_("Både internt og offentligt"),
    },
    "upkeep.rhythm": {
        "half_yearly": N_("Hvert halve år"),
        "yearly": N_("Hvert år"),
        "two_yearly": N_("Hvert andet år"),
        "other": N_("Noget andet"),
    },
}


def said(words: Translator, member: str, value: str) -> str:
    """The value in words. What is no such choice is told as it stands: nothing, a text, a later program's choice."""
    choices = _WORDS.get(member, {})
    return words.gettext(choices[value]) if value in choices else value
