import { api, ask, client, newKey, Refused, type Collection } from '../api/client'
import { openConversation } from '../chat/thread'
import { conversations } from '../conversations/store'
import { whoIsIt } from '../settings/signedIn'
import { stored } from '../shell/stored'

/** The session whose collections this browser's are. */
export interface Library {
  id: string
  token: string | undefined
}

export const library = stored<Library | null>('vault.library', null)

/** Opens the library with the first collection: nobody who has none needs one. */
async function opened(): Promise<Library> {
  const known = library.get()
  if (known) return known
  const account = await whoIsIt()
  const { id, token } = account?.signed_in ? { id: account.account_id!, token: undefined } : await openConversation()
  library.set({ id, token })
  return { id, token }
}

export async function makeCollection(name: string): Promise<Collection> {
  try {
    return await make(name)
  } catch (error) {
    if (!(error instanceof Refused && error.status === 401)) throw error
    // The time of the session is over, and with it that of its collections.
    library.set(null)
    return await make(name)
  }
}

async function make(name: string): Promise<Collection> {
  const { token } = await opened()
  const made = await ask(
    client.POST('/api/v1/rag/collections', {
      ...api(token),
      params: { header: { 'Idempotency-Key': newKey() } },
      body: { name, visibility: 'people' },
    }),
  )
  await Promise.all(conversations.get().map((chat) => admit(chat.token, [made]).catch(() => {})))
  return made
}

/** A chat may ask every collection of its browser. */
export async function admitChat(chatToken: string | undefined): Promise<void> {
  const known = library.get()
  if (!known) return
  const { collections } = await ask(client.GET('/api/v1/rag/collections', api(known.token)))
  await admit(chatToken, collections.filter((c) => c.role === 'owner' && c.visibility !== 'everyone'))
}

async function admit(chatToken: string | undefined, collections: Collection[]): Promise<void> {
  const known = library.get()
  // The chats of an account have its collections.
  if (!known || collections.length === 0 || (!known.token && !chatToken)) return
  const { person_id: person } = await ask(client.GET('/api/v1/rag/collections', api(chatToken)))
  for (const { collection_id: id } of collections)
    await ask(
      client.PUT('/api/v1/rag/collections/{id}/members/{person}', {
        ...api(known.token),
        params: { path: { id, person } },
        body: { right: 'write' },
      }),
    )
}
