"""The size budget: small functions, files and templates. Nobody waives it; split by sense instead."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("geo", "reports", "app", "jobs", "seed")
LIMITS = {".py": 300, ".js": 300, ".css": 300, ".typ": 300, ".sh": 100, ".html": 150}
TEST_FILE = 400
FUNCTION = 40


def written(*folders: str) -> list[Path]:
    """Files that people write: neither fetched ones, nor those that tools generate."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in LIMITS]
    return [path for path in found if not {"vendor", "versions", "__pycache__"} & set(path.parts)]


def function_lengths(*folders: str) -> dict[str, int]:
    lengths = {}
    for path in written(*folders):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                lengths[where] = (node.end_lineno or node.lineno) - node.lineno + 1
    return lengths


def limit(path: Path) -> int:
    return TEST_FILE if (ROOT / "tests") in path.parents and path.suffix == ".py" else LIMITS[path.suffix]


def test_no_file_is_too_long():
    lines = {path: len(path.read_text().splitlines()) for path in written(*PRODUCT, "tests", "scripts")}
    assert {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > limit(path)} == {}


def test_no_function_is_too_long():
    lengths = function_lengths(*PRODUCT, "tests")
    assert {where: n for where, n in lengths.items() if n > FUNCTION} == {}


def test_most_functions_are_small():
    lengths = sorted(function_lengths(*PRODUCT).values())
    assert median(lengths) <= 6
    assert quantiles(lengths, n=10)[-1] <= 20


@pytest.mark.parametrize("folder", PRODUCT)
def test_every_module_says_what_it_is_for(folder: str):
    modules = [path for path in written(folder) if path.suffix == ".py"]
    silent = [path for path in modules if ast.get_docstring(ast.parse(path.read_text())) is None]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
