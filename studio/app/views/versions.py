"""What a diagram was before: its versions to look at, to download, and to bring back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from studio import library
from studio.app import session
from studio.app.names import plain
from studio.app.views.refusals import answered
from studio.app.views.simplify_accepted import forget_accepted
from studio.library import Store, StoredProcess, Version
from studio.wording import sentence, translate

__all__ = ["offer_versions", "tell_of_version", "version_in_address"]

_ASKED = "version to restore"
_RESTORED = "version restored"


def version_in_address(store: Store, process: StoredProcess) -> Version | None:
    """The former version that is looked at; None for the diagram as it is."""
    wanted = session.address("version")
    if wanted is None:
        return None
    versions = library.list_versions(store, process.id)
    found = next((each for each in versions if str(each.number) == wanted), None)
    if found is None or found.newest:
        session.choose(version=None)
        return None
    return found


def offer_versions(store: Store, process: StoredProcess, language: str) -> None:
    """The list of versions behind a button, where there was more than one."""
    restored = session.forget(_RESTORED)
    if restored is not None:
        told = translate("Version {number} is the diagram again.", language, number=restored)
        st.toast(told, icon=":material/history:")
    versions = library.list_versions(store, process.id)
    if len(versions) < 2:
        return
    # The key changes with what the list is for, so that it closes and is in nobody's way.
    key = session.keyed("versions", process.id, session.address("version"), session.recall(_ASKED))
    with st.popover(translate("Versions", language), icon=":material/history:", key=key):
        st.caption(translate("Every saved state is kept. Restoring one makes it the newest.", language))
        for version in versions:
            with st.container(border=True, gap="xsmall"):
                _head(store, process, version, language)
                _about(version, language)
    _confirm(store, process, language)


def tell_of_version(process: StoredProcess, version: Version, language: str) -> None:
    """That a former version is on show, and the ways from there."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        told = translate(
            "This is version {number} of {moment}. It can be looked at, not changed.",
            language,
            number=version.number,
            moment=_moment(version.created),
        )
        st.markdown(
            f":material/history: **{plain(told)}**  \n{plain(_note(version, language))}", width="stretch"
        )
        st.button(
            translate("Restore it", language),
            key="restore shown",
            icon=":material/settings_backup_restore:",
            on_click=session.remember,
            args=(_ASKED, (version.number, process.digest)),
        )
        st.button(
            translate("Back to the newest", language),
            key="newest version",
            icon=":material/arrow_forward:",
            type="primary",
            on_click=session.choose,
            kwargs={"version": None, "element": None},
        )


def _head(store: Store, process: StoredProcess, version: Version, language: str) -> None:
    """Its number and moment, and what can be done with it."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        number = translate("Version {number}", language, number=version.number)
        st.markdown(f"**{number}** :gray[:small[{_moment(version.created)}]]", width="stretch")
        if version.newest:
            st.badge(translate("as it is now", language), color="green")
        st.button(
            "",
            key=f"view version:{version.number}",
            icon=":material/visibility:",
            help=translate("Show", language),
            type="tertiary",
            on_click=session.choose,
            kwargs={"version": None if version.newest else str(version.number), "element": None},
        )
        st.download_button(
            "",
            partial(library.version_bytes, store, process.id, version.number),
            key=f"version file:{version.number}",
            file_name=_file_name(version),
            mime="application/xml",
            icon=":material/download:",
            help=translate("BPMN file", language),
            type="tertiary",
            on_click="ignore",
        )
        st.button(
            "",
            key=f"restore version:{version.number}",
            icon=":material/settings_backup_restore:",
            help=translate("Restore", language),
            type="tertiary",
            disabled=version.newest,
            on_click=session.remember,
            args=(_ASKED, (version.number, process.digest)),
        )


def _about(version: Version, language: str) -> None:
    reason = " ".join(version.note.reason.split())
    behind = f"  \n:gray[:small[“{plain(reason)}”]]" if reason else ""
    st.markdown(f"{plain(_note(version, language))}{behind}")


def _confirm(store: Store, process: StoredProcess, language: str) -> None:
    """Asks before a version is brought back."""
    if session.recall(_ASKED) is None:
        return
    number, base = session.recall(_ASKED)

    @st.dialog(
        translate("Restore version {number}?", language, number=number),
        on_dismiss=lambda: session.forget(_ASKED),
    )
    def asked() -> None:
        st.markdown(
            translate(
                "It becomes the newest version. Nothing is lost: the diagram as it is now stays in the list.",
                language,
            )
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(translate("Keep it as it is", language), key="do not restore"):
                session.forget(_ASKED)
                st.rerun()
            if st.button(
                translate("Restore", language),
                key="do restore",
                type="primary",
                icon=":material/settings_backup_restore:",
            ):
                _restore(store, process.id, number, base)
                forget_accepted()
                st.rerun()

    asked()


@answered
def _restore(store: Store, process: str, number: int, base: str) -> None:
    """``base`` names the state of the diagram that was on show when it was asked for."""
    session.forget(_ASKED)
    library.restore_version(store, process, number, base=base)
    session.choose(version=None, element=None)
    session.remember(_RESTORED, number)


def _note(version: Version, language: str) -> str:
    """What the version is about; a suggestion by the names that its elements had."""
    note = version.note
    if note.texts:
        return note.texts.get(language) or next(iter(note.texts.values()))
    return sentence(note.code, note.parameters, language) if note.code else ""


def _file_name(version: Version) -> str:
    stem, dot, ending = version.file.rpartition(".")
    return f"{stem}-{version.number}.{ending}" if dot else f"{version.file}-{version.number}"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(session.zone()).strftime("%Y-%m-%d %H:%M")
