import { useQuery } from '@tanstack/react-query'
import { ask, client, Refused } from '../api/client'

const place = 'vault.operator'
let key = read()

function read(): string | undefined {
  try {
    return sessionStorage.getItem(place) ?? undefined
  } catch {
    return undefined
  }
}

/** The operator's key of this tab; without one the cookie of a sign-in is sent. */
export const operatorKey = () => key

export function keepKey(next: string | undefined): void {
  key = next
  try {
    if (next) sessionStorage.setItem(place, next)
    else sessionStorage.removeItem(place)
  } catch {
    // It is kept in memory.
  }
}

/** Who sends the request. */
export const op = () => ({ headers: key ? { Authorization: `Bearer ${key}` } : {} })

export interface Who {
  name: string
  roles: string[]
  may_sign_in: boolean
  signed_in: boolean
}

export const isOperator = (who?: Who) => who?.roles.some((role) => role === 'operator' || role === 'admin') ?? false
export const isAdmin = (who?: Who) => who?.roles.includes('admin') ?? false

/** Who this is to the service. */
export const asWho = {
  queryKey: ['who'],
  queryFn: async (): Promise<Who> => {
    const found = await ask(client.GET('/api/v1/account', op()))
    return { ...found, name: found.name ?? (key ? 'operator' : (found.account_id ?? '')) }
  },
}
export const useWho = () => useQuery({ ...asWho, staleTime: 60_000 })

export const reasonOf = (error: unknown) => (error instanceof Refused || error instanceof Error ? error.message : String(error))
