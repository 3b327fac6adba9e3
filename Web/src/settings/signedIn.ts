import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { conversations } from '../conversations/store'
import { library } from '../knowledge/library'

export interface Account {
  account_id?: string | null
  name?: string | null
  roles: string[]
  signed_in: boolean
  may_sign_in: boolean
  may_be_guest: boolean
}

/** Who this browser is to the service; null where it does not answer. */
export async function whoIsIt(): Promise<Account | null> {
  const response = await fetch('/api/v1/account').catch(() => null)
  return response?.ok ? ((await response.json()) as Account) : null
}

export const useAccount = () => useQuery({ queryKey: ['account'], queryFn: whoIsIt, retry: false, staleTime: 60_000 })

/** Nobody who must sign in can write before they have. */
export const mustSignIn = (account: Account | null | undefined) =>
  account ? account.may_sign_in && !account.signed_in && !account.may_be_guest : false

/** The chats of the account; null where the service does not answer. */
async function chatsOf(): Promise<{ session_id: string; created_at: string }[] | null> {
  const response = await fetch('/api/v1/sessions').catch(() => null)
  return response?.ok ? (await response.json()).sessions : null
}

/** Shows the chats of the account that signed in, from all its devices, and forgets them when it signs out. */
export function useAccountChats(): void {
  const { data: account } = useAccount()
  useEffect(() => {
    if (!account) return
    const id = account.signed_in ? account.account_id! : undefined
    const others = conversations.get().filter((c) => c.account && c.account !== id)
    if (others.length > 0) conversations.change((all) => all.filter((c) => !c.account || c.account === id))
    const known = library.get()
    if (!id) {
      if (known && !known.token) library.set(null)
      return
    }
    if (!known || (!known.token && known.id !== id)) library.set({ id, token: undefined })
    void chatsOf().then((sessions) => {
      if (!sessions) return
      const there = new Map(conversations.get().map((c) => [c.id, c]))
      const missing = sessions.filter((s) => !there.has(s.session_id)).map((s) => {
        const at = Date.parse(s.created_at)
        return { id: s.session_id, token: undefined, account: id, title: '', createdAt: at, usedAt: at }
      })
      const listed = new Set(sessions.map((s) => s.session_id))
      // One that was just opened may be newer than the list.
      const ended = (c: { id: string; account?: string; createdAt: number }) =>
        c.account === id && !listed.has(c.id) && Date.now() - c.createdAt > 60_000
      if (missing.length > 0 || [...there.values()].some(ended))
        conversations.change((all) => [...all.filter((c) => !ended(c)), ...missing])
    })
  }, [account])
}
