// Writes src/api/schema.ts from the description of the Api: node tools/types.mjs http://127.0.0.1:8080 [--check]
// Only of the addresses that the page uses, so that a change of another address does not concern it.
import { readFile, writeFile } from 'node:fs/promises'
import openapi, { astToString } from 'openapi-typescript'

const used = /^\/api\/v1\/(sessions|jobs|code|visualizer|usage|status|rag|account|keys|operator|admin|whatsapp)(\/|$)/
const [service, check] = process.argv.slice(2)
if (!service) throw new Error('Name the address of a running service, such as http://127.0.0.1:8080.')
const document = await (await fetch(new URL('/openapi/v1.json', service))).json()
document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => used.test(path)))

// Numbers may be sent to us as text as well; we send numbers. Errors have one shape, which client.ts knows.
const plain = (node) => {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node.type) && node.pattern) {
    node.type = node.type.filter((type) => type !== 'string')
    delete node.pattern
  }
  if (node.responses && !Array.isArray(node.responses))
    node.responses = Object.fromEntries(Object.entries(node.responses).filter(([status]) => status < '4'))
  Object.values(node).forEach(plain)
}
plain(document)

// The schemas that those addresses lead to.
const schemas = {}
const text = JSON.stringify(document.paths)
const follow = (json) => {
  for (const [, name] of json.matchAll(/#\/components\/schemas\/(\w+)/g)) {
    if (name in schemas) continue
    schemas[name] = document.components.schemas[name]
    follow(JSON.stringify(schemas[name]))
  }
}
follow(text)
document.components = { schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))) }

const file = new URL('../src/api/schema.ts', import.meta.url)
const source = `// Made by tools/types.mjs; do not edit.\n${astToString(await openapi(document, { defaultNonNullable: false }))}`
if (check !== '--check') await writeFile(file, source)
else if ((await readFile(file, 'utf8')) !== source) {
  console.error('src/api/schema.ts is not what the Api is now: run node tools/types.mjs ADDRESS in the folder Web.')
  process.exit(1)
}
