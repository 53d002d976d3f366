"""The audit log: of a space for its administrators, of everything for the operator, and who has opened a mapping."""

import csv
import io
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import NotAllowed, allowed, in_space, signed_in
from app.pages.downloads import attachment
from app.pages.page import page, words
from app.pages.people import SAID as ROLES
from app.parts import now, parts_of
from exports.csv import guarded
from exports.formats import MEDIA_TYPES
from exports.words import N_, ZONE, Translator
from sessions import spaces, traces
from sessions.access import Right
from sessions.accounts import OPERATOR
from sessions.tables import Trace
from sessions.traces import WHATS, Kind, Line, Wanted, What

router = APIRouter()

SHOWN = 100  # lines on a page
MOST = 50_000  # lines of a file: more than a spreadsheet is read in
READING: tuple[What, ...] = ("mapping_opened", "file_fetched", "link_made", "link_revoked", "link_used")

SAID: dict[What, str] = {
    "signed_in": N_("Loggede ind"),
    "sign_in_failed": N_("Login blev afvist"),
    "signed_out": N_("Loggede ud"),
    "passphrase_changed": N_("Skiftede adgangskode"),
    "second_step_changed": N_("Slog koden fra en app til eller fra"),
    "recovery_used": N_("Brugte en kode på papir"),
    "account_ended": N_("Slettede en konto"),
    "email_changed": N_("Skiftede e-mail"),
    "codes_renewed": N_("Lavede nye koder på papir"),
    "signed_out_elsewhere": N_("Loggede ud andre steder"),
    "help_link_made": N_("Lavede et link til en, der ikke kan logge ind"),
    "operator_changed": N_("Gav eller tog retten til at drive siden"),
    "invited": N_("Inviterede en person"),
    "invitation_used": N_("Tog imod en invitation"),
    "invitation_taken_back": N_("Trak en invitation tilbage"),
    "role_changed": N_("Ændrede en rolle"),
    "member_removed": N_("Fjernede en person"),
    "space_made": N_("Oprettede arbejdsrummet"),
    "space_renamed": N_("Gav arbejdsrummet et andet navn"),
    "workshop_made": N_("Oprettede en workshop"),
    "workshop_archived": N_("Lagde en workshop i arkiv"),
    "workshop_restored": N_("Hentede en workshop frem fra arkivet"),
    "workshop_moved": N_("Flyttede en workshop til et andet arbejdsrum"),
    "owner_changed": N_("Gav en workshop en anden ejer"),
    "helper_invited": N_("Lavede et link til en medfacilitator"),
    "helper_came": N_("Kom ind som medfacilitator"),
    "helpers_out": N_("Lukkede for medfacilitatorer"),
    "projector_renewed": N_("Gav den store skærm en ny adresse"),
    "door_opened": N_("Åbnede døren for nye deltagere"),
    "door_closed": N_("Lukkede døren for nye deltagere"),
    "code_renewed": N_("Lavede en ny kode"),
    "door_chosen": N_("Valgte, hvem der kan komme ind"),
    "frozen": N_("Afsluttede en kortlægning"),
    "reopened": N_("Åbnede tavlen igen"),
    "tidying_begun": N_("Begyndte at rydde op"),
    "tidying_given_up": N_("Opgav oprydningen"),
    "mapping_opened": N_("Åbnede en kortlægning"),
    "file_fetched": N_("Hentede en fil"),
    "link_made": N_("Lavede et link til en kortlægning"),
    "link_revoked": N_("Trak et link tilbage"),
    "link_used": N_("Et link blev brugt"),
    "people_forgotten": N_("Deltagerne blev glemt"),
    "erasing_day_chosen": N_("Valgte, hvornår deltagerne bliver glemt"),
    "traces_fetched": N_("Hentede loggen"),
}
ELSEWHERE = N_("En workshop i et andet arbejdsrum")
CUT = N_("Her er kun de nyeste %(most)s linjer. Vælg en kortere tid for at få de ældre.")
FORMER = N_("En tidligere bruger")  # where the account has ended
WHO: dict[Kind, str] = {
    "account": FORMER,
    "helper": N_("En medfacilitator"),
    "participant": N_("Deltagere"),
    "link": N_("Læsere med et link"),
    "nobody": N_("En ukendt"),
    "server": N_("Tilbudstrappen selv"),
}
WAYS = {
    "link": N_("med engangslink"),
    "passphrase": N_("med adgangskode"),
    "provider": N_("med kommunens login"),
    "code": N_("med kode fra appen"),
    "paper": N_("med kode på papir"),
}
DOORS: dict[str, str] = {
    "code": N_("alle med koden"),
    "word": N_("koden og et ord"),
    "approve": N_("hver enkelt lukkes ind"),
}


@router.get("/spaces/{space_id}/traces")
async def of_space(request: Request, space_id: str) -> Response:
    await in_space(request, space_id, Right.MANAGE)
    name = (await spaces.names(parts_of(request).database, [space_id]))[space_id]
    title = name or words(request).gettext("Personer og adgang")
    return await _page(request, [space_id], title=title, back=f"/spaces/{space_id}")


@router.get("/spaces/{space_id}/traces.csv")
async def of_space_as_file(request: Request, space_id: str) -> Response:
    await in_space(request, space_id, Right.MANAGE)
    return await _file(request, [space_id], tracing.line(request, "traces_fetched", space_id=space_id))


@router.get("/traces")
async def everything(request: Request) -> Response:
    """All spaces, and what belongs to none: for who runs the installation."""
    await _operator(request)
    return await _page(request, None, title=words(request).gettext("Alle arbejdsrum"), back="/spaces")


