"""orjson reads, NetworkX answers."""

import networkx as nx
from networkx.algorithms import bipartite

from .catalogue import DAMPING, MOST_PAIRS, MOST_ROUNDS, STILL, Catalogue, count_line, pair_line, rank_line


def graph(catalogue, themes=True):
    made = nx.Graph()
    made.add_nodes_from(range(catalogue.things))
    made.add_edges_from(catalogue.edges(themes))
    return made


def named_graph(path):
    catalogue = Catalogue(path)
    ids, kinds, labels = catalogue.node_attributes()
    made = nx.Graph()
    made.add_nodes_from((name, {"kind": kind, "label": label}) for name, kind, label in zip(ids, kinds, labels))
    made.add_edges_from((ids[a], ids[b]) for a, b in catalogue.edges())
    return made


def count(path, _):
    made = graph(Catalogue(path))
    return count_line(made.number_of_nodes(), made.number_of_edges())


def pairs(path, _):
    catalogue = Catalogue(path)
    first = catalogue.first_video
    made = nx.Graph()
    made.add_nodes_from(range(catalogue.things))
    made.add_edges_from(
        (catalogue.number[theme], number)
        for number, video in enumerate(catalogue.videos, first)
        for theme in video["themes"]
    )
    projected = bipartite.weighted_projected_graph(made, range(first, catalogue.things))
    found = [(min(a, b) - first, max(a, b) - first, count) for a, b, count in projected.edges(data="weight")]
    found.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    return pair_line(found[:MOST_PAIRS])


def path_length(path, _):
    catalogue = Catalogue(path)
    made = graph(catalogue, themes=False)
    try:
        return len(nx.bidirectional_shortest_path(made, catalogue.first_artist, catalogue.last_artist)) - 1
    except nx.NetworkXNoPath:
        return -1


def dot(path, out):
    nx.nx_pydot.write_dot(named_graph(path), out)
    return "written"


def graphml(path, out):
    nx.write_graphml_lxml(named_graph(path), out)
    return "written"


def central(path, _):
    catalogue = Catalogue(path)
    made = graph(catalogue)
    # NetworkX multiplies the tolerance by the number of nodes.
    scores = nx.pagerank(made, alpha=DAMPING, tol=STILL / catalogue.things, max_iter=MOST_ROUNDS)
    components = list(nx.connected_components(made))
    return rank_line([scores[n] for n in range(catalogue.things)], len(components), max(map(len, components)))


TASKS = {"T1": count, "T3": pairs, "T5": path_length, "T6": dot, "T7": graphml, "T8": central}
