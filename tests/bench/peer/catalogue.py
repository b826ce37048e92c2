"""A generated catalogue as the peers take it. The only place that knows the file's format.

Things are numbered themes, artists, groups, videos, each in the order of the file.
"""

import itertools

import orjson

MOST_PAIRS = 100
MOST_THEMES = 50
MOST_SIMILAR = 20
DAMPING = 0.85
STILL = 1e-8
MOST_ROUNDS = 500


class Catalogue:
    def __init__(self, path):
        with open(path, "rb") as file:
            read = orjson.loads(file.read())
        self.themes, self.artists, self.groups, self.videos = (
            read[key] for key in ("themes", "artists", "groups", "videos")
        )
        self.first_artist = len(self.themes)
        self.first_group = self.first_artist + len(self.artists)
        self.first_video = self.first_group + len(self.groups)
        self.things = self.first_video + len(self.videos)
        self.number = {}
        for first, rows in (
            (0, self.themes),
            (self.first_artist, self.artists),
            (self.first_group, self.groups),
            (self.first_video, self.videos),
        ):
            for number, row in enumerate(rows, first):
                self.number[row["id"]] = number

    @property
    def last_artist(self):
        return self.first_group - 1

    def edges(self, themes=True):
        """Every relation as a pair of numbers, in a list."""
        number, found = self.number, []
        for artist, row in enumerate(self.artists, self.first_artist):
            for group in row["member_of"]:
                found.append((artist, number[group]))
        for video, row in enumerate(self.videos, self.first_video):
            for performer in row["performers"]:
                found.append((number[performer[7:]], video))
            if themes:
                for theme in row["themes"]:
                    found.append((number[theme], video))
        return found

    def edge_arrays(self, themes=True):
        """Every relation, the two ends in an array each."""
        import numpy as np

        def part(rows, first, key):
            lengths = np.fromiter((len(row[key]) for row in rows), np.int64, len(rows))
            total = int(lengths.sum())
            names = itertools.chain.from_iterable(row[key] for row in rows)
            there = np.fromiter(map(self.number.__getitem__, names), np.int32, total)
            here = np.repeat(np.arange(first, first + len(rows), dtype=np.int32), lengths)
            return there, here

        groups, members = part(self.artists, self.first_artist, "member_of")
        for video in self.videos:
            video["performers"] = [performer[7:] for performer in video["performers"]]
        performers, performed = part(self.videos, self.first_video, "performers")
        here, there = [members, performers], [groups, performed]
        if themes:
            carried, carrying = part(self.videos, self.first_video, "themes")
            here.append(carried)
            there.append(carrying)
        return np.concatenate(here), np.concatenate(there)

    def videos_by_themes(self):
        """A sparse matrix of ones, a row a video and a column a theme; and how many themes each video carries."""
        import numpy as np
        from scipy import sparse

        lengths = np.fromiter((len(row["themes"]) for row in self.videos), np.int64, len(self.videos))
        names = itertools.chain.from_iterable(row["themes"] for row in self.videos)
        columns = np.fromiter(map(self.number.__getitem__, names), np.int32, int(lengths.sum()))
        starts = np.zeros(len(self.videos) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        if starts[-1] < 2**31:
            starts = starts.astype(np.int32)
        shape = (len(self.videos), len(self.themes))
        return sparse.csr_matrix((np.ones(len(columns), np.int32), columns, starts), shape=shape), lengths

    def node_attributes(self):
        """Ids, kinds and labels of all things, in order."""
        ids, kinds, labels = [], [], []
        for kind, rows, label in (
            ("theme", self.themes, "name"),
            ("artist", self.artists, "name"),
            ("group", self.groups, "name"),
            ("video", self.videos, "title"),
        ):
            ids += [row["id"] for row in rows]
            kinds += [kind] * len(rows)
            labels += [row[label] for row in rows]
        return ids, kinds, labels


# Answers as lines, the same for all tools.


def count_line(things, relations):
    return f"{things} {relations}"


def theme_line(themes):
    return " ".join(f"{theme}:{count}" for theme, count in themes)


def pair_line(pairs):
    return " ".join(f"{a}-{b}:{count}" for a, b, count in pairs)


def similar_line(videos):
    """Of (video, score) pairs the best, scores falling, ties by number."""
    ranked = sorted(videos, key=lambda video: (-round(video[1], 12), video[0]))
    return " ".join(f"{video}:{score:.9f}" for video, score in ranked[:MOST_SIMILAR])


def rank_line(scores, components, largest):
    import numpy as np

    scores = np.asarray(scores)
    top = np.argsort(-scores, kind="stable")[:10]
    central = " ".join(f"{number}:{scores[number]:.6e}" for number in top)
    return f"{components} {largest} {central}"
