"""orjson reads, rustworkx (petgraph) answers."""

import rustworkx as rx

from .catalogue import DAMPING, MOST_ROUNDS, STILL, Catalogue, count_line, rank_line


def graph(catalogue, themes=True):
    made = rx.PyGraph()
    made.add_nodes_from(range(catalogue.things))
    made.add_edges_from_no_data(catalogue.edges(themes))
    return made


def count(path, _):
    made = graph(Catalogue(path))
    return count_line(made.num_nodes(), made.num_edges())


def path_length(path, _):
    catalogue = Catalogue(path)
    goal = catalogue.last_artist
    paths = rx.dijkstra_shortest_paths(graph(catalogue, themes=False), catalogue.first_artist, goal)
    return len(paths[goal]) - 1 if goal in paths else -1


def named_graph(path, edge_data):
    catalogue = Catalogue(path)
    made = rx.PyGraph()
    rows = zip(*catalogue.node_attributes())
    made.add_nodes_from([{"id": name, "kind": kind, "label": label} for name, kind, label in rows])
    made.add_edges_from([(a, b, edge_data) for a, b in catalogue.edges()])
    return made


def dot(path, out):
    made = named_graph(path, None)
    made.to_dot(lambda node: {"label": node["label"], "kind": node["kind"]}, None, {}, out)
    return "written"


def graphml(path, out):
    rx.write_graphml(named_graph(path, {}), out)
    return "written"


def central(path, _):
    catalogue = Catalogue(path)
    made = rx.PyDiGraph()
    made.add_nodes_from(range(catalogue.things))
    edges = catalogue.edges()
    made.add_edges_from_no_data(edges)
    components = rx.weakly_connected_components(made)
    made.add_edges_from_no_data([(b, a) for a, b in edges])
    scores = rx.pagerank(made, alpha=DAMPING, tol=STILL / catalogue.things, max_iter=MOST_ROUNDS)
    scores = [scores[number] for number in range(catalogue.things)]
    return rank_line(scores, len(components), max(map(len, components)))


TASKS = {"T1": count, "T5": path_length, "T6": dot, "T7": graphml, "T8": central}
