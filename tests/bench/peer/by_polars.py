"""polars reads the JSON itself and answers with data frames."""

import polars as pl

from .catalogue import MOST_PAIRS, MOST_SIMILAR, MOST_THEMES, count_line, pair_line, similar_line, theme_line


def read(path):
    whole = pl.read_json(path, infer_schema_length=None)
    videos = whole.select(pl.col("videos").explode()).unnest("videos").with_row_index("video")
    return whole, videos


def carried(videos):
    return videos.select("video", "themes").explode("themes").rename({"themes": "theme"})


def count(path, _):
    whole, videos = read(path)
    artists = whole.select(pl.col("artists").explode()).unnest("artists")
    things = videos.height + artists.height + whole["groups"].list.len()[0] + whole["themes"].list.len()[0]
    lists = videos["performers"].list.len().sum() + videos["themes"].list.len().sum()
    return count_line(things, int(lists + artists["member_of"].list.len().sum()))


def themes(path, _):
    _, videos = read(path)
    counts = carried(videos).group_by("theme").len("count")
    counts = counts.with_columns(number=pl.col("theme").str.slice(1).cast(pl.Int32))
    ranked = counts.sort(["count", "number"], descending=[True, False]).head(MOST_THEMES)
    return theme_line(ranked.select("theme", "count").rows())


def pairs(path, _):
    _, videos = read(path)
    one = carried(videos).lazy().with_columns(pl.col("theme").str.slice(1).cast(pl.Int32))
    both = one.join(one, on="theme").filter(pl.col("video") < pl.col("video_right"))
    counts = both.group_by("video", "video_right").len("count")
    ranked = counts.sort(["count", "video", "video_right"], descending=[True, False, False]).head(MOST_PAIRS)
    found = ranked.collect(engine="streaming")
    return pair_line(found.select("video", "video_right", "count").rows())


def similar(path, _):
    _, videos = read(path)
    total = videos.height
    me = total // 2
    pairs = carried(videos)
    weights = pairs.group_by("theme").len("count").select("theme", weight=(total / pl.col("count")).log())
    weighed = pairs.join(weights, on="theme")
    whole = weighed.group_by("video").agg(whole=pl.col("weight").sum())
    mine = pairs.filter(pl.col("video") == me)["theme"]
    shared = weighed.filter(pl.col("theme").is_in(mine.implode())).group_by("video")
    shared = shared.agg(shared=pl.col("weight").sum()).join(whole, on="video")
    my_whole = shared.filter(pl.col("video") == me)["whole"][0]
    score = pl.col("shared") / (pl.col("whole") + my_whole - pl.col("shared"))
    scored = shared.filter(pl.col("video") != me).with_columns(score=score)
    scored = scored.with_columns(rounded=pl.col("score").round(12))
    ranked = scored.sort(["rounded", "video"], descending=[True, False]).head(MOST_SIMILAR)
    return similar_line(ranked.select("video", "score").rows())


TASKS = {"T1": count, "T2": themes, "T3": pairs, "T4": similar}
