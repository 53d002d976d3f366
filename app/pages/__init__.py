"""Every page, one module for each surface. They hand finished values to templates and hold no rules of the board."""

from fastapi import FastAPI

from app.entry import NotOwner
from app.pages import (
    accessibility,
    account,
    comparing,
    console,
    consolidating,
    doors,
    downloads,
    ending,
    errors,
    following,
    front,
    health,
    importing,
    installing,
    invited,
    inviting,
    joining,
    library,
    own_data,
    owning,
    paper,
    passphrase,
    people,
    personal_data,
    phone,
    privacy,
    provider,
    recovering,
    replaying,
    revising,
    second_step,
    sharing,
    shelf,
    signing_in,
    spaces,
    templates,
    tidying,
    traces,
    verifying,
    waiting,
    wall,
    workshops,
)
from app.pages.errors import failed, nowhere

__all__ = ["failed", "install", "nowhere"]


def install(app: FastAPI) -> None:
    """Add the pages and the answers to what goes wrong."""
    for part in (
        front,
        joining,
        waiting,
        phone,
        wall,
        provider,  # before signing in by a link: its path is no token
        passphrase,  # before the links: these addresses are no tokens
        second_step,
        recovering,
        signing_in,
        account,
        own_data,
        ending,
        workshops,
        spaces,
        people,
        invited,
        owning,
        templates,
        console,
        doors,
        importing,
        inviting,
        paper,
        shelf,
        replaying,
        tidying,  # before the library: its page is no version
        traces,  # as well
        library,
        comparing,
        sharing,
        verifying,
        revising,
        following,
        consolidating,
        downloads,
        installing,
        accessibility,
        personal_data,
        privacy,
        health,
    ):
        app.include_router(part.router)
    errors.install(app)
    app.add_exception_handler(NotOwner, owning.not_owner)