@router.get("/traces.csv")
async def everything_as_file(request: Request) -> Response:
    await _operator(request)
    return await _file(request, None, tracing.line(request, "traces_fetched"))


@router.get("/mappings/{session_id}/readers")
async def readers(request: Request, session_id: str) -> Response:
    """Who has opened what came of a workshop, and fetched its files."""
    session, _, _ = await allowed(request, session_id, Right.OWN)
    wanted = Wanted(what=READING, session_id=session_id)
    home = f"/mappings/{session_id}"
    return await _page(request, [session.space_id], wanted, title=session.title, back=home, is_one=True)


async def _operator(request: Request) -> None:
    if not (await signed_in(request)).is_operator:
        raise NotAllowed


def _wanted(request: Request) -> Wanted:
    asked = request.query_params
    since, until = _day(asked.get("since", "")), _day(asked.get("until", ""))
    return Wanted(
        what=[what for what in WHATS if what == asked.get("what")],
        account_id=asked.get("who", ""),
        session_id=asked.get("session", ""),
        since=_begins(since) if since else 0,
        until=_begins(until + timedelta(days=1)) if until else 0,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(2000, 1, 1) < day < date(3000, 1, 1) else None


def _begins(day: date) -> int:
    """When a day begins in Denmark, in ms."""
    return int(datetime.combine(day, time(), ZONE).timestamp() * 1000)


async def _page(
    request: Request,
    within: Collection[str] | None,
    wanted: Wanted | None = None,
    *,
    title: str,
    back: str,
    is_one: bool = False,
) -> Response:
    database, asked, translator = parts_of(request).database, request.query_params, words(request)
    wanted = _wanted(request) if wanted is None else wanted
    number = asked.get("page", "1")
    at = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    found = await traces.read(database, wanted, within, skip=(at - 1) * SHOWN, most=SHOWN + 1)
    is_long = not is_one and (at > 1 or len(found) > SHOWN)  # of one mapping there is no file
    cut = is_long and bool(await traces.read(database, wanted, within, skip=MOST, most=1))
    names = await _whom(request, found)
    chosen = {name: asked.get(name, "") for name in ("what", "who", "session", "since", "until")}
    query = {name: value for name, value in chosen.items() if value}
    return page(
        request,
        "traces.html",
        title=title,
        back=back,
        is_one=is_one,
        lines=[(line, who(translator, line), about(translator, line, names)) for line in found[:SHOWN]],
        said=SAID,
        elsewhere=ELSEWHERE,
        most=MOST,
        chosen=chosen,
        days=parts_of(request).settings.traces_days,
        file=f"{request.url.path}.csv?{urlencode(query)}",
        newer=f"?{urlencode(query | {'page': at - 1})}" if at > 1 else "",
        cut=cut,
        older=f"?{urlencode(query | {'page': at + 1})}" if len(found) > SHOWN else "",
    )


async def _whom(request: Request, lines: Sequence[Line]) -> dict[str, str]:
    ids = {line.detail["whom"] for line in lines if "whom" in line.detail}
    return dict(await traces.people(parts_of(request).database, sorted(ids)))


def who(translator: Translator, line: Line) -> str:
    """Who did it, as a person reads it."""
    if line.account_id == OPERATOR:
        return line.name or translator.gettext("Den, der driver siden")
    return line.name or translator.gettext(WHO[line.kind])


def about(translator: Translator, line: Line, names: dict[str, str]) -> str:
    """What else is known of it."""
    told, detail = [], line.detail
    if "whom" in detail:
        told.append(names.get(detail["whom"]) or translator.gettext(FORMER))
    if "role" in detail:
        told += [translator.gettext(said[0]) for role, said in ROLES.items() if role == detail["role"]]
    if "how" in detail:
        told += [translator.gettext(said) for way, said in WAYS.items() if way == detail["how"]]
    if "door" in detail:
        told += [translator.gettext(said) for door, said in DOORS.items() if door == detail["door"]]
    if "version" in detail:
        told.append(translator.gettext("version %(number)s") % {"number": detail["version"]})
    if "file" in detail:
        told.append(detail["file"])
    return ", ".join(filter(None, told))


async def _file(request: Request, within: Collection[str] | None, noted: Trace) -> Response:
    """The same as CSV. That it was fetched is in the log, too."""
    database, translator = parts_of(request).database, words(request)
    wanted = _wanted(request)
    found = await traces.read(database, wanted, within, most=MOST + 1)
    parts_of(request).tracer.offer(noted)
    names = await _whom(request, found)

    def made() -> bytes:
        target = io.StringIO()
        target.write("\ufeff")
        writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
        heads = (N_("Tidspunkt"), N_("Hvem"), N_("Konto"), N_("Hvad"), N_("Workshop"), N_("Om"))
        writer.writerow([translator.gettext(one) for one in heads])
        if len(found) > MOST:  # first: who reads a long file begins there
            writer.writerow(["", "", "", translator.gettext(CUT) % {"most": MOST}, "", ""])
        for line in found[:MOST]:
            when = datetime.fromtimestamp(line.at / 1000, ZONE).isoformat(timespec="seconds")
            what = translator.gettext(SAID[line.what])
            workshop = translator.gettext(ELSEWHERE) if line.elsewhere else line.title
            told = (when, who(translator, line), line.account, what, workshop)
            writer.writerow([guarded(text) for text in (*told, about(translator, line, names))])
        return target.getvalue().encode()

    content = await parts_of(request).aside.run(made)
    day = datetime.fromtimestamp(now() / 1000, ZONE).date().isoformat()
    told = attachment(f"log {day}", "csv")
    return Response(content, media_type=MEDIA_TYPES["csv"], headers={"content-disposition": told})
