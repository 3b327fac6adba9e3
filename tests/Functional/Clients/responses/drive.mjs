// Uses the service at $1 with the token $2 through four clients of the Responses API, each as it comes, and prints what they made of it.
const [baseURL, apiKey] = process.argv.slice(2);
process.env.OPENAI_API_KEY = apiKey;
process.env.OPENAI_BASE_URL = baseURL;
process.env.OPENAI_AGENTS_DISABLE_TRACING = '1';
globalThis.AI_SDK_LOG_WARNINGS = false;

const model = 'openai/gpt-4o-mini';
const weather = {
  type: 'function', name: 'weather', description: 'The weather.', strict: true,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
};
const seen = {};
const run = async (name, work) => {
  try {
    seen[name] = await work();
  } catch (error) {
    const { status, code, param, message } = error ?? {};
    seen[name] = { threw: error?.constructor?.name, status, code, param, message: String(message).slice(0, 300) };
  }
};

const { z } = await import('zod');
const prime = z.object({ prime: z.number() });

const { default: OpenAI } = await import('openai');
const { zodTextFormat } = await import('openai/helpers/zod');
const client = new OpenAI({ maxRetries: 0 });
await run('openai.plain', async () => (await client.responses.create({ model, input: 'Which prime is even?' })).output_text);
await run('openai.stream', async () => {
  const events = [];
  for await (const event of await client.responses.create({ model, input: 'Which prime is even?', stream: true })) events.push(event);
  return { types: [...new Set(events.map(e => e.type))], dense: events.every((e, i) => e.sequence_number === i) };
});
await run('openai.tools', async () => {
  const stream = client.responses.stream({ model, input: 'Weather', tools: [weather] });
  const pieces = [];
  stream.on('response.function_call_arguments.delta', event => pieces.push(event.delta));
  const asked = await stream.finalResponse();
  const input = [{ role: 'user', content: 'Weather' }, ...asked.output];
  for (const call of asked.output) input.push({ type: 'function_call_output', call_id: call.call_id, output: 'sunny' });
  const told = await client.responses.create({ model, input, tools: [weather] });
  return { calls: asked.output.map(call => JSON.parse(call.arguments)), text: told.output_text };
});
await run('openai.parse', async () =>
  (await client.responses.parse({ model, input: 'As JSON', text: { format: zodTextFormat(prime, 'answer') } })).output_parsed);
await run('openai.picture', async () => (await client.responses.create({
  model,
  input: [{
    role: 'user',
    content: [
      { type: 'input_text', text: '?' },
      { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'auto' },
    ],
  }],
})).output_text);
await run('openai.previous', async () => {
  const first = await client.responses.create({ model, input: 'One', instructions: 'Be short.' });
  const second = await client.responses.create({ model, input: 'Two', previous_response_id: first.id });
  return second.previous_response_id === first.id;
});
await run('openai.lifecycle', async () => {
  const made = await client.responses.create({ model, input: 'One' });
  const got = await client.responses.retrieve(made.id);
  const items = await client.responses.inputItems.list(made.id, { limit: 2, order: 'asc' });
  const cancelled = await client.responses.cancel(made.id);
  const deleted = await client.responses.delete(made.id);
  const after = await client.responses.retrieve(made.id).catch(error => error.status);
  return { same: got.id === made.id, items: items.data.length, status: cancelled.status, deleted, after };
});
await run('openai.background', async () => {
  let made = await client.responses.create({ model, input: 'One', background: true });
  for (let i = 0; i < 600 && ['queued', 'in_progress'].includes(made.status); i++) {
    await new Promise(done => setTimeout(done, 100));
    made = await client.responses.retrieve(made.id);
  }
  const rest = [];
  for await (const event of await client.responses.retrieve(made.id, { stream: true, starting_after: 3 })) rest.push(event.sequence_number);
  return { status: made.status, first: rest[0] };
});
await run('openai.cut', async () => {
  for await (const _ of await client.responses.create({ model, input: 'Cut it', stream: true }));
});

const { generateText, streamText, tool, stepCountIs, Output } = await import('ai');
const { openai } = await import('@ai-sdk/openai');
const city = z.object({ city: z.string() });
const execute = async ({ city }) => `${city}: sunny`;
const tools = { weather: tool({ description: 'The weather.', inputSchema: city, execute }) };
const few = { maxRetries: 0, stopWhen: stepCountIs(4) };
await run('ai.plain', async () =>
  (await generateText({ model: openai(model), system: 'Be short.', prompt: 'Which prime is even?', ...few })).text);
await run('ai.tools', async () => {
  const result = streamText({ model: openai(model), prompt: 'Weather', tools, ...few });
  let text = '';
  for await (const piece of result.textStream) text += piece;
  return { text, steps: (await result.steps).length, finish: await result.finishReason };
});
await run('ai.stateless', async () =>
  (await generateText({ model: openai(model), prompt: 'Weather', tools, providerOptions: { openai: { store: false } }, ...few })).text);
await run('ai.object', async () =>
  (await generateText({ model: openai(model), prompt: 'As JSON', output: Output.object({ schema: prime }), ...few })).output);

const { Agent, run: runAgent, tool: agentTool } = await import('@openai/agents');
const agentWeather = agentTool({ name: 'weather', description: 'The weather.', parameters: city, execute });
const agent = new Agent({ name: 'A', model, tools: [agentWeather] });
await run('agents.plain', async () =>
  (await runAgent(new Agent({ name: 'A', instructions: 'Be short.', model }), 'Which prime is even?')).finalOutput);
await run('agents.tools', async () => {
  const stream = await runAgent(agent, 'Weather', { stream: true });
  for await (const _ of stream);
  return stream.finalOutput;
});
await run('agents.empty', async () => (await runAgent(agent, 'Weather, then say nothing')).finalOutput);

const { ChatOpenAI } = await import('@langchain/openai');
const { tool: chainTool } = await import('@langchain/core/tools');
const chain = new ChatOpenAI({ model, useResponsesApi: true, maxRetries: 0 });
await run('langchain.stream', async () => {
  let text = '';
  for await (const piece of await chain.stream('Which prime is even?')) text += piece.text;
  return text;
});
await run('langchain.tools', async () => {
  const chained = chainTool(execute, { name: 'weather', description: 'The weather.', schema: city });
  const bound = chain.bindTools([chained]);
  const asked = await bound.invoke('Weather');
  const messages = [{ role: 'user', content: 'Weather' }, asked];
  for (const call of asked.tool_calls) messages.push(await chained.invoke(call));
  return (await bound.invoke(messages)).text;
});
await run('langchain.structured', async () => await chain.withStructuredOutput(prime, { method: 'jsonSchema' }).invoke('As JSON'));

console.log(JSON.stringify(seen));
process.exit(0);
