"""The front end of the diagram as Streamlit knows it: where its files are and under which name it runs."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["assets", "component"]

_PROJECT, _COMPONENT = "service-process-studio", "diagram"


def assets() -> Path:
    """The folder of the bundled front end: in the installation, even an editable one, not in the sources."""
    return Path(str(distribution(_PROJECT).locate_file("studio/app/diagram/assets")))


def component() -> ComponentRenderer:
    """The component, announced to the running Streamlit.

    Streamlit would find a manifest in the package by itself only where the distribution and the
    package have one name; so the same manifest is handed over here, in every kind of installation.
    """
    name = f"{_PROJECT}.{_COMPONENT}"
    manager = get_bidi_component_manager()
    if manager.get_component_path(name) is None:
        folder = assets()
        files = ComponentConfig(name=_COMPONENT, asset_dir=folder.name)
        manager.register_from_manifest(
            ComponentManifest(name=_PROJECT, version="0", components=[files]), folder.parent
        )
    # A shadow root would hide bpmn-js's own styles for what it draws outside the canvas.
    return st.components.v2.component(name, js="diagram-*.js", css="diagram-*.css", isolate_styles=False)
