import { EventSourceParserStream } from 'eventsource-parser/stream'
import { refusalOf } from './client'

export interface ServerEvent {
  type: string
  id?: string
  data: unknown
}

/** A stream that says nothing for this long is dead: the service sends a comment every 15 seconds. */
const silence = 45_000

/** The events of one connection. Browsers' own EventSource cannot send a token. */
export async function* events(
  path: string, token: string | undefined, after: string | number, stop: AbortSignal, onOpen?: () => void,
): AsyncGenerator<ServerEvent> {
  const dead = new AbortController()
  let timer = setTimeout(() => dead.abort(), silence)
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => dead.abort(), silence)
  }
  try {
    const response = await fetch(path, {
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        Accept: 'text/event-stream',
        'Last-Event-ID': String(after),
      },
      cache: 'no-store',
      signal: AbortSignal.any([stop, dead.signal]),
    })
    if (response.status === 204) return
    if (!response.ok || !response.body) throw refusalOf(await response.json().catch(() => null), response)
    onOpen?.()
    const watched = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        alive()
        controller.enqueue(chunk)
      },
    })
    const reader = response.body
      .pipeThrough(watched)
      .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream())
      .getReader()
    try {
      while (true) {
        const { done, value } = await reader.read()
        if (done) return
        yield { type: value.event ?? 'message', id: value.id, data: JSON.parse(value.data) }
      }
    } finally {
      reader.cancel().catch(() => {})
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Waits, but not for longer than it takes to be online again or to be looked at again. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      document.removeEventListener('visibilitychange', go)
      stop.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    window.addEventListener('online', go)
    document.addEventListener('visibilitychange', go)
    stop.addEventListener('abort', go)
  })
}
