import { ask, api, client, isPassing, newKey, Refused, type Message } from '../api/client'
import { events, pause } from '../api/events'
import { amend, type Conversation } from '../conversations/store'
import { currentLanguage } from '../i18n'
import { whoIsIt } from '../settings/signedIn'
import { stored } from '../shell/stored'

/** A message that the service has not confirmed yet. It is kept, and sent until it is. */
export interface Pending {
  key: string
  text: string
  /** The class of model that is to answer. */
  class?: 'chat' | 'quick'
  fault?: string
}

export interface Draft {
  id: string
  text: string
}

export interface Thread {
  messages: Message[]
  draft: Draft | null
  pending: Pending[]
  /** There are older messages: ask for those before this number. */
  before: number | null
  link: 'connecting' | 'live' | 'lost' | 'gone'
  loaded: boolean
  /** Answers after this message came while one was watching; null while none is expected. */
  watchedFrom: number | null
}

const empty: Thread = { messages: [], draft: null, pending: [], before: null, link: 'connecting', loaded: false, watchedFrom: null }
const pageSize = 50

/** The chat of one conversation: read, followed and written to, over any number of connections. */
export class ChatThread {
  private state = empty
  private readonly watchers = new Set<() => void>()
  private readonly outbox
  private stop = new AbortController()
  private users = 0
  private sending = false
  private readingOlder = false

  constructor(readonly conversation: Conversation) {
    this.outbox = stored<Pending[]>(`vault.outbox.${conversation.id}`, [])
    this.state = { ...empty, pending: this.outbox.get() }
  }

  get = (): Thread => this.state

  subscribe = (watcher: () => void) => {
    this.watchers.add(watcher)
    if (this.users++ === 0) this.start()
    return () => {
      this.watchers.delete(watcher)
      if (--this.users === 0) this.stop.abort()
    }
  }

  send(text: string, by?: Pending['class']): void {
    this.keep([...this.state.pending, { key: newKey(), text, ...(by && { class: by }) }])
    amend(this.conversation.id, { usedAt: Date.now() })
    void this.sendAll()
  }

  drop(key: string): void {
    this.keep(this.state.pending.filter((p) => p.key !== key))
  }

  retry(key: string): void {
    this.keep(this.state.pending.map((p) => (p.key === key ? { key, text: p.text, class: p.class } : p)))
    void this.sendAll()
  }

  async stopAnswer(): Promise<void> {
    await ask(client.DELETE('/api/v1/sessions/{id}/answer', this.call()))
  }

  async readOlder(): Promise<void> {
    const { before } = this.state
    if (before === null || this.readingOlder) return
    this.readingOlder = true
    try {
      const page = await this.read({ before, limit: pageSize })
      this.add(page.messages, { before: page.next ?? null })
    } catch (error) {
      if (!isPassing(error)) throw error
    } finally {
      this.readingOlder = false
    }
  }

  /** A picture's link works for minutes: reads its message again. */
  async readAgain(sequence: number): Promise<void> {
    this.add((await this.read({ before: sequence + 1, limit: 1 })).messages)
  }

  private get path() {
    return { path: { id: this.conversation.id } }
  }

  private call() {
    return { params: this.path, ...api(this.conversation.token) }
  }

  private read(query: { before?: number; limit: number }) {
    return ask(client.GET('/api/v1/sessions/{id}/messages', { ...this.call(), params: { ...this.path, query } }))
  }

  private start(): void {
    this.stop = new AbortController()
    void this.follow(this.stop.signal)
    void this.sendAll()
  }

  private async follow(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted; ) {
      try {
        if (!this.state.loaded) {
          const page = await this.read({ limit: pageSize })
          this.add(page.messages, { before: page.next ?? null, loaded: true })
        }
        const path = `/api/v1/sessions/${this.conversation.id}/messages/events`
        for await (const event of events(path, this.conversation.token, this.last, stop, () => this.set({ link: 'live' }))) {
          failures = 0
          if (event.type === 'message') this.hear(event.data as Message)
          else if (event.type === 'draft') this.write(event.data as { draft_id: string; from: number; text: string })
        }
      } catch (error) {
        if (stop.aborted) return
        if (error instanceof Refused && (error.status === 401 || error.status === 404)) {
          this.set({ link: 'gone', loaded: true })
          return
        }
      }
      if (stop.aborted) return
      // The draft begins anew on the next connection, or its answer is there.
      if (failures++ > 0) this.set({ link: 'lost' })
      await pause(Math.min(5000, 300 * 2 ** failures) * (0.75 + Math.random() / 2), stop)
    }
  }

  private get last(): number {
    return this.state.messages.at(-1)?.sequence ?? 0
  }

  private hear(message: Message): void {
    const watchedFrom = this.state.watchedFrom ?? this.last
    this.add([message], message.role === 'user' ? { watchedFrom } : { draft: null, watchedFrom })
  }

  private write(part: { draft_id: string; from: number; text: string }): void {
    const before = this.state.draft?.id === part.draft_id ? this.state.draft.text : ''
    this.set({ draft: { id: part.draft_id, text: before.slice(0, part.from) + part.text } })
  }

  private add(messages: Message[], also: Partial<Thread> = {}): void {
    const all = new Map(this.state.messages.map((m) => [m.sequence, m]))
    for (const message of messages) all.set(message.sequence, message)
    this.set({ ...also, messages: [...all.values()].sort((a, b) => a.sequence - b.sequence) })
  }

  private async sendAll(): Promise<void> {
    if (this.sending) return
    this.sending = true
    try {
      for (let failures = 0; ; ) {
        const next = this.state.pending.find((p) => !p.fault)
        if (!next) return
        try {
          await this.post(next)
          failures = 0
        } catch (error) {
          if (isPassing(error) && this.users > 0) await pause(Math.min(5000, 500 * 2 ** failures++), this.stop.signal)
          else if (isPassing(error)) return
          else this.keep(this.state.pending.map((p) => (p.key === next.key ? { ...p, fault: (error as Error).message } : p)))
        }
      }
    } finally {
      this.sending = false
    }
  }

  private async post(pending: Pending): Promise<void> {
    const message = await ask(
      client.POST('/api/v1/sessions/{id}/messages', {
        ...this.call(),
        params: { ...this.path, header: { 'Idempotency-Key': pending.key } },
        body: { text: pending.text, language: currentLanguage(), ...(pending.class && { class: pending.class }) },
      }),
    )
    this.outbox.set(this.outbox.get().filter((p) => p.key !== pending.key))
    this.add([message], {
      pending: this.state.pending.filter((p) => p.key !== pending.key),
      watchedFrom: this.state.watchedFrom ?? message.sequence,
    })
  }

  private keep(pending: Pending[]): void {
    this.outbox.set(pending)
    this.set({ pending })
  }

  private set(change: Partial<Thread>): void {
    this.state = { ...this.state, ...change }
    for (const watcher of this.watchers) watcher()
  }
}

const threads = new Map<string, ChatThread>()

export function threadOf(conversation: Conversation): ChatThread {
  let thread = threads.get(conversation.id)
  if (!thread) threads.set(conversation.id, (thread = new ChatThread(conversation)))
  return thread
}

/** Opens a session, whose token only this browser has; for somebody who signed in, a chat of the account, which has none. */
export async function openConversation(): Promise<Conversation> {
  const { session_id, token } = await ask(client.POST('/api/v1/sessions'))
  const now = Date.now()
  const chat = { id: session_id, token: token ?? undefined, title: '', createdAt: now, usedAt: now }
  return token ? chat : { ...chat, account: (await whoIsIt())?.account_id ?? undefined }
}
