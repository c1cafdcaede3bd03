"""The front end as it is installed, and the files it is built from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import studio.app.diagram
from studio.app.diagram.component import assets

SOURCES = Path(studio.app.diagram.__file__).with_name("frontend")


def test_the_installation_has_one_script_one_style_sheet_and_the_font():
    assert len(list(assets().glob("diagram-*.js"))) == 1
    assert len(list(assets().glob("diagram-*.css"))) == 1
    assert len(list(assets().glob("fonts/*.woff2"))) > 90


def test_the_style_sheet_asks_for_nothing_outside_the_installation():
    (sheet,) = assets().glob("diagram-*.css")
    links = re.findall(r"""url\(['\"]?([^'\")]+)""", sheet.read_text())
    assert links
    assert all((assets() / link).is_file() for link in links if not link.startswith("data:"))


def test_the_licences_of_all_that_is_bundled_are_beside_it():
    told = (assets() / "LICENSES.txt").read_text()
    for name, version in json.loads((SOURCES / "package.json").read_text())["dependencies"].items():
        assert f"{name} {version} (" in told
    assert "the watermark must stay fully visible" in told
    assert "SIL OPEN FONT LICENSE" in told


def test_the_notices_name_all_that_is_bundled():
    told = (assets() / "LICENSES.txt").read_text()
    notices = (Path(__file__).parents[3] / "THIRD-PARTY-NOTICES.md").read_text()
    bundled = re.findall(r"^((?:@[\w-]+/)?[\w-]+) \d+\.\d+\.\d+ \(", told, re.MULTILINE)
    assert len(bundled) > 10
    for name in bundled:
        assert name.removeprefix("@fontsource-variable/").replace("noto-sans-sc", "Noto Sans SC") in notices


def test_packages_have_exact_versions_and_the_lock_names_no_registry():
    wanted = json.loads((SOURCES / "package.json").read_text())
    for version in (wanted["dependencies"] | wanted["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    lock = (SOURCES / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    packages = {path: package for path, package in json.loads(lock)["packages"].items() if path}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
