#!/usr/bin/env python3
"""One peer answers one question: from the file to one line on standard output.    peers.py TOOL TASK FILE [OUT]

TOOL  plain (orjson and plain Python), networkx, igraph, networkit, rustworkx, scipy, scipy_pruned, duckdb, polars
TASK  T1  how many things and relations there are
      T2  the 50 commonest themes
      T3  the 100 pairs of videos with most themes in common
      T4  the 20 videos most like the one in the middle of the file
      T5  steps from the first artist to the last, not through themes
      T6  writes the graph as DOT to OUT (/dev/null)
      T7  writes the graph as GraphML to OUT (/dev/null)
      T8  PageRank (damping 0.85, to an L1 change of 1e-8) and connected components

A peer names things by number: themes, then artists, groups and videos, in the order of the file. Only what TOOL needs
is imported, so that the time of the process is the tool's own.
"""

import sys
from importlib import import_module
from pathlib import Path

# Which module of `peer` speaks for a tool.
MODULES = {
    "plain": "plain",
    "networkx": "by_networkx",
    "igraph": "by_igraph",
    "networkit": "by_networkit",
    "rustworkx": "by_rustworkx",
    "scipy": "by_scipy",
    "scipy_pruned": "by_scipy",
    "duckdb": "by_duckdb",
    "polars": "by_polars",
}


def main() -> int:
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in MODULES:
        print(__doc__, file=sys.stderr)
        return 2
    tool, task, path = sys.argv[1:4]
    out = sys.argv[4] if len(sys.argv) > 4 else "/dev/null"
    sys.path.insert(0, str(Path(__file__).parent))
    module = import_module(f"peer.{MODULES[tool]}")
    answer = module.TASKS.get((tool, task) if (tool, task) in module.TASKS else task)
    if answer is None:
        print(f"{tool} has no answer to {task}", file=sys.stderr)
        return 3
    print(answer(path, out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
