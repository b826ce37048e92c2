#!/usr/bin/env python3
"""Makes a story-shaped catalogue for judging layouts.    story.py SEED VIDEOS FILE    (standard library only)

VIDEOS 11 gives about the size of an article (10 groups, 40 artists, 22 themes, some 110 relations); 32 and 330 give about
200 and 2,000 things, in circles of videos that favour the same themes. The same seed gives the same file.
"""

import json
import random
import sys

GROUPS = (
    "Velvet Harbor|Nine Lanterns|방탄소년단|Moonglass|트와이스|The Paper Foxes|에스파 (aespa)|Arcadia Station|르세라핌|Kite & Compass"
).split("|")
THEMES = (
    "memory|mirror / double|escape from the city|water|dream sequence|coming of age|masks|forbidden door|night drive|"
    "school uniform|fire|birds|found family|surveillance|time loop|carnival|dystopia|puppets & strings|white flowers|"
    "rooftop|red thread of fate|space / stars"
).split("|")
VIDEOS = (
    "Blood Orange|Midnight Parade|봄날 (Spring Day)|Glass Ceiling Waltz|Run Away With the Moon|Ophelia|Next Level|"
    "Paper Planes Over Seoul|Antifragile|Doors|Hyper Garden"
).split("|")
WORDS = "Blue|Night|Star|Glass|Moon|Paper|Silent|Golden|봄날|Velvet|River|불타오르네|Echo|Summer|Wild".split("|")


def name(rng: random.Random, given: list[str], at: int) -> str:
    return given[at] if at < len(given) else " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 3))) + f" {at}"


def carried(rng: random.Random, video: int, small: bool, circles: int, n_themes: int) -> list[int]:
    """The themes of a video: mostly its circle's, otherwise low numbers more often than high ones."""
    themes: list[int] = []
    want = rng.randint(*((4, 6) if small else (3, 6)))
    circle = video % circles
    low = n_themes * circle // circles
    high = max(low + 1, n_themes * (circle + 1) // circles)
    while len(themes) < want:
        if circles > 1 and rng.random() < 0.6:
            theme = rng.randrange(low, high)
        else:
            theme = min(int(n_themes * rng.random() ** 1.8), n_themes - 1)
        if theme not in themes:
            themes.append(theme)
        elif rng.random() < 0.2:
            want -= 1
    return themes


def story(seed: int, n_videos: int) -> dict:
    rng = random.Random(seed)
    small = n_videos <= 11
    n_groups = max(2, round(n_videos * (0.9 if small else 0.72)))
    n_artists, n_themes = round(n_videos * (3.64 if small else 3.0)), round(n_videos * (2 if small else 1.4))
    circles = 1 if small else max(2, n_videos // 10)
    artists = []
    for a in range(n_artists):
        mine = [min(a * n_groups // n_artists, n_groups - 1)]
        if rng.random() < 0.07 and (other := rng.randrange(n_groups)) not in mine:
            mine.append(other)
        artists.append({"id": f"a{a}", "name": name(rng, [], a), "member_of": [f"g{g}" for g in mine]})
    videos = []
    for v in range(n_videos):
        performers = [v % n_groups]
        if rng.random() < 0.12 and (other := rng.randrange(n_groups)) not in performers:
            performers.append(other)
        themes = carried(rng, v, small, circles, n_themes)
        facts = {"id": f"v{v}", "title": name(rng, VIDEOS, v), "released": str(2007 + v % 15)}
        lists = {"performers": [f"group:g{g}" for g in performers], "themes": [f"t{t}" for t in themes]}
        videos.append(facts | lists)
    head = {"version": 1, "title": f"Story {seed}", "source": "story", "sources": [{"id": "story", "title": "story.py"}]}
    return head | {
        "themes": [{"id": f"t{t}", "name": name(rng, THEMES, t)} for t in range(n_themes)],
        "groups": [{"id": f"g{g}", "name": name(rng, GROUPS, g)} for g in range(n_groups)],
        "artists": artists,
        "videos": videos,
    }


if __name__ == "__main__":
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        json.dump(story(int(sys.argv[1]), int(sys.argv[2])), out, ensure_ascii=False, indent=1)
