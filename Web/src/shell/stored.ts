import { useSyncExternalStore } from 'react'

export interface Stored<T> {
  get(): T
  set(next: T): void
  change(by: (now: T) => T): void
  use(): T
}

/** A value that this browser keeps, the same in all its tabs. Where nothing may be stored, it lives as long as the page. */
export function stored<T>(key: string, initial: T): Stored<T> {
  const watchers = new Set<() => void>()
  let value = read()

  function read(): T {
    try {
      const text = localStorage.getItem(key)
      return text === null ? initial : (JSON.parse(text) as T)
    } catch {
      return initial
    }
  }

  const tell = () => {
    for (const watcher of watchers) watcher()
  }
  window.addEventListener('storage', (event) => {
    if (event.key !== key && event.key !== null) return
    value = read()
    tell()
  })
  const store: Stored<T> = {
    get: () => value,
    set(next) {
      value = next
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // It is kept in memory.
      }
      tell()
    },
    change: (by) => store.set(by(read() ?? value)),
    use: () =>
      useSyncExternalStore(
        (watcher) => {
          watchers.add(watcher)
          return () => watchers.delete(watcher)
        },
        () => value,
      ),
  }
  return store
}
