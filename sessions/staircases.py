"""The staircases that a workshop can begin with. Common to all: the higher, the more intrusive, and the further from
an ordinary everyday life. Names and descriptions are proposals that a facilitator changes.
"""

from board.state import Step


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

# By the name under which a form offers them; the first is the usual one.
STAIRCASES: dict[str, tuple[Step, ...]] = {
    "socialstyrelsen": SOCIALSTYRELSEN,
    "herning": HERNING,
    "norwegian": NORWEGIAN,
}
