"""orjson reads, igraph answers."""

import igraph
import numpy as np

from .catalogue import DAMPING, MOST_PAIRS, Catalogue, count_line, pair_line, rank_line


def graph(catalogue, themes=True):
    a, b = catalogue.edge_arrays(themes)
    return igraph.Graph(n=catalogue.things, edges=np.column_stack([a, b]))


def count(path, _):
    made = graph(Catalogue(path))
    return count_line(made.vcount(), made.ecount())


def pairs(path, _):
    catalogue = Catalogue(path)
    matrix = catalogue.videos_by_themes()[0].tocoo()
    themes, videos = len(catalogue.themes), len(catalogue.videos)
    made = igraph.Graph(n=themes + videos, edges=np.column_stack([matrix.col, matrix.row + themes]))
    made.vs["type"] = [False] * themes + [True] * videos
    projected = made.bipartite_projection(which=1, multiplicity=True)
    ends = np.array(projected.get_edgelist(), dtype=np.int32)
    counts = np.array(projected.es["weight"], dtype=np.int32)
    x, y = ends.min(1), ends.max(1)
    order = np.lexsort((y, x, -counts))[:MOST_PAIRS]
    return pair_line(zip(x[order].tolist(), y[order].tolist(), counts[order].tolist()))


def path_length(path, _):
    catalogue = Catalogue(path)
    made = graph(catalogue, themes=False)
    return len(made.get_shortest_path(catalogue.first_artist, catalogue.last_artist)) - 1


def named_graph(path):
    catalogue = Catalogue(path)
    made = graph(catalogue)
    made.vs["name"], made.vs["kind"], made.vs["label"] = catalogue.node_attributes()
    return made


def dot(path, out):
    named_graph(path).write_dot(out)
    return "written"


def graphml(path, out):
    named_graph(path).write_graphml(out)
    return "written"


def central(path, _):
    made = graph(Catalogue(path))
    sizes = made.connected_components().sizes()
    return rank_line(made.pagerank(damping=DAMPING), len(sizes), max(sizes))


TASKS = {"T1": count, "T3": pairs, "T5": path_length, "T6": dot, "T7": graphml, "T8": central}
