import { api, ask, client, type Message } from '../api/client'
import { saveAs } from '../shell/saveAs'
import type { Conversation } from './store'

/** Everything of these chats as one JSON file. The keys to them stay here. */
export async function exportConversations(chosen: Conversation[]): Promise<void> {
  const chats = []
  for (const { id, token, title, createdAt } of chosen) {
    const messages: Message[] = []
    for (let before: number | undefined; ; ) {
      const page = await ask(
        client.GET('/api/v1/sessions/{id}/messages', { params: { path: { id }, query: { before, limit: 100 } }, ...api(token) }),
      ).catch(() => null)
      messages.unshift(...(page?.messages ?? []))
      if (!page?.next) break
      before = page.next
    }
    chats.push({
      title,
      created_at: new Date(createdAt).toISOString(),
      messages: messages.map(({ role, text, at, job_id }) => ({ role, text, at, job_id })),
    })
  }
  saveAs(new Blob([JSON.stringify({ chats }, null, 2)], { type: 'application/json' }), 'obsidian-vault.json')
}
