import { stored } from '../shell/stored'

/** A chat of this browser, whose person is whoever has its token; or one of the account that signed in, which has none. */
export interface Conversation {
  id: string
  token: string | undefined
  /** The account that it belongs to. */
  account?: string
  title: string
  createdAt: number
  usedAt: number
  pinned?: boolean
  renamed?: boolean
}

export const conversations = stored<Conversation[]>('vault.conversations', [])

export const conversationOf = (id: string) => conversations.get().find((c) => c.id === id)

export const keep = (conversation: Conversation) =>
  conversations.change((all) => [conversation, ...all.filter((c) => c.id !== conversation.id)])

export const forget = (id: string) => conversations.change((all) => all.filter((c) => c.id !== id))

export const amend = (id: string, change: Partial<Conversation>) =>
  conversations.change((all) => all.map((c) => (c.id === id ? { ...c, ...change } : c)))

/** Pinned ones first, then those that were used last. */
export const sorted = (all: Conversation[]) =>
  [...all].sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.usedAt - a.usedAt)

/** A chat is named by what was asked first. */
export function titleOf(text: string): string {
  const line = text.replace(/^\/\w+\s*/, '').replace(/\s+/g, ' ').trim() || text.trim()
  return line.length <= 48 ? line : `${line.slice(0, 47)}…`
}
