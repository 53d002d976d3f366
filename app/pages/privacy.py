"""How personal data is treated here, from the real settings: for those who take part, and for the municipality's record
of processing (databeskyttelsesforordningen, articles 13 and 30)."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import person
from app.outside import cookie_prefix
from app.pages.page import page, to
from app.parts import parts_of
from app.security import DAY, REMEMBERED, SIGNED_IN
from exports.words import N_

router = APIRouter()

PATH = "/databeskyttelse"


class Treated(NamedTuple):
    """One kind of data: what, whose, what for, and how long. `until` may say `%(days)s`: of names,
    or `%(traces)s`: of the audit log."""

    what: str
    whose: str
    purpose: str
    until: str


class Cookie(NamedTuple):
    """What a browser keeps for us, for so many days at most."""

    name: str
    purpose: str
    days: int


TREATED = (
    Treated(
        N_("Navn, hvis man skriver det, og fagområde"),
        N_("Deltagere"),
        N_("Facilitator kan se, hvem der er i rummet. Man kan lade navnet stå tomt."),
        N_("%(days)s dage efter, at kortlægningen er afsluttet, eller en dag, som facilitator har valgt"),
    ),
    Treated(
        N_("Navn og fagområde, mens man venter ved døren"),
        N_("De, der vil ind i en workshop, hvor facilitator lukker hver enkelt ind"),
        N_("Facilitator kan se, hvem der vil ind, også hvor navne ellers ikke vises."),
        N_("Til man er inde eller afvist, og højst et døgn"),
    ),
    Treated(
        N_("Et tilfældigt kendetegn for telefonen, og hvornår den sidst var her"),
        N_("Deltagere"),
        N_("Man er den samme, når telefonen har sovet eller siden bliver åbnet igen."),
        N_("Sammen med navnet"),
    ),
    Treated(
        N_("Hvem der skrev hvad, som et tilfældigt id"),
        N_("Deltagere"),
        N_("Man kan rette sine egne kort. Ingen andre får det at vide, heller ikke facilitator."),
        N_("Når navn og telefon er glemt, kan ingen længere finde ud af, hvem id'et var."),
    ),
    Treated(
        N_("Tilbud, fund, spørgsmål og aftaler"),
        N_("Ingen: de handler om tilbud. Kontakt, ansvarlig og tovholder kan være en medarbejders navn."),
        N_("Kortlægningen, som kommunen beholder. Det, der ligner et CPR-nummer, bliver stoppet."),
        N_("Så længe kommunen bruger kortlægningen"),
    ),
    Treated(
        N_("Login: et tilfældigt id; for medfacilitatorer også et navn, hvis de skriver det"),
        N_("Facilitatorer"),
        N_("Kun facilitatorer kan styre dagen."),
        N_("Medfacilitatorer sammen med deltagernes navne; andre, indtil den, der driver siden, fjerner dem"),
    ),
    Treated(
        N_(
            "Navn og e-mail, hvis man har skrevet dem; adgangskoden, så den ikke kan læses; en nøgle til en app"
        ),
        N_("Dem, der har en konto"),
        N_("Man kan logge ind uden link, og kolleger kan se, hvem der gjorde hvad."),
        N_("Indtil man selv eller den, der driver siden, sletter kontoen"),
    ),
    Treated(
        N_("Hvor man er logget ind: hvilken slags browser, siden hvornår, og hvornår den sidst var her"),
        N_("Dem, der er logget ind"),
        N_("Man kan se det på sin konto og logge ud på afstand."),
        N_("Indtil man logger ud, højst 30 dage"),
    ),
    Treated(
        N_("Serverens log: tidspunkt, hændelse og tilfældige id'er, aldrig tekst fra kort og aldrig navne"),
        N_("Alle"),
        N_("Fejl kan findes, og misbrug kan opdages."),
        N_("Så længe den, der driver siden, gemmer logfiler"),
    ),
    Treated(
        N_(
            "Log over login, roller, og hvem der åbner og henter kortlægninger: tilfældige id'er, aldrig tekst"
        ),
        N_("Alle med et login; deltagere uden at kunne kendes"),
        N_("Kommunen kan se, hvem der har haft adgang til hvad."),
        N_("%(traces)s dage"),
    ),
)

# Only where people sign in with a provider.
TOLD_BY_PROVIDER = Treated(
    N_("Navn, e-mail, et kendetegn og roller fra kommunens login"),
    N_("Facilitatorer og andre, der logger ind med det"),
    N_("Man er den samme fra gang til gang, og kommunens grupper afgør, hvad man har adgang til."),
    N_(
        "Indtil man selv eller den, der driver siden, sletter kontoen; en rolle falder væk sammen med gruppen, "
        "ved næste login"
    ),
)

COOKIES = (
    Cookie("ticket-…", N_("Du er med i denne workshop."), REMEMBERED // DAY),
    Cookie("device", N_("Din telefon bliver kendt igen."), REMEMBERED // DAY),
    Cookie("facilitator, helper-…", N_("Du er logget ind."), SIGNED_IN // DAY),
    Cookie("provider-…", N_("Du er på vej til eller fra kommunens login; højst et kvarter."), 1),
    Cookie("halfway", N_("Du er ved at logge ind med en kode fra en app; højst ti minutter."), 1),
    Cookie("known", N_("Du skal ikke vente, når andre prøver at gætte din adgangskode."), REMEMBERED // DAY),
    Cookie("lang", N_("Dit sprog."), REMEMBERED // DAY),
)


@router.get(PATH)
async def statement(request: Request) -> Response:
    await person(request)
    settings = parts_of(request).settings
    return page(
        request,
        "privacy.html",
        treated=(*TREATED, TOLD_BY_PROVIDER) if settings.oidc_issuer else TREATED,
        cookies=COOKIES,
        prefix=cookie_prefix(request.url.scheme, settings.base),
        days=settings.names_days,
        traces=settings.traces_days,
        controller=settings.data_controller,
        contact=settings.data_contact,
        database="SQLite" if settings.is_sqlite else "PostgreSQL",
        is_encrypted=request.url.scheme == "https",
        sends_mail=parts_of(request).mailing is not None,
    )


@router.get("/privacy")
async def in_english() -> Response:
    """The address that people guess who read no Danish."""
    return to(PATH)
