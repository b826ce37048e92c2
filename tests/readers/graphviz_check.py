#!/usr/bin/env python3
"""Puts DOT files through every Graphviz engine and holds what it read against the catalogue.

    graphviz_check.py CATALOGUE FOLDER      FOLDER/{relationships,shared-themes,videos}.{dot,gv}

No engine may say anything; the SVG must be XML that runs nothing and leads only to the web.
"""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import expected

ENGINES = ("dot", "neato", "fdp", "sfdp", "circo", "twopi", "osage", "patchwork")
XLINK = "{http://www.w3.org/1999/xlink}"


def run(engine, *options):
    done = subprocess.run([engine, *options], capture_output=True, timeout=300)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode or said:
        raise ValueError(f"{engine} {' '.join(options)}: exit {done.returncode}: {said[:500]}")
    return done.stdout.decode()


def unescaped(label):
    """A label as Graphviz draws it: escape sequences and entities resolved."""
    drawn = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), label, flags=re.S)
    return drawn.replace("&amp;", "&")


def cut(name):
    """Ids of more than 256 bytes are cut, so that no buffer of Graphviz overruns."""
    return name if len(name) <= 256 else name[:256] + "…"


def read(path):
    """Nodes with their labels and kinds, and edges with their relations, as Graphviz has them."""
    data = json.loads(run("dot", "-Tdot_json", path))
    objects = data.get("objects", [])
    names, nodes = {}, {}
    for thing in objects:
        names[thing["_gvid"]] = name = re.sub("…[0-9]+$", "…", thing["name"])
        if "nodes" not in thing and not name.startswith("cluster_"):
            nodes[name] = {"kind": thing["class"], "label": unescaped(thing["label"])}
    edges = []
    for edge in data.get("edges", []):
        edges.append((names[edge["tail"]], names[edge["head"]], {"relation": edge["class"]}))
    return data["directed"], (nodes, edges)


def harmless(svg):
    """What in an SVG file would run or lead where it must not."""
    for element in ET.fromstring(svg).iter():
        if element.tag.endswith("script"):
            yield "a script"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"{name}={value!r}"
            if name.removeprefix(XLINK) == "href" and not re.match("https?://", value, re.I):
                yield f"a link to {value!r}"


def main(catalogue, folder):
    data = expected.load(catalogue)
    faults, pictures = [], 0
    for view in expected.VIEWS:
        nodes, edges = expected.adapted(expected.view(data, view), expected.in_dot)
        wanted = (
            {cut(name): {"kind": node["kind"], "label": node["label"]} for name, node in nodes.items()},
            [(cut(a), cut(b), {"relation": edge["relation"]}) for a, b, edge in edges],
        )
        for extension in ("dot", "gv"):
            path = f"{folder}/{view}.{extension}"
            directed, found = read(path)
            if directed != (view != "videos"):
                faults.append(f"{path}: directed: {directed}")
            faults += [f"{path}: {line}" for line in expected.differences(wanted, found)]
            for engine in ENGINES if extension == "dot" else ("neato -n2", *ENGINES):
                try:
                    svg = run(*engine.split(), "-Tsvg", path)
                    faults += [f"{path}, {engine}: {line}" for line in harmless(svg)]
                    pictures += 1
                except (ValueError, ET.ParseError, subprocess.TimeoutExpired) as fault:
                    faults.append(f"{path}: {fault}")
    print("\n".join(faults) or f"Graphviz read the same nodes and edges, and drew {pictures} pictures")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
