"""What is asked of the program: a row a question, and what each is to reach at which size."""

from dataclasses import dataclass, field

SMALL = 1_000
SIZES = (1_000, 10_000, 100_000, 1_000_000)
GRAPH_LIBRARIES = ("igraph", "networkit", "rustworkx")


@dataclass(frozen=True)
class Ratio:
    """Our CPU time is at most `most` times that of the best of `peers`."""

    most: float
    peers: tuple[str, ...]


@dataclass(frozen=True)
class Seconds:
    """Our CPU time is at most `most`."""

    most: float


@dataclass(frozen=True)
class Row:
    """A question, how it is put to us, and what is to be reached."""

    name: str
    question: str
    # Arguments after `-c FILE`; {middle}, {first}, {last} are a video and two artists.
    command: tuple[str, ...]
    aims: dict[int, tuple[Ratio | Seconds, ...]]
    # Further peers that are only run when asked for.
    others: tuple[str, ...] = field(default=())

    def peers(self, size: int, wanted: set[str] | None) -> list[str]:
        """The peers to run at a size: those that an aim of that size names, or of all that have an answer those wanted."""
        named = lambda aims: [peer for aim in aims if isinstance(aim, Ratio) for peer in aim.peers]
        if wanted is None:
            return list(dict.fromkeys(named(self.aims.get(size, ()))))
        known = dict.fromkeys([*named(sum(self.aims.values(), ())), *self.others])
        return [peer for peer in known if peer in wanted or "all" in wanted]


ROWS = (
    Row(
        "T1",
        "read, validate, count",
        ("check", "--format", "json"),
        {
            100_000: (Ratio(0.5, ("duckdb",)),),
            1_000_000: (Ratio(0.8, ("duckdb",)), Ratio(0.1, GRAPH_LIBRARIES)),
        },
        ("plain", "scipy", "networkx", "polars", *GRAPH_LIBRARIES),
    ),
    Row(
        "T2",
        "50 commonest themes",
        ("list", "themes", "--top", "50", "--format", "json"),
        {100_000: (Ratio(0.3, ("duckdb",)),), 1_000_000: (Ratio(0.5, ("duckdb",)),)},
        ("plain", "scipy", "polars"),
    ),
    Row(
        "T3",
        "100 pairs with most themes in common",
        ("shared", "--top", "100", "--format", "json"),
        {
            10_000: (Ratio(0.03, ("scipy_pruned",)),),
            100_000: (Ratio(0.01, ("scipy_pruned",)), Seconds(0.3)),
            1_000_000: (Seconds(2.5),),
        },
        ("plain", "scipy", "networkx", "igraph", "duckdb", "polars"),
    ),
    Row(
        "T4",
        "20 most similar to one",
        ("similar", "{middle}", "--top", "20", "--format", "json"),
        {100_000: (Ratio(0.25, ("duckdb",)),), 1_000_000: (Ratio(0.5, ("duckdb",)),)},
        ("plain", "scipy", "polars"),
    ),
    Row(
        "T5",
        "shortest path without themes",
        ("path", "{first}", "{last}", "--no-themes", "--format", "json"),
        {size: (Ratio(0.1, ("scipy", "rustworkx")),) for size in (100_000, 1_000_000)},
        ("plain", "networkx", "igraph", "networkit"),
    ),
    Row(
        "T6",
        "everything as DOT",
        ("export", "dot"),
        {size: (Ratio(0.1, ("plain", "igraph")),) for size in (100_000, 1_000_000)},
        ("networkx", "rustworkx"),
    ),
    Row(
        "T7",
        "everything as GraphML",
        ("export", "graphml"),
        {size: (Ratio(0.1, ("plain", "igraph")),) for size in (100_000, 1_000_000)},
        ("networkx", "networkit", "rustworkx"),
    ),
    Row(
        "T8",
        "PageRank, components",
        ("stats", "--top", "10", "--format", "json"),
        {size: (Ratio(0.4, ("scipy",)),) for size in (100_000, 1_000_000)},
        ("networkx", "igraph", "networkit", "rustworkx"),
    ),
)

# Peak memory of any row, in MB of 1,048,576 bytes.
MOST_MEMORY = {100_000: 110, 1_000_000: 600}
# What a small catalogue may cost in each of T1 to T5: seconds of CPU, MB.
SMALL_ROWS = ("T1", "T2", "T3", "T4", "T5")
SMALL_SECONDS = 0.006
SMALL_MEMORY = 15
