"""orjson reads, NumPy and SciPy answer over sparse matrices."""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from .catalogue import (
    DAMPING,
    MOST_PAIRS,
    MOST_ROUNDS,
    MOST_SIMILAR,
    MOST_THEMES,
    STILL,
    Catalogue,
    count_line,
    pair_line,
    rank_line,
    similar_line,
    theme_line,
)


def adjacency(catalogue, themes, dtype):
    """The symmetric adjacency matrix."""
    a, b = catalogue.edge_arrays(themes)
    ones = np.ones(2 * len(a), dtype)
    shape = (catalogue.things, catalogue.things)
    return sparse.coo_matrix((ones, (np.r_[a, b], np.r_[b, a])), shape=shape).tocsr()


def count(path, _):
    catalogue = Catalogue(path)
    a, b = catalogue.edge_arrays()
    shape = (catalogue.things, catalogue.things)
    matrix = sparse.coo_matrix((np.ones(len(a), np.int8), (a, b)), shape=shape).tocsr()
    return count_line(matrix.shape[0], matrix.nnz)


def themes(path, _):
    catalogue = Catalogue(path)
    matrix, _ = catalogue.videos_by_themes()
    counts = np.bincount(matrix.indices, minlength=len(catalogue.themes))
    order = np.argsort(-counts, kind="stable")[:MOST_THEMES]
    return theme_line((catalogue.themes[theme]["id"], int(counts[theme])) for theme in order)


def best(x, y, counts):
    order = np.lexsort((y, x, -counts))[:MOST_PAIRS]
    return x[order], y[order], counts[order]


def join(matrix, rows, least):
    """The best pairs among the videos `rows` that share `least` themes or more, by blocks of a matrix product."""
    part = matrix[rows]
    turned = part.T.tocsr()
    block = max(1, int(4e7 // max(1, len(rows))))
    found = []
    for begin in range(0, len(rows), block):
        product = (part[begin : begin + block] @ turned).tocoo()
        enough = product.data >= least
        x, y, counts = product.row[enough] + begin, product.col[enough], product.data[enough]
        ordered = x < y
        x, y, counts = x[ordered], y[ordered], counts[ordered]
        if len(counts) > MOST_PAIRS:
            x, y, counts = best(x, y, counts)
        found.append((rows[x], rows[y], counts))
    return best(*map(np.concatenate, zip(*found)))


def pairs(path, _):
    matrix, _ = Catalogue(path).videos_by_themes()
    x, y, counts = join(matrix, np.arange(matrix.shape[0]), 1)
    return pair_line(zip(x.tolist(), y.tolist(), counts.tolist()))


def pairs_pruned(path, _):
    """Only videos of so many themes can share so many: begins with the largest and lowers the threshold."""
    matrix, lengths = Catalogue(path).videos_by_themes()
    least = int(lengths.max())
    while True:
        rows = np.nonzero(lengths >= least)[0]
        if len(rows) > 1:
            x, y, counts = join(matrix, rows, least)
            if len(x) >= MOST_PAIRS or least == 1:
                return pair_line(zip(x.tolist(), y.tolist(), counts.tolist()))
        least -= 1


def similar(path, _):
    matrix, _ = Catalogue(path).videos_by_themes()
    videos = matrix.shape[0]
    me = videos // 2
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weight = np.log(videos / np.maximum(counts, 1))
    whole = matrix @ weight
    mine = np.zeros(matrix.shape[1])
    my_themes = matrix.indices[matrix.indptr[me] : matrix.indptr[me + 1]]
    mine[my_themes] = weight[my_themes]
    shared = matrix @ mine
    score = shared / (whole + whole[me] - shared)
    score[me] = -1
    order = np.lexsort((np.arange(videos), -np.round(score, 12)))[:MOST_SIMILAR]
    return similar_line([(int(video), float(score[video])) for video in order])


def path_length(path, _):
    catalogue = Catalogue(path)
    matrix = adjacency(catalogue, False, np.int8)
    _, before = csgraph.breadth_first_order(matrix, catalogue.first_artist, directed=True)
    at, steps = catalogue.last_artist, 0
    if before[at] < 0:
        return -1
    while at != catalogue.first_artist:
        at = before[at]
        steps += 1
    return steps


def central(path, _):
    catalogue = Catalogue(path)
    things = catalogue.things
    matrix = adjacency(catalogue, True, np.float64)
    components, label = csgraph.connected_components(matrix, directed=False)
    degree = np.asarray(matrix.sum(1)).ravel()
    alone = degree == 0
    share = 1 / np.where(alone, 1, degree)
    scores = np.full(things, 1 / things)
    for _ in range(MOST_ROUNDS):
        jump = DAMPING * scores[alone].sum() / things + (1 - DAMPING) / things
        new = DAMPING * (matrix @ (scores * share)) + jump
        change = abs(new - scores).sum()
        scores = new
        if change < STILL:
            break
    return rank_line(scores, components, int(np.bincount(label).max()))


TASKS = {
    "T1": count,
    "T2": themes,
    "T3": pairs,
    ("scipy_pruned", "T3"): pairs_pruned,
    "T4": similar,
    "T5": path_length,
    "T8": central,
}
