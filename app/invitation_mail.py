"""The mail that invites somebody into a space: what it says, and what whoever sends it is told."""

from app.mailing import Mailing, NotSent, one_line
from exports.words import Translator, translator
from sessions.welcoming import Invited

SUBJECT = "Invitation til Tilbudstrappen"


def written(invited: Invited, role: tuple[str, str], link: str) -> str:
    """The text, in Danish and then in English: nobody knows yet which language its reader has chosen."""
    return "\n\n—\n\n".join(_text(translator(lang), invited, role, link) for lang in ("da", "en")) + "\n"


async def send(
    mailing: Mailing, words: Translator, invited: Invited, role: tuple[str, str], *, by: str, token: str
) -> str:
    """Send it: a sentence about why it was not sent, or nothing. `by`: the account whose turn it takes."""
    if not mailing.left(by).take():
        return words.gettext(
            "Du har sendt mange invitationer på kort tid. Vent lidt, eller send selv linket."
        )
    link = f"{mailing.address}/invited/{token}"
    try:
        await mailing.send(invited.email, SUBJECT, written(invited, role, link))
    except NotSent as trouble:
        if trouble.is_address:
            return words.gettext("Mailserveren tog ikke imod adressen. Er den rigtig, så send selv linket.")
        return words.gettext("Mailen kunne ikke sendes. Send selv linket.")
    return ""


def _text(words: Translator, invited: Invited, role: tuple[str, str], link: str) -> str:
    said = {"by": one_line(invited.by), "space": one_line(invited.space)}
    if said["by"] and said["space"]:
        opening = words.gettext("%(by)s inviterer dig til %(space)s.") % said
    elif said["space"]:
        opening = words.gettext("Du er inviteret til %(space)s.") % said
    elif said["by"]:
        opening = words.gettext("%(by)s inviterer dig til Tilbudstrappen.") % said
    else:
        opening = words.gettext("Du er inviteret til Tilbudstrappen.")
    yours = words.gettext("Din rolle:")
    open_it = words.gettext("Åbn linket for at komme ind. Det virker én gang og i 7 dage:")
    name, about = (words.gettext(each) for each in role)
    return "\n\n".join(
        (
            opening,
            f"{yours} {name}. {about}.",
            f"{open_it}\n{link}",
            words.gettext("Ved du ikke, hvem der inviterer dig, så lad være med at åbne linket."),
        )
    )
