#!/usr/bin/env python3
"""Reads nodes.csv and edges.csv with Python's csv, and with DuckDB where it is installed, and holds them against the catalogue.

    csv_check.py CATALOGUE FOLDER           FOLDER/VIEW/{nodes,edges}.csv
"""

import csv
import re
import sys

import expected

csv.field_size_limit(1 << 30)
TYPES = {"int": int, "boolean": {"true": True, "false": False}.__getitem__}
# Column names as neo4j-admin wants them -> attributes.
NAMES = {":LABEL": "kind", ":TYPE": "relation"}


def typed(header, row):
    """The attributes in a row; an empty cell is an unknown value, of which nothing is said."""
    assert len(header) == len(row), (header, row)
    facts = {}
    for name, cell in zip(header, row):
        base, _, of_type = name.partition(":")
        if cell not in ("", None):
            facts[NAMES.get(name, base)] = TYPES.get(of_type, str)(cell)
    return facts


def graph(nodes, edges):
    (node_header, *node_rows), (edge_header, *edge_rows) = nodes, edges
    assert node_header[0] == "id:ID" and edge_header[:2] == [":START_ID", ":END_ID"], (node_header, edge_header)
    found = {row[0]: typed(node_header[1:], row[1:]) for row in node_rows}
    assert len(found) == len(node_rows), "an id is there twice"
    return found, [(row[0], row[1], typed(edge_header[2:], row[2:])) for row in edge_rows]


def by_python(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def by_duckdb(path):
    import duckdb

    query = "select * from read_csv(?, all_varchar=true, header=false, auto_detect=false, delim=',', quote='\"', escape='\"', max_line_size=10000000, columns=?)"
    with open(path, encoding="utf-8", newline="") as file:
        width = len(next(csv.reader(file)))
    rows = duckdb.execute(query, [path, {f"c{n}": "VARCHAR" for n in range(width)}]).fetchall()
    return [list(row) for row in rows]


def by_duckdb_alone(path):
    """As a person would: DuckDB finds out by itself what is in the file."""
    import duckdb

    answer = duckdb.execute(f"select * from read_csv('{path}', max_line_size=10000000)")
    return [column[0] for column in answer.description], answer.fetchall()


def without_empty(graph):
    """In CSV a text of no characters is as good as none."""
    nodes, edges = graph
    some = lambda facts: {name: value for name, value in facts.items() if value != ""}
    return {name: some(node) for name, node in nodes.items()}, [(a, b, some(edge)) for a, b, edge in edges]


def main(catalogue, folder):
    data = expected.load(catalogue)
    readers = {"csv": by_python}
    try:
        import duckdb

        readers[f"DuckDB {duckdb.__version__}"] = by_duckdb
    except ImportError:
        pass
    faults = []
    for view in expected.VIEWS:
        wanted = without_empty(expected.adapted(expected.view(data, view), expected.in_csv))
        paths = [f"{folder}/{view}/{name}.csv" for name in ("nodes", "edges")]
        for path in paths:
            with open(path, "rb") as file:
                raw = file.read()
            assert raw.endswith(b"\r\n"), f"{path}: RFC 4180 ends a line with CR LF"
            assert not re.search(rb'(^|,|\n)"?[=+\-@\t\r]', raw.replace(b"\r\n", b"\n")), f"{path}: a formula"
        for name, read in readers.items():
            found = graph(*map(read, paths))
            faults += [f"{view}, {name}: {line}" for line in expected.differences(wanted, found)]
        if len(readers) > 1:
            for path, count in zip(paths, (len(wanted[0]), len(wanted[1]))):
                header, rows = by_duckdb_alone(path)
                if header != by_python(path)[0] or len(rows) != count:
                    faults.append(f"{path}: DuckDB finds {header} and {len(rows)} rows")
    print("\n".join(faults) or f"{' and '.join(readers)} read the same nodes, edges and attributes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
