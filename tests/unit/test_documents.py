"""What the documents say is what the code does."""

import re
from dataclasses import fields
from pathlib import Path

from app.config import Settings

ROOT = Path(__file__).parents[2]


def test_every_setting_stands_in_the_example_with_its_meaning():
    example = (ROOT / ".env.example").read_text()
    stated = dict(re.findall(r"^# (.+)\n#([A-Z_]+)=", example, re.MULTILINE))
    assert {name: about for about, name in stated.items()} == {
        field.name.upper(): field.metadata["about"] for field in fields(Settings)
    }


def test_the_readme_has_a_row_for_every_setting():
    rows = re.findall(r"^\| `([A-Z_]+)` \| .* \| (.+) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert dict(rows) == {field.name.upper(): field.metadata["about"] for field in fields(Settings)}


def test_the_example_states_the_defaults():
    lines = [line.removeprefix("#") for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line]
    stated = dict(line.split("=", 1) for line in lines if not line.startswith(" "))
    stated["INSTANCE_DIR"] = str(ROOT / stated["INSTANCE_DIR"])
    assert Settings.from_env(stated) == Settings()


def test_the_contributing_guide_names_only_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [path for path in ROOT.glob("*.md") if path.name != "CHANGELOG.md"]
    named = {name for path in documents for name in re.findall(r"`make ([a-z0-9-]+)`", path.read_text())}
    assert named <= targets
