"""Whether a detector's module is pure: what it imports, and whether it says `global`."""

from __future__ import annotations

import ast
import inspect
import sys
from typing import Final

from marsad.plugin.detector import Detector

_FORBIDDEN: Final = {
    "asyncio", "builtins", "concurrent", "datetime", "deltalake", "duckdb", "http", "io", "litestar",
    "multiprocessing", "os", "pathlib", "pyspark", "random", "requests", "secrets", "selectors", "serial", "shutil",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid", "uvicorn",
    "websockets",
}  # fmt: skip
_ROOMS: Final = frozenset(["cli", "serve", "runtime", "sources", "store", "alerts", "tracks", "decode"])
_CALLS: Final = frozenset({"open", "input", "exec", "eval", "__import__"})


def forbidden(detector: Detector) -> str:
    """Why a detector is not pure, as the end of a sentence; empty where it is."""
    for module in _modules(detector):
        tree = ast.parse(inspect.getsource(sys.modules[module]))
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                return f"keeps {', '.join(node.names)} in its module {module} from one step to the next"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
                return f"calls {node.func.id} in its module {module}"
            for name in _imported(node):
                first, *rest = name.split(".")
                if first in _FORBIDDEN or (first == "numpy" and rest[:1] == ["random"]):
                    return f"imports {name} in its module {module}, which a detector may not"
                if first == "marsad" and rest and rest[0] in _ROOMS:
                    return f"imports {name} in its module {module}: a detector knows plugin, wire, geo and schema"
    return ""


def _modules(detector: Detector) -> list[str]:
    """The modules that its step is written in, and those of its own package that they import."""
    step = detector.step
    while hasattr(step, "__wrapped__"):
        step = step.__wrapped__
    find = getattr(getattr(step, "__self__", None), "find", None)
    first = (find or step).__module__
    known, left = list[str](), [first]
    while left:
        module = left.pop()
        if module in known or module not in sys.modules or module.startswith("marsad.plugin"):
            continue
        known.append(module)
        package = module.rpartition(".")[0]
        for node in ast.walk(ast.parse(inspect.getsource(sys.modules[module]))):
            left += [name for name in _imported(node) if package and name.startswith(package)]
    return known


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
