#!/usr/bin/env python3
"""Makes a catalogue of any size.    generate.py VIDEOS FILE [--seed SEED]    (needs numpy)

The same numbers give the same bytes. VIDEOS videos carry 2 to 12 of about 40 * VIDEOS^0.35 themes, whose popularity
falls as Zipf has it; there are VIDEOS / 6 groups and VIDEOS / 2 artists, 1 to 9 performers a video. A quarter of the
runtimes is missing and a tenth of the titles is in Hangul. Ids are padded with zeros, so that their byte order is the
order of the file. A million videos make about 270 MB and are written as they are made.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

import numpy as np

WORDS = (
    "night blue star love dance fire moon dream heart rain city light wave glass neon summer winter shadow gold river"
).split()
SYLLABLES = [chr(code) for code in range(0xAC00, 0xAC00 + 11172, 37)]
BATCH = 20_000
MOST_DRAWN = 24


@dataclass
class Sizes:
    """How many of each there are, and how many digits their ids have."""

    videos: int

    def __post_init__(self) -> None:
        self.themes = int(round(40 * self.videos**0.35))
        self.groups = max(1, self.videos // 6)
        self.artists = max(2, self.videos // 2)
        self.theme_digits = len(str(self.themes))
        self.group_digits = len(str(self.groups))
        self.artist_digits = len(str(self.artists))
        self.video_digits = len(str(self.videos))


def write_head(out: TextIO, sizes: Sizes) -> None:
    out.write(
        f'{{"version":1,"title":"Synthetic {sizes.videos}","source":"gen","sources":[{{"id":"gen","title":"gen.py"}}],\n'
    )
    out.write('"themes":[\n')
    theme = '{"id":"t%0*d","name":"%s %d"}'
    out.write(",\n".join(theme % (sizes.theme_digits, t, WORDS[t % 20], t) for t in range(sizes.themes)))
    out.write('],\n"groups":[\n')
    group = '{"id":"g%0*d","name":"Group %s %d"}'
    out.write(",\n".join(group % (sizes.group_digits, g, WORDS[g % 20], g) for g in range(sizes.groups)))


def write_artists(out: TextIO, sizes: Sizes, rng: np.random.Generator) -> list[list[int]]:
    """Writes the artists and returns each group's members: 85 % of artists are in one group, 10 % in two, 5 % in none,
    and some groups are much larger than others."""
    memberships = rng.choice(3, size=sizes.artists, p=[0.05, 0.85, 0.10])
    first = (rng.random(sizes.artists) ** 1.5 * sizes.groups).astype(np.int64)
    second = rng.integers(0, sizes.groups, sizes.artists)
    members: list[list[int]] = [[] for _ in range(sizes.groups)]
    for a in range(sizes.artists):
        mine = [int(first[a])] if memberships[a] >= 1 else []
        if memberships[a] == 2 and int(second[a]) != mine[0]:
            mine.append(int(second[a]))
        for g in mine:
            members[g].append(a)
        name = f"{WORDS[a % 20].title()} {WORDS[(a // 20) % 20].title()} {a}"
        groups = ",".join('"g%0*d"' % (sizes.group_digits, g) for g in mine)
        separator = ",\n" if a else ""
        out.write('%s{"id":"a%0*d","name":"%s","member_of":[%s]}' % (separator, sizes.artist_digits, a, name, groups))
    return members


def distinct(drawn: list[int], wanted: int) -> list[int]:
    """The first `wanted` different numbers of `drawn`, or as many as there are."""
    return list(dict.fromkeys(drawn))[:wanted]


def performers(members: list[list[int]], lead: int, wanted: int, guest: int, with_guest: bool) -> list[int]:
    """Members of the leading group, then of its neighbours, until there are enough; now and then a guest."""
    who = members[lead][:wanted]
    for step in range(1, 6):
        if len(who) >= wanted:
            break
        others = members[(lead + step) % len(members)]
        who = who + [a for a in others if a not in who][: wanted - len(who)]
    if (with_guest or not who) and guest not in who:
        who = who[:8] + [guest]
    return who


def write_videos(out: TextIO, sizes: Sizes, rng: np.random.Generator, members: list[list[int]], theme_of_rank, cumulative) -> None:
    for base in range(0, sizes.videos, BATCH):
        n = min(BATCH, sizes.videos - base)
        # The order of these draws is part of the format: another order, other bytes.
        wanted = np.clip(np.rint(rng.lognormal(1.5, 0.45, n)), 2, 12).astype(np.int64)
        in_hangul, unknown = rng.random(n) < 0.10, rng.random(n) < 0.25
        year = rng.integers(1995, 2026, n)
        runtime = np.clip(rng.normal(225, 40, n), 45, 900).astype(np.int64)
        n_performers, lead = 1 + rng.binomial(8, 0.4, n), rng.integers(0, sizes.groups, n)
        ranks = np.searchsorted(cumulative, rng.random((n, MOST_DRAWN)), side="right").clip(0, sizes.themes - 1)
        guest, with_guest = rng.integers(0, sizes.artists, n), rng.random(n) < 0.15
        syllables, words = rng.integers(0, len(SYLLABLES), (n, 6)), rng.integers(0, 20, (n, 3))
        lines = []
        for i in range(n):
            themes = distinct(theme_of_rank[ranks[i]].tolist(), wanted[i])
            who = performers(members, int(lead[i]), int(n_performers[i]), int(guest[i]), bool(with_guest[i]))
            if in_hangul[i]:
                letters = "".join(SYLLABLES[c] for c in syllables[i])
                title = f"{letters[:3]} {letters[3:]}"
            else:
                title = " ".join(WORDS[c].title() for c in words[i])
            seconds = int(runtime[i])
            stated = "" if unknown[i] else '"runtimes":["%d:%02d"],' % divmod(seconds, 60)
            lines.append(
                '%s{"id":"v%0*d","title":"%s","released":"%d",%s"performers":[%s],"themes":[%s]}'
                % (
                    ",\n" if base + i else "",
                    sizes.video_digits,
                    base + i,
                    title,
                    year[i],
                    stated,
                    ",".join('"artist:a%0*d"' % (sizes.artist_digits, a) for a in who),
                    ",".join('"t%0*d"' % (sizes.theme_digits, t) for t in themes),
                )
            )
        out.write("".join(lines))


def generate(videos: int, path: str, seed: int = 42) -> None:
    sizes = Sizes(videos)
    rng = np.random.default_rng([seed, videos])
    popularity = 1.0 / np.arange(1, sizes.themes + 1)
    cumulative = np.cumsum(popularity / popularity.sum())
    theme_of_rank = rng.permutation(sizes.themes)
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as out:
        write_head(out, sizes)
        out.write('],\n"artists":[\n')
        members = write_artists(out, sizes, rng)
        out.write('],\n"videos":[\n')
        write_videos(out, sizes, rng, members, theme_of_rank, cumulative)
        out.write("]}\n")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("videos", type=int)
    ask.add_argument("file")
    ask.add_argument("--seed", type=int, default=42)
    asked = ask.parse_args()
    generate(asked.videos, asked.file, asked.seed)


if __name__ == "__main__":
    main()
