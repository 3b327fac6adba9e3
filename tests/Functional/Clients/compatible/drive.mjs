// Uses the service at $1 with the token $2 through clients of other providers of this protocol, and prints what came back.
import { InferenceClient } from '@huggingface/inference';
import { Mistral } from '@mistralai/mistralai';
import { OpenRouter } from '@openrouter/sdk';
import Together from 'together-ai';

const [baseURL, apiKey] = process.argv.slice(2);
const model = 'openai/gpt-4o-mini';
const ask = content => [{ role: 'user', content }];
const parameters = { type: 'object', properties: { city: { type: 'string' } } };
const tools = [{ type: 'function', function: { name: 'weather', description: 'The weather.', parameters } }];
const joined = async (stream, read) => {
  let text = '';
  for await (const chunk of await stream) text += read(chunk) ?? '';
  return text;
};

const router = new OpenRouter({ apiKey, serverURL: baseURL });
const send = more => router.chat.send({ chatRequest: { model, messages: ask('Plain'), ...more } });
const mistral = new Mistral({ apiKey, serverURL: baseURL.replace(/\/v1$/, '') });
const together = new Together({ apiKey, baseURL, maxRetries: 0 });
const hugging = new InferenceClient(apiKey, { endpointUrl: baseURL });

console.log(JSON.stringify({
  'openrouter.whole': (await send({})).choices[0].message.content,
  'openrouter.stream': await joined(
    send({ stream: true, streamOptions: { includeUsage: true } }), chunk => chunk.choices[0]?.delta?.content ?? chunk.usage?.totalTokens),
  'openrouter.tools': (await send({ messages: ask('Weather?'), tools })).choices[0].message.toolCalls[0].function.arguments,
  'mistral.whole': (await mistral.chat.complete({ model, messages: ask('Plain') })).choices[0].message.content,
  'mistral.stream': await joined(
    mistral.chat.stream({ model, messages: ask('Plain') }), chunk => chunk.data.choices[0]?.delta?.content),
  'mistral.tools': (await mistral.chat.complete({ model, messages: ask('Weather?'), tools, toolChoice: 'any' }))
    .choices[0].message.toolCalls[0].function.arguments,
  'together.whole': (await together.chat.completions.create({ model, messages: ask('Plain') })).choices[0].message.content,
  'together.stream': await joined(
    together.chat.completions.create({ model, messages: ask('Plain'), stream: true }), chunk => chunk.choices[0]?.delta?.content),
  'huggingface.whole': (await hugging.chatCompletion({ model, messages: ask('Plain') })).choices[0].message.content,
  'huggingface.stream': await joined(
    hugging.chatCompletionStream({ model, messages: ask('Plain') }), chunk => chunk.choices[0]?.delta?.content),
}));
