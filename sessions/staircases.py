"""The staircases and columns that a workshop can begin with. Common to all staircases: the higher, the more intrusive,
and the further from an ordinary everyday life. Names and descriptions are proposals that a facilitator changes.
"""

from collections.abc import Callable

from board.state import Column, Law, Step


def _step(step_id: str, name: str, description: str) -> Step:
    return Step(step_id=step_id, name=name, description=description)


# Developed 2015-17 by Socialstyrelsen with Herning, Haderslev and Hvidovre.
SOCIALSTYRELSEN = (
    _step(
        "almen",
        "Tidlige indsatser i almenområdet",
        "Hjælp dér, hvor børn og unge alligevel er: i dagtilbud og skole, hos sundhedsplejen, tandplejen og PPR. "
        "For alle eller for mange.",
    ),
    _step(
        "forebyggende",
        "Forebyggende indsatser",
        "Tidlig hjælp til børn, unge og familier, som ikke kræver en afgørelse i en sag: for eksempel åben "
        "rådgivning, samtaler og grupper.",
    ),
    _step(
        "hjemme",
        "Hjemmebaserede foranstaltninger",
        "Støtte, der er truffet afgørelse om, mens barnet eller den unge bliver boende hjemme.",
    ),
    _step(
        "netvaerk",
        "Anbringelse i slægt eller netværk",
        "Barnet eller den unge bor hos nogen, som det kender i forvejen: i slægten eller i familiens netværk.",
    ),
    _step(
        "pleje",
        "Anbringelse i plejefamilie",
        "Barnet eller den unge bor hos en plejefamilie, som kommunen har valgt og støtter.",
    ),
    _step(
        "institution",
        "Anbringelse på institution",
        "Barnet eller den unge bor på et børne- og ungehjem med personale hele døgnet.",
    ),
)

# The Borås model as Herning uses it.
HERNING = (
    _step(
        "forebyggelse",
        "Forebyggelse",
        "Det almene for alle børn og unge, og det målrettede for dem, der begynder at få det svært.",
    ),
    _step(
        "hjemme",
        "Hjemmebaserede indsatser",
        "Støtte til barnet og familien, mens barnet bor hjemme. Oftest med en sag, men ikke altid.",
    ),
    _step(
        "netvaerk",
        "Slægts- eller netværksanbringelse",
        "Barnet bor hos slægtninge eller andre, som det kender i forvejen.",
    ),
    _step("pleje", "Familiepleje", "Barnet bor hos en plejefamilie."),
    _step(
        "institution",
        "Institution",
        "Barnet bor på institution: kortvarigt, og altid med det mål at komme et trin ned igen.",
    ),
)

# Vestre Toten's innsatstrapp, in Danish. It is for the whole population, not for children only.
NORWEGIAN = (
    _step(
        "lokalsamfund",
        "Aktivt lokalsamfund",
        "Det, som borgere, foreninger og frivillige gør sammen og for hinanden.",
    ),
    _step(
        "sundhedsfremme",
        "Sundhedsfremme for alle",
        "Sundhedsfremmende og forebyggende aktiviteter, der står åbne for alle.",
    ),
    _step(
        "aabne_tilbud",
        "Åbne forebyggende tilbud",
        "Forebyggende tilbud, som man kan komme til uden henvisning og uden en afgørelse.",
    ),
    _step(
        "beskaeftigelse",
        "Beskæftigelse og aktivitet",
        "Arbejde, aktivitet og samvær for dem, der har brug for hjælp til det.",
    ),
    _step(
        "mestring",
        "Mestring i hjemmet",
        "Træning og vejledning, så man selv kan klare hverdagen derhjemme.",
    ),
    _step(
        "hjemmehjaelp",
        "Hjælp til hjemmeboende",
        "Pleje, sundhedshjælp og socialpædagogisk støtte i ens eget hjem.",
    ),
    _step("kommunal_bolig", "Kommunal bolig", "En bolig, som kommunen råder over og anviser."),
    _step(
        "samlede_boliger",
        "Samlede boliger",
        "Boliger, der ligger samlet og har noget fælles, for eksempel lokaler og personale.",
    ),
    _step(
        "tidsbegraenset",
        "Tidsbegrænset ophold",
        "Et ophold på institution, hvor det fra begyndelsen er aftalt, hvornår det slutter.",
    ),
    _step(
        "doegndaekning",
        "Bolig med døgndækning",
        "Egen bolig, hvor der kan komme hjælp på alle tider af døgnet.",
    ),
    _step("institution", "Institution", "Man bor på en institution med personale hele døgnet."),
    _step(
        "saerlig_institution",
        "Særlig institution",
        "Bolig eller institution, der er indrettet til få mennesker med helt særlige behov.",
    ),
)

