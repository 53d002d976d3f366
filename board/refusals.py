"""Every reason for which something is refused: one word each, with the sentence that a person reads.

The sentences are Danish msgids; `app/` translates them. They say what happened and what to do next.
"""

SENTENCES: dict[str, str] = {
    "not_now": "Det kan man ikke lige nu. Det, du har skrevet, bliver liggende hos dig.",
    "not_yours": "Kortet hører til et andet bord. Bed dem eller facilitator om at ændre det.",
    "not_allowed": "Det kan kun facilitator gøre.",
    "locked": "Facilitator har låst tavlen et øjeblik. Det, du har skrevet, bliver liggende hos dig.",
    "removed": "Du er ikke med i workshoppen lige nu. Tal med facilitator.",
    "names_promised": "Da deltagerne gik ind, stod der, at navne ikke vises. Det kan ikke ændres nu.",
    "no_such_table": "Det bord findes ikke længere.",
    "no_such_person": "Personen er ikke med i workshoppen.",
    "not_joined": "Du er ikke med i workshoppen endnu. Gå ind med koden igen.",
    "no_such_card": "Kortet findes ikke.",
    "no_such_step": "Trinnet findes ikke længere på trappen. Vælg et andet.",
    "no_such_column": "Kolonnen findes ikke længere på trappen. Vælg en anden.",
    "no_such_stage": "Punktet findes ikke længere i dagens program.",
    "no_such_area": "Fagområdet er ikke med i workshoppen. Vælg et andet.",
    "no_such_finding": "Det findes ikke længere.",
    "no_such_action": "Aftalen findes ikke længere.",
    "no_such_question": "Spørgsmålet findes ikke længere.",
    "withdrawn": "Kortet er trukket tilbage. Bring det tilbage først.",
    "taken": "Kortet er allerede lagt frem.",
    "empty_name": "Skriv, hvad tilbuddet hedder.",
    "empty": "Skriv noget først.",
    "too_long": "Teksten er for lang. Forkort den, og prøv igen.",
    "cpr": "Det ligner et CPR-nummer. Slet tallet. Kortet handler om tilbuddet, ikke om et barn.",
    "too_many_cards": "Du har skrevet så mange kort, som der er plads til. Sig det til facilitator.",
    "board_full": "Der er ikke plads til flere kort på trappen. Sig det til facilitator.",
    "too_many_questions": "Du har mange spørgsmål, som ikke er besvaret endnu. Vent, til nogle af dem er.",
    "too_many": "Der er ikke plads til flere.",
    "too_many_wait": "Der venter så mange ved døren lige nu, at der ikke er plads til flere. Vent lidt, og prøv igen.",
    "too_many_at_once": "Der kommer rigtig mange ind på én gang. Vent et øjeblik, og prøv igen.",
    "short_word": "Ordet skal have mindst tre bogstaver.",
    "wrong_word": "Det er ikke ordet. Hør efter, hvad facilitator siger, eller spørg.",
    "too_many_words": "Du har prøvet mange ord. Vent et minut, eller spørg facilitator.",
    "no_support_left": "Du har givet al din støtte. Tag noget af den tilbage først.",
    "not_your_turn": "Det er et andet fagområde, der præsenterer lige nu.",
    "has_presenter": "I har allerede en, der præsenterer. Sig det til facilitator, hvis det skal laves om.",
    "other_card": "De to spørgsmål handler om hvert sit kort.",
    "no_clock": "Der er ikke noget ur på dette punkt.",
    "frozen": "Kortlægningen er afsluttet og kan ikke ændres. Facilitator kan åbne den igen.",
    "not_frozen": "Kortlægningen er ikke afsluttet.",
    "tidying": "Der bliver ryddet op i kortlægningen. Gem den nye version, eller opgiv oprydningen først.",
    "area_in_use": "Der er kort eller deltagere fra et fagområde, som er fjernet. Lad det stå.",
    "stage_in_use": "Et punkt, som allerede har været åbnet, kan ikke fjernes fra programmet.",
    "name_taken": "Der er allerede noget med det navn. Vælg et andet.",
    "twice": "Det samme navn eller de samme bogstaver står to gange. Ret det ene.",
    "plan_changed": "En anden har rettet det samme sted i planen imens. Se, hvad der er ændret, og gem igen.",
    "changed_since": "Det er ændret igen siden. Fortryd det nyeste først.",
    "nothing_to_undo": "Det kan ikke længere fortrydes.",
    "not_stored": "Det kunne ikke gemmes lige nu. Det bliver liggende hos dig og sendes igen.",
    "too_fast": "Det går for stærkt. Det, du har skrevet, sendes igen om lidt.",
    "malformed": "Beskeden kunne ikke læses. Genindlæs siden.",
}


class Refused(Exception):
    """A command that is not carried out. `code` is a key of `SENTENCES`; `field` names the field at fault, `deed` the
    entry that stands in the way, if any does, and `place` where something stands that looks like a CPR number.
    """

    def __init__(self, code: str, field: str = "", deed: int | None = None, place: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.deed = deed
        self.place = place


# Refusals that pass by themselves: whoever asked keeps the command and asks again.
PASSING = frozenset({"not_now", "locked", "not_stored", "too_fast"})
