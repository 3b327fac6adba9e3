import { useSyncExternalStore } from 'react'
import { currentLanguage, onLanguage, type Language } from '../../i18n'
import { en, type Words } from './en'

export type Word = keyof Words

const load: Record<Language, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  ar: async () => (await import('./ar')).ar,
}

let words: Words = en
const watchers = new Set<() => void>()

async function speak() {
  const language = currentLanguage()
  const next = await load[language]()
  if (language !== currentLanguage()) return
  words = next
  for (const watcher of watchers) watcher()
}
onLanguage(() => void speak())
/** Resolves when the console's texts are there in the page's language; in English where they cannot be loaded. */
export const spoken = speak().catch(() => {})

export const w = (key: Word, values: Record<string, string | number> = {}): string =>
  words[key].replace(/\{(\w+)\}/g, (all, name: string) => (name in values ? String(values[name]) : all))

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The console's texts in the language of the page; the component is drawn again when that changes. */
export function useWords() {
  useSyncExternalStore(subscribe, () => words)
  return w
}
