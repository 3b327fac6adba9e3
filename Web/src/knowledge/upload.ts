import { api, ask, client, isPassing, newKey, Refused, refusalOf, type Document, type Synced } from '../api/client'
import { t } from '../i18n'
import { pause } from '../api/events'
import { hashOf, type Choice, type Chosen } from './files'

/** What an upload would change. */
export interface Plan extends Synced {
  choice: Choice
  manifest: { path: string; hash: string }[]
}

const isZip = ({ path }: Chosen) => /\.zip$/i.test(path)

/** Compares the files with what is there; null where they cannot be compared, and all of them have to be sent. */
export async function planOf(token: string | undefined, collection: string, choice: Choice): Promise<Plan | null> {
  if (choice.files.some(isZip)) return null
  const manifest = []
  for (const { path, file } of choice.files) {
    const hash = await hashOf(file)
    if (hash === null) return null
    manifest.push({ path, hash })
  }
  const synced = await ask(
    client.POST('/api/v1/rag/collections/{id}/sync', {
      ...api(token),
      params: { path: { id: collection } },
      body: { files: manifest, commit: false },
    }),
  )
  return { ...synced, choice, manifest }
}

const filesAtOnce = 100
const bytesAtOnce = 8_000_000

function* batches(files: Chosen[]): Generator<Chosen[]> {
  let batch: Chosen[] = []
  let bytes = 0
  for (const chosen of files) {
    if (batch.length > 0 && (batch.length >= filesAtOnce || bytes + chosen.file.size > bytesAtOnce)) {
      yield batch
      ;[batch, bytes] = [[], 0]
    }
    batch.push(chosen)
    bytes += chosen.file.size
  }
  if (batch.length > 0) yield batch
}

/** Sends files in batches, each again until it arrives. Returns those that were refused. */
export async function sendFiles(
  token: string | undefined, collection: string, files: Chosen[], onSent: (count: number) => void, stop: AbortSignal,
): Promise<Document[]> {
  const refused: Document[] = []
  let sent = 0
  for (const batch of batches(files)) {
    const key = newKey()
    for (let failures = 0; ; ) {
      try {
        refused.push(...(await post(token, collection, batch, key, stop)).filter((d) => d.status === 'refused'))
        break
      } catch (error) {
        if (stop.aborted || !isPassing(error) || ++failures > 8) throw error
        const wait = error instanceof Refused ? error.retryAfter : undefined
        await pause(wait ? wait * 1000 : Math.min(10_000, 500 * 2 ** failures), stop)
      }
    }
    sent += batch.length
    onSent(sent)
  }
  return refused
}

async function post(token: string | undefined, collection: string, batch: Chosen[], key: string, stop: AbortSignal): Promise<Document[]> {
  const form = new FormData()
  form.append('collection', collection)
  for (const { path, file } of batch) form.append('file', file, path)
  let response
  try {
    response = await fetch('/api/v1/rag/documents', {
      method: 'POST', body: form, headers: { ...api(token).headers, 'Idempotency-Key': key }, signal: stop,
    })
  } catch (error) {
    if (stop.aborted) throw error
    throw new Refused(t('unreachable'), 0)
  }
  const body = await response.json().catch(() => null)
  if (!response.ok) throw refusalOf(body, response)
  return (body as { documents: Document[] }).documents
}

/** Renames what moved, and deletes what the folder lacks if that is wanted. */
export async function commit(token: string | undefined, collection: string, plan: Plan, deletes: boolean): Promise<void> {
  const files = [...plan.manifest]
  if (!deletes && plan.gone.length > 0) {
    // What is to stay is told as if the folder had it.
    const gone = new Set(plan.gone)
    for await (const { path, hash } of documents(token, collection)) if (gone.has(path) && hash) files.push({ path, hash })
  }
  await ask(
    client.POST('/api/v1/rag/collections/{id}/sync', {
      ...api(token),
      params: { path: { id: collection } },
      body: { files, commit: true },
    }),
  )
}

export async function* documents(token: string | undefined, collection: string): AsyncGenerator<Document> {
  for (let cursor: string | undefined; ; ) {
    const page = await ask(
      client.GET('/api/v1/rag/documents', { ...api(token), params: { query: { collection, limit: 500, cursor } } }),
    )
    yield* page.documents
    if (!page.next) return
    cursor = page.next
  }
}
