"""The shape of the house, held by tests: sizes, layers, names, and what may stand where."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("benchmarks", "checkin", "resources", "tests", "translations", "ui", ".ci")

Function = ast.FunctionDef | ast.AsyncFunctionDef

NEVER = re.compile(r"(Manager|Helper|Handler|Util|Utils|Service|Data|Info)$")
NEVER_FIRST = re.compile(r"_?(get|do|process|handle)_")
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|REPLACE\s+INTO\s|UPDATE\s+\S+\s+SET\s"
    r"|DELETE\s+FROM\s|CREATE\s+(VIRTUAL\s+|TEMP\s+)?TABLE\s|PRAGMA\s)",
    re.DOTALL,
)
WRITING = re.compile(
    r"\b(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM)\b|\bUPDATE\s+\S+\s+SET\b"
)
WRITING_CALLS = {"insert_all", "upsert", "upsert_all", "delete_where"}
DATABASE_CALLS = {"execute", "executemany", "executescript"}
# These read markup out of foreign text; ui/widgets/plain.py makes them so that they do not.
MARKUP_CALLS = {"QLabel", "QMessageBox", "setToolTip", "setWhatsThis", "setHtml", "insertHtml"}
COLOUR = re.compile(r"#([0-9A-Fa-f]{3,4}){1,2}\b|\b(rgb|hsv|hsl)a?\(")
# Put together here, so that this file is not its own finding.
ADDRESSES = re.compile(
    "|".join(
        (
            "/" + r"(work|root|tmp)/",
            "/" + r"(home|Users)/[a-z]\w*/",
            "pypi" + r"\.org|python" + r"hosted\.|npm" + r"js\.",
            "--(extra-)?" + "index-url",
        )
    )
)


def own_files() -> list[Path]:
    """List the files of the checkout that people write, without what tools leave behind."""
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    below = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    return sorted(
        path
        for path in top + below
        if "__pycache__" not in path.parts and not path.name.startswith(".coverage")
    )


OWN = own_files()
PYTHON = [path for path in OWN if path.suffix == ".py"]
CORE = [path for path in PYTHON if ROOT / "checkin" in path.parents]
WINDOW = [path for path in PYTHON if ROOT / "ui" in path.parents]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PYTHON}


def place(path: Path, node: ast.AST | None = None) -> str:
    """Say where a finding is."""
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return path.relative_to(ROOT).as_posix() + line


def is_test(path: Path) -> bool:
    """Tell tests from the program."""
    return ROOT / "tests" in path.parents


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the text constants of a module, the docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node


def called(node: ast.AST) -> str:
    """Return the last name of what a call calls, and nothing for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        whole = node.func.value.id  # QMessageBox.warning and the like
        return whole if whole in MARKUP_CALLS else node.func.attr
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for early in (*child.decorator_list, child.args):
                yield from ast.walk(early)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from outside_functions(child)


def test_the_core_imports_without_the_toolkit_of_the_screen() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in CORE]
    names = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    program = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = sys.modules['ui'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)  # noqa: S603  our own text


def test_the_command_line_starts_without_the_toolkit_of_the_screen() -> None:
    program = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "sys.argv = ['checkin', 'scan', '--help']\n"
        "from ui.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert "--activity" in done.stdout


def test_packages_are_one_level_deep() -> None:
    deep = [place(path) for path in CORE + WINDOW if len(path.relative_to(ROOT).parts) > 3]
    assert not deep


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in CORE + WINDOW}
    assert not [place(folder) for folder in folders if not (folder / "__init__.py").is_file()]


def test_no_module_is_long() -> None:
    def limit(path: Path) -> int:
        return 500 if is_test(path) else 350

    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in PYTHON}
    assert not [f"{place(path)}: {n} lines" for path, n in sizes.items() if n > limit(path)]


def test_no_function_is_long() -> None:
    long = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > (80 if is_test(path) else 40):
                    long.append(f"{place(path, node)} {node.name}: {lines} lines")
    assert not long


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = [
        place(path)
        for path, tree in TREES.items()
        if not (ast.get_docstring(tree) or "").split("\n")[0].rstrip().endswith((".", "!", "?"))
        and path.read_text(encoding="utf-8").strip()
    ]
    assert not silent


