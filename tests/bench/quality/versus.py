#!/usr/bin/env python3
"""Judges a drawing of ours and what Graphviz makes of the same boxes.    versus.py GEOMETRY [--starts 20] [--engines …]

GEOMETRY is what `leitmotif diagram NAME -o FILE.json` writes. neato and sfdp get so many random starts, of which the one
with fewest crossings and edges through boxes is taken; dot draws from left to right. Needs numpy and Graphviz.
"""

import argparse
import json
import subprocess

import quality


def as_dot(layout: dict, ranked: bool) -> str:
    quoted = lambda name: '"' + str(name).replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = ["graph G {", ' node [shape=box, fixedsize=true, margin=0, label=""];']
    if ranked:
        lines.append(" graph [rankdir=LR, ranksep=2, nodesep=0.08];")
    for node in layout["nodes"]:
        lines.append(f'  {quoted(node["id"])} [width={node["w"] / 72:.4f}, height={node["h"] / 72:.4f}];')
    lines.extend(f"  {quoted(edge[0])} -- {quoted(edge[1])};" for edge in layout["edges"])
    return "\n".join([*lines, "}"])


def drawn(engine: str, layout: dict, start: int) -> dict:
    command = [engine, "-Tjson"]
    if engine != "dot":
        command += ["-Goverlap=prism", "-Gsep=+4", f"-Gstart={start}"]
    text = as_dot(layout, engine == "dot")
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return quality.measure(quality.from_graphviz_json(json.loads(done.stdout)))


def faults(measures: dict) -> int:
    return measures["crossings"] + measures["hits"]


def best(engine: str, layout: dict, starts: int) -> dict:
    """What is measured of the best drawing of an engine."""
    tried = [1] if engine == "dot" else range(1, starts + 1)
    return min((drawn(engine, layout, start) for start in tried), key=faults)


def line(name: str, m: dict) -> str:
    return (
        f'{name:6} crossings {m["crossings"]:>7} hits {m["hits"]:>6} overlaps {m["node_overlaps"]:>4} '
        f'stress {m["stress"]:.3f} page_scale {m["page_scale"]:.2f} fill {m["fill"]:.3f}'
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("geometry")
    ask.add_argument("--starts", type=int, default=20)
    ask.add_argument("--engines", default="neato,sfdp,dot")
    asked = ask.parse_args()
    with open(asked.geometry, encoding="utf-8") as file:
        layout = json.load(file)
    ours = quality.measure(layout)
    print(line("ours", ours))
    for engine in asked.engines.split(","):
        theirs = best(engine, layout, asked.starts)
        print(line(engine, theirs))
        print(
            f'  ours / {engine}: crossings {ours["crossings"] / max(1, theirs["crossings"]):.2f}, '
            f"with hits {faults(ours) / max(1, faults(theirs)):.2f}, "
            f'stress {ours["stress"] / max(1e-9, theirs["stress"]):.2f}'
        )


if __name__ == "__main__":
    main()