# Socialstyrelsen's six, with the open and preventive help spread over more steps, as the handbook's municipal example
# has it. How that one divides them is not known; this division is ours.
SPREAD = (
    _step(
        "faellesskaber",
        "Fællesskaber og civilsamfund",
        "Foreninger, frivillige og lokale fællesskaber, som alle børn, unge og familier kan være med i.",
    ),
    _step(
        "almen",
        "Almene tilbud til alle",
        "Det, som dagtilbud, skole, sundhedspleje, tandpleje og PPR gør for alle børn og unge.",
    ),
    _step(
        "almen_saerlig",
        "Særlig hjælp i almenområdet",
        "Ekstra hjælp til den enkelte eller gruppen, dér hvor barnet eller den unge alligevel er.",
    ),
    _step(
        "raadgivning",
        "Åben rådgivning",
        "Råd og samtaler, som man selv kan opsøge, også uden at sige, hvem man er.",
    ),
    _step(
        "forebyggende",
        "Forebyggende indsatser",
        "Forløb og grupper til børn, unge og familier, som ikke kræver en afgørelse i en sag.",
    ),
    *SOCIALSTYRELSEN[2:],
)

# After the omsorgstrapp of Eigersund: in the words of the person it is about. Its first and last step are known to
# us, the wording of those between is ours.
FIRST_PERSON = (
    _step("selv", "Jeg klarer mig selv", "Hverdagen fungerer, med dem og det, jeg har omkring mig."),
    _step("raad", "Jeg har brug for et godt råd", "Nogen at spørge, når jeg eller min familie er i tvivl."),
    _step("medspil", "Jeg har brug for lidt medspil", "Lidt ekstra hjælp dér, hvor jeg er i forvejen."),
    _step(
        "forloeb",
        "Jeg har brug for hjælp i en periode",
        "Et forløb eller en gruppe, som begynder og slutter, mens hverdagen går videre.",
    ),
    _step(
        "hjemme",
        "Jeg har brug for hjælp derhjemme",
        "Støtte til mig og min familie i vores hjem, uge efter uge.",
    ),
    _step(
        "hver_dag",
        "Jeg har brug for hjælp hver dag",
        "Megen støtte, og måske bor jeg noget af tiden et andet sted.",
    ),
    _step(
        "doegn",
        "Jeg har brug for hjælp hele døgnet",
        "Jeg bor et sted, hvor der er nogen hos mig dag og nat.",
    ),
)

# By the name under which a form offers them; the first is the usual one.
STAIRCASES: dict[str, tuple[Step, ...]] = {
    "socialstyrelsen": SOCIALSTYRELSEN,
    "herning": HERNING,
    "norwegian": NORWEGIAN,
    "spread": SPREAD,
    "first_person": FIRST_PERSON,
}


def legal(law: Law) -> tuple[Column, ...]:
    """The law that an offer is given by. A proposal: the columns of the handbook's own figure are not known."""
    old = law == "serviceloven"
    rows = (
        ("almen", "Almenlovgivning", "Almen", "Dagtilbudsloven, folkeskoleloven og sundhedsloven."),
        (
            "raadgivning",
            "Rådgivning og tidligt forebyggende",
            "Rådgivning",
            "Serviceloven § 11." if old else "Barnets lov §§ 28-31.",
        ),
        (
            "stoette",
            "Foranstaltninger" if old else "Støttende indsatser",
            "Støtte",
            "Serviceloven § 52, stk. 3." if old else "Barnets lov § 32.",
        ),
        (
            "anbringelse",
            "Anbringelse",
            "Anbringelse",
            "Serviceloven § 52, stk. 3, nr. 7, §§ 58 og 66." if old else "Barnets lov §§ 43-66.",
        ),
        (
            "funktionsnedsaettelse",
            "Funktionsnedsættelse",
            "Handicap",
            "Serviceloven §§ 32, 32 a, 36 og 41-45." if old else "Barnets lov §§ 80-90.",
        ),
        (
            "unge",
            "Efterværn" if old else "Ungestøtte",
            "Unge",
            "Serviceloven § 76." if old else "Barnets lov §§ 108-123.",
        ),
        (
            "civilsamfund",
            "Civilsamfund og uden lovgrundlag",
            "Civilsamfund",
            "Foreninger, frivillige og andet, som ingen lov pålægger.",
        ),
    )
    return tuple(_column(*row) for row in rows)


def everyday(law: Law) -> tuple[Column, ...]:
    """Where in a child's or young person's everyday life an offer helps. A proposal of ours."""
    rows = (
        ("hjem", "Hjem og familie", "Hjem", "Forældre, søskende og det, der sker derhjemme."),
        ("skole", "Dagtilbud, skole og uddannelse", "Skole", "Dér, hvor barnet eller den unge lærer."),
        (
            "fritid",
            "Fritid og fællesskaber",
            "Fritid",
            "Venner, klubber, foreninger og det, man gør for sjov.",
        ),
        ("sundhed", "Sundhed og trivsel", "Sundhed", "Krop, sind og det at have det godt."),
        ("voksenliv", "På vej mod voksenlivet", "Voksenliv", "Job, bolig og det at klare sig selv."),
    )
    return tuple(_column(*row) for row in rows)


def _column(column_id: str, name: str, short: str, description: str) -> Column:
    return Column(column_id=column_id, name=name, short=short, description=description)


LAWS: tuple[Law, ...] = ("barnets_lov", "serviceloven")

# As with staircases; by the law that the workshop has chosen.
COLUMNS: dict[str, Callable[[Law], tuple[Column, ...]]] = {"legal": legal, "everyday": everyday}
