"""orjson reads, NetworKit answers on two threads."""

import networkit
import numpy as np

from .catalogue import DAMPING, Catalogue, count_line, rank_line

networkit.setNumberOfThreads(2)
# Its tolerance is of another norm; this one gives the digits that the others give.
TOLERANCE = 1e-10


def graph(catalogue, themes=True):
    a, b = catalogue.edge_arrays(themes)
    ends = (a.astype(np.uint64), b.astype(np.uint64))
    return networkit.GraphFromCoo(ends, n=catalogue.things, weighted=False, directed=False)


def count(path, _):
    made = graph(Catalogue(path))
    return count_line(made.numberOfNodes(), made.numberOfEdges())


def path_length(path, _):
    catalogue = Catalogue(path)
    search = networkit.distance.BidirectionalBFS(
        graph(catalogue, themes=False), catalogue.first_artist, catalogue.last_artist, False
    )
    search.run()
    steps = search.getDistance()
    return int(steps) if steps < 1e9 else -1


def graphml(path, out):
    networkit.graphio.GraphMLWriter().write(graph(Catalogue(path)), out)
    return "written"


def central(path, _):
    made = graph(Catalogue(path))
    rank = networkit.centrality.PageRank(made, damp=DAMPING, tol=TOLERANCE)
    rank.run()
    components = networkit.components.ConnectedComponents(made)
    components.run()
    scores = np.array(rank.scores())
    largest = max(components.getComponentSizes().values())
    return rank_line(scores / scores.sum(), components.numberOfComponents(), largest)


TASKS = {"T1": count, "T5": path_length, "T7": graphml, "T8": central}
