#!/usr/bin/env python3
"""Reads graph files with NetworkX and holds them against the catalogue: the same nodes, edges and attributes.

    networkx_check.py CATALOGUE FOLDER      FOLDER/{relationships,shared-themes,videos}.{graphml,gexf,json}

Exit code 1 and a line for each difference where there is one.
"""

import json
import sys
import warnings

import networkx as nx

import expected

warnings.simplefilter("error")


def graphml(path):
    graph = nx.read_graphml(path, force_multigraph=True)
    return graph, dict(graph.nodes(data=True)), list(graph.edges(data=True))


def gexf(path):
    graph = nx.read_gexf(path)
    nodes = {}
    for name, node in graph.nodes(data=True):
        viz = node.pop("viz")
        assert set(viz["color"]) >= {"r", "g", "b"} and viz["size"] > 0 and viz["position"], (name, viz)
        nodes[name] = node
    edges = []
    for a, b, edge in graph.edges(data=True):
        edge.pop("id")
        # The format's own weight is the number for drawing, and 1 where there is none.
        number = edge.get("strength", edge.get("count"))
        assert edge.pop("weight", None) == (None if number is None else float(number)), (a, b, edge)
        edges.append((a, b, edge))
    return graph, nodes, edges


def node_link(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    graph = nx.node_link_graph(data, edges="edges")
    assert graph.is_multigraph()
    return graph, dict(graph.nodes(data=True)), list(graph.edges(data=True))


READERS = {
    "graphml": (graphml, expected.in_xml, {}),
    "gexf": (gexf, expected.in_xml, {"weight": "theme_weight"}),
    "json": (node_link, expected.in_json, {"source": "fact_source"}),
}


def undirected(edges):
    """Edges without a direction: the reader may give them either way round."""
    return [(min(a, b), max(a, b), facts) for a, b, facts in edges]


def main(catalogue, folder):
    data = expected.load(catalogue)
    faults = []
    for view in expected.VIEWS:
        graph = expected.view(data, view)
        for extension, (read, change, renamed) in READERS.items():
            path = f"{folder}/{view}.{extension}"
            found, nodes, edges = read(path)
            directed = view != "videos"
            if found.is_directed() != directed:
                faults.append(f"{path}: is directed: {found.is_directed()}")
            if not directed:
                edges = undirected(edges)
            wanted = expected.adapted(graph, change, renamed)
            faults += [f"{path}: {line}" for line in expected.differences(wanted, (nodes, edges))]
    print("\n".join(faults) or f"NetworkX {nx.__version__} reads the same nodes, edges and attributes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
