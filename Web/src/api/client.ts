import createClient from 'openapi-fetch'
import { t } from '../i18n'
import type { components, paths } from './schema'

type Schemas = components['schemas']
export type Message = Schemas['MessageView']
export type Job = Schemas['JobView']
export type JobState = Schemas['JobState']
export type CodeReport = Schemas['CodeReport']
export type Collection = Schemas['CollectionView']
export type Document = Schemas['DocumentView']
export type Synced = Schemas['SyncView']
export type Answer = Schemas['QueryAnswer']
export type Citation = Schemas['CitationView']
export type InboxItem = Schemas['InboxItem']
export type InboxPage = Schemas['InboxPage']
export type InboxChange = Schemas['InboxChange']
export type ConversationView = Schemas['ConversationView']
export type ReplyView = Schemas['ReplyView']
export type LineView = Schemas['LineView']
export type AuditView = Schemas['AuditView']
export type ApiKey = Schemas['KeyView']
export type Note = Schemas['NoteView']
/** The summary of /api/v1/usage, whose description names the last of its three forms alone. */
export interface Usage {
  total: number
  reserved: number
  today: number
  this_month: number
  forecast: number
  monthly_budget: number
  by_day: { key: string; amount: number }[]
  entries: Schemas['UsageEntry'][]
}
export type Quality = 'low' | 'medium' | 'high'
export type Format = 'mp4' | 'webm' | 'gif' | 'png'

/** An answer that is an error: problem details, or no answer at all (status 0). */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code?: string,
    readonly retryAfter?: number,
  ) {
    super(message)
  }
}

const client = createClient<paths>({ baseUrl: location.origin })

/** Who sends a request: whoever has the token, or without one whoever signed in. */
export const api = (token: string | undefined): { headers: Record<string, string> } => ({
  headers: token ? { Authorization: `Bearer ${token}` } : {},
})

export { client }

/** What was answered, or an error that says why there is nothing. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result
  try {
    result = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refused(t('unreachable'), 0)
  }
  if (result.response.ok) return result.data as T
  throw refusalOf(result.error, result.response)
}

export function refusalOf(body: unknown, response: Response): Refused {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as { detail?: string; title?: string; code?: string }
  const wait = Number(response.headers.get('Retry-After'))
  return new Refused(problem.detail ?? problem.title ?? `HTTP ${response.status}`, response.status, problem.code, wait || undefined)
}

/** Worth another try, because nothing is wrong with the request. */
export const isPassing = (error: unknown) =>
  error instanceof Refused && (error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500)

export const newKey = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16)).join('-')
