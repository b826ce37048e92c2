"""DuckDB reads the JSON itself and answers in SQL."""

import duckdb

from .catalogue import MOST_PAIRS, MOST_SIMILAR, MOST_THEMES, count_line, pair_line, similar_line, theme_line

COLUMNS = """columns={
    videos: 'STRUCT(id VARCHAR, title VARCHAR, performers VARCHAR[], themes VARCHAR[])[]',
    artists: 'STRUCT(id VARCHAR, member_of VARCHAR[])[]',
    groups: 'STRUCT(id VARCHAR)[]',
    themes: 'STRUCT(id VARCHAR)[]'}"""


def connect():
    connection = duckdb.connect()
    connection.execute("SET threads=2; SET memory_limit='14GB'")
    return connection


def source(path):
    quoted = "'" + path.replace("'", "''") + "'"
    return f"read_json({quoted}, maximum_object_size=1073741824, format='unstructured', records=true, {COLUMNS})"


def carried(path):
    """A connection with a table `carried` of (video, theme), videos by number."""
    connection = connect()
    connection.execute(
        f"""create temp table video as
            select v.themes as themes, (row_number() over ()) - 1 as video, v.id as id
            from (select unnest(videos) v from {source(path)})"""
    )
    connection.execute(
        "create temp table carried as select video::INTEGER video, unnest(themes) theme from video"
    )
    return connection


def count(path, _):
    things, relations = connect().execute(
        f"""select len(videos) + len(artists) + len(groups) + len(themes),
                list_sum(list_transform(videos, lambda x: len(x.performers) + len(x.themes)))
                    + list_sum(list_transform(artists, lambda x: len(x.member_of)))
            from {source(path)}"""
    ).fetchone()
    return count_line(things, int(relations))


def themes(path, _):
    found = carried(path).execute(
        f"""select theme, count(*) c from carried group by 1
            order by c desc, substr(theme, 2)::int limit {MOST_THEMES}"""
    )
    return theme_line(found.fetchall())


def pairs(path, _):
    connection = carried(path)
    connection.execute("create temp table e as select video, substr(theme, 2)::INTEGER theme from carried")
    found = connection.execute(
        f"""select a.video x, b.video y, count(*) c
            from e a join e b on a.theme = b.theme and a.video < b.video
            group by 1, 2 order by c desc, x, y limit {MOST_PAIRS}"""
    )
    return pair_line(found.fetchall())


def similar(path, _):
    connection = carried(path)
    videos = connection.execute("select count(*) from video").fetchone()[0]
    me = videos // 2
    found = connection.execute(
        f"""with weight as (select theme, ln({videos} / count(*)) w from carried group by theme),
                weighed as (select video, theme, w from carried join weight using (theme)),
                whole as (select video, sum(w) s from weighed group by video),
                mine as (select theme from carried where video = {me}),
                shared as (select video, sum(w) x from weighed where theme in (select theme from mine) group by video)
            select video, score from (
                select shared.video, x / (whole.s + m.s - x) score
                from shared join whole on shared.video = whole.video
                cross join (select s from whole where video = {me}) m
                where shared.video <> {me})
            order by round(score, 12) desc, video limit {MOST_SIMILAR}"""
    )
    return similar_line(found.fetchall())


TASKS = {"T1": count, "T2": themes, "T3": pairs, "T4": similar}