def test_everything_public_has_a_docstring() -> None:
    def public(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
                yield child
                if isinstance(child, ast.ClassDef):
                    yield from public(child)

    assert not [
        f"{place(path, node)} {node.name}"
        for path in CORE + WINDOW
        for node in public(TREES[path])
        if isinstance(node, Function | ast.ClassDef) and not ast.get_docstring(node)
    ]


def test_names_say_what_a_thing_is() -> None:
    vague = []
    for path in PYTHON:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ClassDef) and NEVER.search(node.name):
                vague.append(f"{place(path, node)} {node.name}")
            if isinstance(node, Function) and NEVER_FIRST.match(node.name):
                vague.append(f"{place(path, node)} {node.name}")
    assert not vague


def test_sql_stands_only_in_the_core() -> None:
    """Benchmarks hold the plain SQL of their floors, and tests break files with it."""
    free = {ROOT / "benchmarks", ROOT / "checkin", ROOT / "tests"}
    others = [path for path in PYTHON if not free & set(path.parents)]
    assert not [
        place(path, text)
        for path in others
        for text in texts(TREES[path])
        if SQL.search(text.value)
    ]


def test_the_window_asks_the_core_and_never_the_database() -> None:
    assert not [
        place(path, node)
        for path in WINDOW
        for node in ast.walk(TREES[path])
        if called(node) in DATABASE_CALLS
    ]


def test_what_could_read_markup_is_made_in_one_place() -> None:
    assert not [
        f"{place(path, node)} {called(node)}"
        for path in WINDOW
        if path != ROOT / "ui" / "widgets" / "plain.py"
        for node in ast.walk(TREES[path])
        if called(node) in MARKUP_CALLS
    ]


@pytest.mark.parametrize(
    "example", ["QLabel(x)", "QtWidgets.QLabel(x)", "a.b.setToolTip(x)", "QMessageBox.warning(x)"]
)
def test_a_call_that_could_read_markup_would_be_found(example: str) -> None:
    assert any(called(node) in MARKUP_CALLS for node in ast.walk(ast.parse(example)))


def test_colours_stand_only_in_the_theme() -> None:
    coloured = [
        place(path, text)
        for path in WINDOW
        if path != ROOT / "ui" / "theme.py"
        for text in texts(TREES[path])
        if COLOUR.search(text.value)
    ]
    named = [
        f"{place(path, node)} {node.attr}"
        for path in WINDOW
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value).endswith("GlobalColor")
        and node.attr != "transparent"
    ]
    sheets = [
        place(path)
        for path in OWN
        if path.suffix == ".qss" and COLOUR.search(path.read_text(encoding="utf-8"))
    ]
    assert (coloured, named, sheets) == ([], [], [])


def test_only_journal_projection_and_search_write_tables() -> None:
    core = ROOT / "checkin"
    # Schema, clusters and register are the projection's tables, its map of subjects and its people.
    names = ("journal", "search", "projection.py", "schema.py", "clusters.py", "register.py")
    writers = {core / name for name in names}
    found = []
    for path in CORE:
        if writers & {path, *path.parents}:
            continue
        tree = TREES[path]
        found += [place(path, text) for text in texts(tree) if WRITING.search(text.value)]
        found += [place(path, node) for node in ast.walk(tree) if writes_a_table(node)]
    assert not found


def writes_a_table(node: ast.AST) -> bool:
    """Recognise the writing calls of sqlite-utils; `list.insert` has two arguments."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr in WRITING_CALLS or (node.func.attr == "insert" and len(node.args) == 1)


def test_no_text_is_translated_before_the_language_is_chosen() -> None:
    early = [
        place(path, node)
        for path in PYTHON
        for node in outside_functions(TREES[path])
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", ""))
        in {"_", "gettext", "ngettext", "pgettext"}
    ]
    assert not early


@pytest.mark.parametrize(
    "example", ["_('late')", "class A:\n    a = [_('late')]", "def f(a=_('x')): ..."]
)
def test_an_early_translation_would_be_found(example: str) -> None:
    calls = [node for node in outside_functions(ast.parse(example)) if isinstance(node, ast.Call)]
    assert calls


def test_nothing_names_a_machine_or_a_registry() -> None:
    named = []
    for path in OWN:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a table in an old encoding
        named += [f"{place(path)}: {found.group()}" for found in ADDRESSES.finditer(text)]
    assert not named
