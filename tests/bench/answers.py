"""Whether our answer is the peers'. We name things by id and they by number; we round where they do not."""

import json
import mmap
import re
from dataclasses import dataclass
from pathlib import Path

# Our scores are rounded to six places.
ROUNDED = 1.01e-6


@dataclass(frozen=True)
class Catalogue:
    """How many things of each kind a generated catalogue has; they are numbered in this order."""

    themes: int
    artists: int
    groups: int
    videos: int

    @classmethod
    def of(cls, videos: int) -> "Catalogue":
        return cls(int(round(40 * videos**0.35)), max(2, videos // 2), max(1, videos // 6), videos)

    def number(self, name: str) -> int:
        """The peers' number of a thing such as `artist:a0012`."""
        kind, _, rest = name.partition(":")
        first = {
            "theme": 0,
            "artist": self.themes,
            "group": self.themes + self.artists,
            "video": self.themes + self.artists + self.groups,
        }
        return first[kind] + int(rest[1:])

    def names(self) -> dict[str, str]:
        """What a command puts in place of its words in braces."""
        video, artist = len(str(self.videos)), len(str(self.artists))
        return {
            "middle": f"video:v{self.videos // 2:0{video}d}",
            "first": f"artist:a{0:0{artist}d}",
            "last": f"artist:a{self.artists - 1:0{artist}d}",
        }


def differs(row: str, ours: str, theirs: str, catalogue: Catalogue) -> str | None:
    """In what our answer to a question differs from a peer's; nothing where it does not."""
    return COMPARE[row](json.loads(ours), theirs, catalogue)


def told(what: str, ours, theirs) -> str | None:
    return None if ours == theirs else f"{what}: ours {ours}, theirs {theirs}"


def counts(ours, theirs, _):
    things, relations = sum(ours["nodes"].values()), sum(ours["edges"].values())
    return told("things and relations", f"{things} {relations}", theirs)


def themes(ours, theirs, _):
    line = " ".join(f'{entry["theme"].removeprefix("theme:")}:{entry["videos"]}' for entry in ours["themes"])
    return told("themes", line, theirs)


def pairs(ours, theirs, _):
    number = lambda name: int(name.removeprefix("video:v"))
    line = " ".join("{}-{}:{}".format(*map(number, pair["videos"]), pair["count"]) for pair in ours["pairs"])
    return told("pairs", line, theirs)


def similar(ours, theirs, _):
    mine = [(int(entry["video"].removeprefix("video:v")), entry["score"]) for entry in ours["results"]]
    peers = [entry.split(":") for entry in theirs.split()]
    return ranking("videos", mine, [(int(number), float(score)) for number, score in peers])


def ranking(what, mine, peers):
    """Compares two rankings of (number, score), of which ours is rounded: the same scores in the same order, and the
    same things, but for those whose scores are the same when rounded, the last of which may be cut off."""
    if len(mine) != len(peers):
        return f"{what}: ours {len(mine)}, theirs {len(peers)}"
    for (_, score), (_, exact) in zip(mine, peers):
        if abs(score - exact) > ROUNDED:
            return f"{what}: ours has a score of {score}, theirs of {exact}"
    last = mine[-1][1] if mine else 0.0
    theirs = dict(peers)
    for number, score in mine:
        if number in theirs:
            if abs(theirs[number] - score) > ROUNDED:
                return f"{what}: {number} has {score}, theirs {theirs[number]}"
        elif abs(score - last) > ROUNDED:
            return f"{what}: {number} is not among theirs"
    return None


def path(ours, theirs, _):
    return told("steps", str(ours["length"]), theirs)


def central(ours, theirs, catalogue):
    components, _, *peers = theirs.split()
    if str(ours["components"]) != components:
        return told("components", str(ours["components"]), components)
    mine = [(catalogue.number(entry["node"]), entry["score"]) for entry in ours["central"]]
    peers = [entry.split(":") for entry in peers]
    return ranking("central", mine, [(int(number), float(score)) for number, score in peers])


COMPARE = {"T1": counts, "T2": themes, "T3": pairs, "T4": similar, "T5": path, "T8": central}

# How a file names a node and the ends of an edge. Some tools quote ids, and some write it all on one line.
LINES = {
    "T6": (
        re.compile(rb'(?m)^[ \t]*"?(?!(?:graph|node|edge) )([^"\s]+)"? \['),
        re.compile(rb'(?m)^[ \t]*"?([^"\s]+)"? -[->] "?([^"\s;]+)"?'),
    ),
    "T7": (re.compile(rb'<node id="([^"]+)"'), re.compile(rb'<edge source="([^"]+)" target="([^"]+)"')),
}
MASK = (1 << 64) - 1


def content(row: str, path: Path) -> tuple[int, int, int]:
    """How many nodes and edges a graph file has, and a sum over its ends that does not depend on order or direction.
    Kinds before ids are left out, as peers do not write them."""
    node, edge = LINES[row]
    name = lambda found: found.rpartition(b":")[2]
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        nodes = {name(found[1]) for found in node.finditer(text)}
        count = ends = 0
        for found in edge.finditer(text):
            count += 1
            ends = (ends + hash(tuple(sorted(map(name, found.groups()))))) & MASK
    return len(nodes), count, ends


def file_differs(row: str, ours: Path, theirs: Path, named: bool) -> str | None:
    """In what our graph file differs from a peer's: nodes, edges, and if the peer writes ids, between which."""
    mine, peers = content(row, ours), content(row, theirs)
    size = 3 if named else 2
    return told("nodes, edges", mine[:size], peers[:size])
