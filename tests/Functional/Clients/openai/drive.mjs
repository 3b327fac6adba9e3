// Uses the service at $1 with the token $2 through OpenAI's own client and prints what came back, one JSON object.
import OpenAI from 'openai';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const model = 'openai/gpt-4o-mini';
const messages = [{ role: 'system', content: 'Be short.' }, { role: 'user', content: 'Which prime is even?' }];

const refusal = async call => {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) throw error;
    return { kind: error.constructor.name, status: error.status, code: error.code, param: error.param, type: error.type, requestId: error.requestID };
  }
};

const { data: chat, response } = await client.chat.completions.create({ model, messages, temperature: 0.1, seed: 1, stop: ['\n\n\n'] }).withResponse();
const headers = Object.fromEntries(['x-vault-provider', 'x-vault-model', 'x-vault-cost', 'x-vault-cached', 'x-request-id'].map(name => [name, response.headers.get(name)]));

let streamed = '', finish = null, usage = null, roles = 0;
for await (const chunk of await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Stream it' }], stream: true, stream_options: { include_usage: true } })) {
  streamed += chunk.choices[0]?.delta?.content ?? '';
  roles += chunk.choices[0]?.delta?.role ? 1 : 0;
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}

const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } }];
const called = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Weather in Bern?' }], tools, tool_choice: 'auto' });
const call = called.choices[0].message.tool_calls[0];
const told = await client.chat.completions.create({
  model, tools, messages: [{ role: 'user', content: 'Weather in Bern?' }, called.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'sunny' }],
});
const schema = { name: 'answer', strict: true, schema: { type: 'object', properties: { prime: { type: 'integer' } }, required: ['prime'], additionalProperties: false } };
const parsed = JSON.parse((await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'As JSON' }], response_format: { type: 'json_schema', json_schema: schema } })).choices[0].message.content);
const seen = await client.chat.completions.create({
  model, messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this picture?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] }],
});
const embeddings = await client.embeddings.create({ model: 'openai/text-embedding-3-small', input: ['a', 'bcd'] });
const floats = await client.embeddings.create({ model: 'openai/text-embedding-3-small', input: 'abcde', encoding_format: 'float' });
const models = [];
for await (const entry of client.models.list()) models.push(entry.id);
const one = await client.models.retrieve('openai/gpt-4o-mini');

const unknownModel = await refusal(() => client.chat.completions.create({ model: 'no-such-model', messages }));
const badRequest = await refusal(() => client.chat.completions.create({ model, messages: [{ role: 'user', content: [{ type: 'video', video: 'x' }] }] }));
const badKey = await refusal(() => new OpenAI({ baseURL, apiKey: 'ovs_no_good', maxRetries: 0 }).models.list());
const cut = await refusal(async () => {
  for await (const _ of await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Cut it' }], stream: true }));
});

console.log(JSON.stringify({
  chat, headers, streamed, roles, finish, usage, call, told: told.choices[0].message.content, parsed, seen: seen.choices[0].message.content,
  embeddings: embeddings.data.map(e => e.embedding), floats: floats.data[0].embedding, models, one, unknownModel, badRequest, badKey, cut,
}));
