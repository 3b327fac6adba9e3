// Uses the service's /mcp at $1 with the token $2 through the official MCP client and prints what came back, one JSON object.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, token, foreign] = process.argv.slice(2);
const connect = async headers => {
  const client = new Client({ name: 'vault-test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
};

const seen = {};
const client = await connect({ Authorization: `Bearer ${token}` });
seen.server = client.getServerVersion();
seen.instructions = client.getInstructions();
seen.tools = (await client.listTools()).tools.map(t => ({ name: t.name, output: !!t.outputSchema, readOnly: t.annotations?.readOnlyHint }));
const call = async (name, args, options) => {
  const result = await client.callTool({ name, arguments: args }, undefined, options);
  return { error: result.isError === true, text: result.content?.[0]?.text, value: result.structuredContent };
};
seen.collections = await call('list_collections', {});
seen.search = await call('search_notes', { query: 'chain rule' });
seen.note = await call('read_note', { note: 'Chain rule' });
seen.answer = await call('ask_notes', { question: 'What is the derivative in the chain rule?' });
seen.foreignCollection = await call('search_notes', { query: 'chain rule', collections: [foreign] });
seen.missingCollection = await call('search_notes', { query: 'chain rule', collections: ['no-such-collection'] });
seen.foreignNote = await call('read_note', { note: 'Secret plan' });
seen.missingNote = await call('read_note', { note: 'No such note' });
seen.wrong = await call('search_notes', { query: ' ' });
seen.picture = await call('draw_picture', { prompt: 'plot sin(x) from -5 to 5' });
seen.noteTable = await call('draw_picture', { prompt: 'bar [[Heights]]' });
seen.noteFunction = await call('draw_picture', { prompt: 'plot [[Heights]] from -2 to 2' });
seen.noteLinks = await call('draw_picture', { prompt: 'graph [[Heights]]' });
seen.foreignPicture = await call('draw_picture', { prompt: 'bar [[Secret plan]]' });
seen.missingPicture = await call('draw_picture', { prompt: 'bar [[No such note]]' });
seen.nothingToDraw = await call('draw_picture', { prompt: 'bar [[Chain rule]]' });
const steps = [];
seen.video = await call(
  'make_video',
  { prompt: 'explain [[Chain rule]]', quality: 'low' },
  { onprogress: p => steps.push(p), timeout: 240_000, resetTimeoutOnProgress: true });
seen.steps = steps;
seen.foreignVideo = await call('make_video', { prompt: 'explain [[Secret plan]]' });
await client.close();
for (const [name, headers] of [['nobody', {}], ['stranger', { Authorization: 'Bearer wrong' }]]) {
  try {
    await (await connect(headers)).close();
    seen[name] = 'connected';
  } catch (error) {
    seen[name] = String(error.code ?? error.message);
  }
}
console.log(JSON.stringify(seen));
