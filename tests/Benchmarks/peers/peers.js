// One peer on one set: node peers.js PEER FOLDER. Prints one JSON object: the time to index, the times of each query, and the
// ids that each query found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const [peer, folder] = process.argv.slice(2);
const lines = (file) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const documents = lines('corpus.jsonl').map((d) => ({ id: d._id, title: d.title ?? '', text: d.text ?? '' }));
const judged = new Set(readFileSync(join(folder, 'qrels', 'test.tsv'), 'utf8').split('\n').slice(1).map((line) => line.split('\t')[0]));
const queries = lines('queries.jsonl').filter((q) => judged.has(q._id));

const peers = {
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch');
    const index = new MiniSearch({ fields: ['title', 'text'] });
    index.addAll(documents);
    return (text) => index.search(text).slice(0, 100).map((hit) => hit.id);
  },
  async orama() {
    const { create, insertMultiple, search } = await import('@orama/orama');
    const index = create({ schema: { id: 'string', title: 'string', text: 'string' }, components: { tokenizer: { stemming: true } } });
    await insertMultiple(index, documents, 500);
    return async (text) =>
      (await search(index, { term: text, limit: 100, properties: ['title', 'text'], threshold: 1 })).hits.map((hit) => hit.document.id);
  },
};

const started = performance.now();
const search = await peers[peer]();
const indexed = performance.now() - started;
for (const query of queries.slice(0, 20)) await search(query.text);
const found = {};
const times = [];
for (const query of queries) {
  const before = performance.now();
  found[query._id] = await search(query.text);
  times.push(performance.now() - before);
}

process.stdout.write(JSON.stringify({ indexed, times, found }));
