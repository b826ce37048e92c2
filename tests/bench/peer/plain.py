"""orjson reads, plain Python answers."""

import itertools
import math
from collections import Counter
from xml.sax.saxutils import escape

from .catalogue import MOST_PAIRS, MOST_THEMES, Catalogue, count_line, pair_line, similar_line, theme_line

GRAPHML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\
<key id="l" for="node" attr.name="label" attr.type="string"/>\
<key id="k" for="node" attr.name="kind" attr.type="string"/>\
<graph edgedefault="undirected">
"""


def count(path, _):
    catalogue = Catalogue(path)
    return count_line(catalogue.things, len(catalogue.edges()))


def themes(path, _):
    catalogue = Catalogue(path)
    counts = Counter(theme for video in catalogue.videos for theme in video["themes"])
    ranked = sorted(counts.items(), key=lambda item: (-item[1], catalogue.number[item[0]]))
    return theme_line(ranked[:MOST_THEMES])


def pairs(path, _):
    carriers = {}
    for number, video in enumerate(Catalogue(path).videos):
        for theme in video["themes"]:
            carriers.setdefault(theme, []).append(number)
    counts = Counter()
    for videos in carriers.values():
        counts.update(itertools.combinations(videos, 2))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    return pair_line((a, b, count) for (a, b), count in ranked)


def similar(path, _):
    videos = Catalogue(path).videos
    me = len(videos) // 2
    counts = Counter(theme for video in videos for theme in video["themes"])
    weight = {theme: math.log(len(videos) / count) for theme, count in counts.items()}
    mine = set(videos[me]["themes"])
    my_whole = sum(weight[theme] for theme in mine)
    scores = []
    for number, video in enumerate(videos):
        if number == me or mine.isdisjoint(video["themes"]):
            continue
        shared = whole = 0.0
        for theme in video["themes"]:
            whole += weight[theme]
            if theme in mine:
                shared += weight[theme]
        scores.append((number, shared / (whole + my_whole - shared)))
    return similar_line(scores)


def path_length(path, _):
    catalogue = Catalogue(path)
    neighbours = [[] for _ in range(catalogue.things)]
    for a, b in catalogue.edges(themes=False):
        neighbours[a].append(b)
        neighbours[b].append(a)
    start, goal = catalogue.first_artist, catalogue.last_artist
    distance, ring = {start: 0}, [start]
    while ring and goal not in distance:
        further = []
        for here in ring:
            for there in neighbours[here]:
                if there not in distance:
                    distance[there] = distance[here] + 1
                    further.append(there)
        ring = further
    return distance.get(goal, -1)


def dot(path, out):
    catalogue = Catalogue(path)
    ids, kinds, labels = catalogue.node_attributes()
    with open(out, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write("graph G {\n")
        file.writelines(
            '"%s" [label="%s" kind=%s];\n' % (name, label.replace('"', '\\"'), kind)
            for name, kind, label in zip(ids, kinds, labels)
        )
        file.writelines('"%s" -- "%s";\n' % (ids[a], ids[b]) for a, b in catalogue.edges())
        file.write("}\n")
    return "written"


def graphml(path, out):
    catalogue = Catalogue(path)
    ids, kinds, labels = catalogue.node_attributes()
    with open(out, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write(GRAPHML_HEAD)
        file.writelines(
            '<node id="%s"><data key="k">%s</data><data key="l">%s</data></node>\n' % (name, kind, escape(label))
            for name, kind, label in zip(ids, kinds, labels)
        )
        file.writelines('<edge source="%s" target="%s"/>\n' % (ids[a], ids[b]) for a, b in catalogue.edges())
        file.write("</graph></graphml>\n")
    return "written"


TASKS = {"T1": count, "T2": themes, "T3": pairs, "T4": similar, "T5": path_length, "T6": dot, "T7": graphml}
