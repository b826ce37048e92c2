#!/usr/bin/env python3
"""Reads GraphML with igraph, rustworkx and graphology, and GEXF with graphology, and holds it against the catalogue.

    others_check.py CATALOGUE FOLDER        FOLDER/{relationships,shared-themes,videos}.{graphml,gexf}

What is not installed is left out, and the last line says who read; graphology is looked for where NODE_PATH says.

igraph and rustworkx know no absent values: what is not there reads back as an empty text, not a number, false or None.
So a value that is unknown in the catalogue may be one of these here, and nothing else.
"""

import json
import math
import pathlib
import subprocess
import sys

import expected


def known(attributes, wanted):
    """The attributes without the fillers for what the catalogue does not know."""

    def is_filler(value):
        return value is None or value == "" or value is False or (isinstance(value, float) and math.isnan(value))

    def as_stated(name, value):
        if value is None and wanted.get(name) == "":
            return ""
        return int(value) if isinstance(value, float) and value == int(value) else value

    return {name: as_stated(name, value) for name, value in attributes.items() if name in wanted or not is_filler(value)}


def by_igraph(path, wanted):
    import igraph

    graph = igraph.Graph.Read_GraphML(path)
    names = graph.vs["id"]
    nodes = {}
    for vertex in graph.vs:
        attributes = vertex.attributes()
        name = attributes.pop("id")
        nodes[name] = known(attributes, wanted[0].get(name, {}))
    edges = [(names[edge.source], names[edge.target], known(edge.attributes(), ())) for edge in graph.es]
    return graph.is_directed(), (nodes, edges)


def by_rustworkx(path, wanted):
    import rustworkx

    (graph,) = rustworkx.read_graphml(path)
    nodes, names = {}, {}
    for index in graph.node_indices():
        attributes = dict(graph[index])
        names[index] = name = attributes.pop("id")
        nodes[name] = known(attributes, wanted[0].get(name, {}))
    edges = [(names[a], names[b], known(edge, ())) for a, b, edge in graph.weighted_edge_list()]
    return isinstance(graph, rustworkx.PyDiGraph), (nodes, edges)


def by_graphology(path, _):
    script = pathlib.Path(__file__).with_name("graphology_read.js")
    graph = json.loads(subprocess.run(["node", script, path], check=True, capture_output=True).stdout)
    nodes, edges = graph["nodes"], graph["edges"]
    if path.endswith(".gexf"):
        for node in nodes.values():
            node.setdefault("label", "")  # which graphology leaves out where it is empty
            assert node.pop("color").startswith("rgb(") and node.pop("size") > 0
            assert all(isinstance(node.pop(axis), (int, float)) for axis in "xyz")
        for _, _, edge in edges:
            edge.pop("color")
            number = edge.get("strength", edge.get("count"))
            assert edge.pop("weight", None) == number, edge
    return graph["directed"], (nodes, [(a, b, known(edge, ())) for a, b, edge in edges])


def has_graphology():
    try:
        wanted = "require('graphology'); require('graphology-gexf'); require('graphology-graphml')"
        return subprocess.run(["node", "-e", wanted], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def without_fillers(graph):
    """What is false or empty in the catalogue cannot be told from what is absent, in edges."""
    nodes, edges = graph
    return nodes, [(a, b, {n: v for n, v in edge.items() if v not in ("", False)}) for a, b, edge in edges]


def main(catalogue, folder):
    data = expected.load(catalogue)
    faults, readers = [], []
    for name, read in {"igraph": by_igraph, "rustworkx": by_rustworkx}.items():
        try:
            readers.append((f"{name} {__import__(name).__version__}", "graphml", read, {}))
        except ImportError:
            pass
    if has_graphology():
        readers.append(("graphology (GraphML)", "graphml", by_graphology, {}))
        readers.append(("graphology (GEXF)", "gexf", by_graphology, {"weight": "theme_weight"}))
    for view in expected.VIEWS:
        for name, extension, read, renamed in readers:
            wanted = without_fillers(expected.adapted(expected.view(data, view), expected.in_xml, renamed))
            path = f"{folder}/{view}.{extension}"
            directed, (nodes, edges) = read(path, wanted)
            if wanted[1] and directed != (view != "videos"):
                faults.append(f"{path}, {name}: directed: {directed}")
            if not directed:
                edges = [(min(a, b), max(a, b), edge) for a, b, edge in edges]
            faults += [f"{path}, {name}: {line}" for line in expected.differences(wanted, (nodes, edges))]
    names = ", ".join(name for name, *_ in readers)
    print("\n".join(faults) or f"{names or 'nobody'}: the same nodes, edges and attributes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
