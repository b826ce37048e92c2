"""What a catalogue says, worked out from its JSON alone, to hold graph files against.

    nodes, edges = view(catalogue, "relationships")

nodes: {id: attributes}; edges: [(from, to, attributes)]. Text is as the catalogue has it; the functions at the end
say what a format makes of a text that it cannot hold as it is.
"""

import json
import re
from itertools import combinations

VIEWS = ("relationships", "shared-themes", "videos")
STRENGTH = {"choice": 3, "major": 2, "minor": 1}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def _put(attributes, **more):
    attributes.update((name, value) for name, value in more.items() if value is not None)
    return attributes


def _seconds(length):
    seconds = 0
    for part in length.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _listed(texts):
    return "; ".join(texts) if texts else None


class _Catalogue:
    def __init__(self, data):
        self.data = data
        self.default = data.get("source")
        self.titles = {source["id"]: source["title"] for source in data.get("sources", [])}

    def source(self, *ids):
        """The title of the first source that is given, or of the catalogue's own."""
        for source in (*ids, self.default):
            if source is not None:
                return self.titles[source]
        return None

    def nodes(self):
        nodes = {}
        for kind in ("artist", "group", "theme"):
            for entry in self.data.get(kind + "s", []):
                nodes[f"{kind}:{entry['id']}"] = _put(
                    {"kind": kind, "label": entry["name"]},
                    aliases=_listed(entry.get("aliases")),
                    definition=entry.get("definition"),
                    source=self.source(),
                )
        for video in self.data.get("videos", []):
            nodes["video:" + video["id"]] = self.video(video)
        return nodes

    def video(self, video):
        of = video.get("sources", {})
        node = _put(
            {"kind": "video", "label": video["title"]},
            aliases=_listed(video.get("aliases")),
            released=video.get("released"),
            release=video.get("release"),
            directors=_listed(video.get("directors")),
            url=video.get("url"),
            synopsis=video.get("synopsis"),
            age_restricted=video.get("age_restricted"),
            source=self.source(of.get("title")),
        )
        if "released" in node:
            node["year"] = int(node["released"][:4])
        for runtime in video.get("runtimes", []):
            runtime = {"length": runtime} if isinstance(runtime, str) else runtime
            if runtime.get("measures", "video") == "video":
                _put(
                    node,
                    runtime=_seconds(runtime["length"]),
                    runtime_precision=runtime.get("precision", "exact"),
                    runtime_stated=runtime.get("stated"),
                    runtime_source=self.source(runtime.get("source"), of.get("runtimes")),
                )
                break
        return node

    def edges(self):
        edges = []
        for artist in self.data.get("artists", []):
            for membership in artist.get("member_of", []):
                membership = {"group": membership} if isinstance(membership, str) else membership
                edges.append((
                    "artist:" + artist["id"],
                    "group:" + membership["group"],
                    _put(
                        {"relation": "member_of", "source": self.source(membership.get("source"))},
                        **{"from": membership.get("from"), "to": membership.get("to")},
                    ),
                ))
        for theme in self.data.get("themes", []):
            for above in theme.get("broader", []):
                facts = {"relation": "broader", "source": self.source()}
                edges.append(("theme:" + theme["id"], "theme:" + above, facts))
        for video in self.data.get("videos", []):
            edges.extend(self.edges_of(video))
        return [(a, b, {k: v for k, v in facts.items() if v is not None}) for a, b, facts in edges]

    def edges_of(self, video):
        of, name = video.get("sources", {}), "video:" + video["id"]
        for performer in video.get("performers", []):
            yield performer, name, {"relation": "performs", "source": self.source(of.get("performers"))}
        for role in video.get("cast", []):
            source = self.source(role.get("source"), of.get("cast"))
            yield "artist:" + role["artist"], name, {"relation": "appears_in", "role": role.get("role"), "source": source}
        for carried in video.get("themes", []):
            carried = {"theme": carried} if isinstance(carried, str) else carried
            weight = carried.get("weight", "major")
            spoiler = carried.get("spoiler", False)
            yield name, "theme:" + carried["theme"], {
                "relation": "carries",
                "weight": weight,
                "strength": STRENGTH[weight],
                "basis": carried.get("basis", "on-screen"),
                "evidence": carried.get("evidence"),
                # Whether a sentence gives the ending away can only be said where there is one.
                "spoiler": spoiler if spoiler or "evidence" in carried else None,
                "source": self.source(carried.get("source"), of.get("themes")),
            }


def view(data, kind):
    """The nodes and edges of a view of the catalogue."""
    catalogue = _Catalogue(data)
    nodes, edges = catalogue.nodes(), catalogue.edges()
    if kind == "relationships":
        return nodes, edges
    carries = [edge for edge in edges if edge[2]["relation"] == "carries"]
    themes_of = {name: set() for name, node in nodes.items() if node["kind"] == "video"}
    for video, theme, _ in carries:
        themes_of[video].add(theme)
    if kind == "shared-themes":
        carriers = [theme for _, theme, _ in carries]
        kept = {name: node for name, node in nodes.items() if name in themes_of or carriers.count(name) >= 2}
        return kept, [edge for edge in carries if edge[1] in kept]
    pairs = []
    for a, b in combinations(sorted(themes_of), 2):
        shared = sorted(themes_of[a] & themes_of[b])
        if shared:
            pairs.append((a, b, {"relation": "shares_themes", "count": len(shared), "themes": "; ".join(shared)}))
    return {name: nodes[name] for name in themes_of}, pairs


REPLACED = "\ufffd"
_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))


def in_xml(text):
    """XML 1.0 has no other control characters than tab, line feed and carriage return, and no noncharacters."""
    return re.sub(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_NONCHARACTERS}]", REPLACED, text)


def in_json(text):
    return text


def in_csv(text):
    text = re.sub(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_NONCHARACTERS}]", REPLACED, text)
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text


def in_dot(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_NONCHARACTERS}]", REPLACED, text)


def adapted(graph, change, renamed=()):
    """The graph with every text as `change` has it, and attributes of edges renamed."""
    nodes, edges = graph
    renamed = dict(renamed)

    def facts(attributes, names):
        return {
            names.get(name, name): change(value) if isinstance(value, str) else value
            for name, value in attributes.items()
        }

    return (
        {name: facts(node, {}) for name, node in nodes.items()},
        [(a, b, facts(edge, renamed)) for a, b, edge in edges],
    )


def differences(expected, found):
    """What the two graphs do not agree on, as lines for a person."""
    (nodes, edges), (found_nodes, found_edges) = expected, found
    for name in sorted(nodes.keys() | found_nodes.keys()):
        if nodes.get(name) != found_nodes.get(name):
            yield f"node {name[:80]!r}: expected {_short(nodes.get(name))}, found {_short(found_nodes.get(name))}"
    key = lambda edge: (edge[0], edge[1], json.dumps(edge[2], sort_keys=True))
    ours, theirs = sorted(map(key, edges)), sorted(map(key, found_edges))
    for edge in sorted(set(ours) | set(theirs)):
        if ours.count(edge) != theirs.count(edge):
            yield f"edge {_short(edge)}: expected {ours.count(edge)} times, found {theirs.count(edge)} times"


def _short(what):
    text = ascii(what)
    return text if len(text) < 2000 else text[:1000] + " … " + text[-1000:]
