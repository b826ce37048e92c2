#!/usr/bin/env node
// Reads GEXF and GraphML files with graphology, which sigma.js draws, and prints what it read, a JSON text a line:
// {"path", "directed", "nodes": {ID: {…}}, "edges": [[FROM, TO, {…}], …]}
//
//     graphology_read.js FILE…       with graphology, graphology-gexf and graphology-graphml installed

const { readFileSync } = require("fs");
const { MultiGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  const graph = (path.endsWith(".gexf") ? gexf : graphml).parse(MultiGraph, text, { addMissingNodes: false });
  const nodes = {};
  graph.forEachNode((name, attributes) => (nodes[name] = attributes));
  const edges = graph.mapEdges((_, attributes, from, to) => [from, to, attributes]);
  const directed = graph.type === "directed" || (graph.size > 0 && graph.undirectedSize === 0);
  console.log(JSON.stringify({ path, directed, nodes, edges }));
}
