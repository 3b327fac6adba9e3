import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { InboxChange, InboxItem, InboxPage } from '../api/client'
import { events, pause } from '../api/events'
import { operatorKey } from './operator'

export interface Filters {
  channel?: string
  state?: string
  assignee?: string
  label?: string
  words?: string
}

export interface Presence {
  by: string
  isWriting: boolean
  at: number
}

/** How long it is believed that somebody looks. */
export const presenceLife = 75_000
/** This window, so that it does not see itself. */
export const windowKey = crypto.randomUUID?.() ?? String(Math.random())

const present = new Map<string, Map<string, Presence>>()
let isLive = false
let version = 0
const watchers = new Set<() => void>()
const tell = () => {
  version++
  for (const watcher of watchers) watcher()
}
const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Whether changes arrive as they happen. */
export const useIsLive = () => useSyncExternalStore(subscribe, () => isLive)

/** The other operators who have the conversation open. */
export function usePresence(id: string): Presence[] {
  useSyncExternalStore(subscribe, () => version)
  const now = Date.now()
  return [...(present.get(id)?.values() ?? [])].filter((one) => now - one.at < presenceLife)
}

const fits = (item: InboxItem, f: Filters) =>
  (!f.channel || item.address?.channel === f.channel) &&
  (!f.state || (f.state === 'waiting' ? item.waits : f.state === 'human' ? item.human_answers : item.has_failed)) &&
  (!f.assignee || item.assignee === f.assignee) &&
  (!f.label || item.labels.includes(f.label)) &&
  (!f.words ||
    [item.name, item.address?.external_id, item.session_id, item.last_text].some((text) =>
      text?.toLowerCase().includes(f.words!.toLowerCase()),
    ))

/** The list with the changes in it, newest first. */
export function merged(page: InboxPage, change: InboxChange, filters: Filters): InboxPage {
  const all = new Map(page.conversations.map((item) => [item.session_id, item]))
  for (const id of change.gone) all.delete(id)
  for (const item of change.conversations) {
    const known = all.get(item.session_id)
    if (known && known.sequence >= item.sequence) continue
    if (fits(item, filters)) all.set(item.session_id, item)
    else all.delete(item.session_id)
  }
  return { ...page, conversations: [...all.values()].sort((a, b) => b.last_at.localeCompare(a.last_at)) }
}

function take(queries: QueryClient, change: InboxChange) {
  if (change.presence) {
    const { session_id, by, is_writing, key } = change.presence
    if (key === windowKey) return
    const there = present.get(session_id) ?? new Map<string, Presence>()
    present.set(session_id, there.set(key, { by, isWriting: is_writing, at: Date.now() }))
    tell()
    return
  }
  for (const query of queries.getQueryCache().findAll({ queryKey: ['inbox'] }))
    queries.setQueryData<InboxPage>(query.queryKey, (page) => page && merged(page, change, query.queryKey[1] as Filters))
  for (const item of change.conversations) void queries.invalidateQueries({ queryKey: ['conversation', item.session_id] })
  for (const id of change.gone) void queries.invalidateQueries({ queryKey: ['conversation', id] })
}

/** Follows all conversations over one connection, as long as the console is open. */
export function useLive() {
  const queries = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    void (async () => {
      for (let failures = 0; !stop.signal.aborted; failures++) {
        try {
          for await (const event of events('/api/v1/operator/inbox/events', operatorKey(), '', stop.signal)) {
            if (!isLive) {
              // What came before the stream is in the list.
              isLive = true
              failures = 0
              tell()
              void queries.invalidateQueries({ queryKey: ['inbox'] })
              void queries.invalidateQueries({ queryKey: ['conversation'] })
            }
            take(queries, event.data as InboxChange)
          }
        } catch {
          // It is tried again.
        }
        isLive = false
        tell()
        if (!stop.signal.aborted) await pause(Math.min(30_000, 1000 * 2 ** failures), stop.signal)
      }
    })()
    return () => stop.abort()
  }, [queries])
}
