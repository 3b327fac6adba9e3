import { useSyncExternalStore } from 'react'
import { preferences } from '../settings/preferences'
import { en, type Texts } from './en'

export type Key = keyof Texts
export type Language = 'en' | 'fr' | 'es' | 'ar'

export const languages: Record<Language, string> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' }

const load: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  fr: async () => (await import('./fr')).fr,
  es: async () => (await import('./es')).es,
  ar: async () => (await import('./ar')).ar,
}

let texts: Texts = en
let language: Language = 'en'
const watchers = new Set<() => void>()

/** Speaks a language from now on; a person's own choice comes before the browser's. */
export async function speak(): Promise<void> {
  const wanted = [preferences.get().language, ...navigator.languages].find((tag) => tag && tag.slice(0, 2) in load)
  const next = (wanted?.slice(0, 2) ?? 'en') as Language
  texts = await load[next]()
  language = next
  document.documentElement.lang = next
  document.documentElement.dir = next === 'ar' ? 'rtl' : 'ltr'
  for (const watcher of watchers) watcher()
}

export const t = (key: Key, values: Record<string, string | number> = {}): string =>
  texts[key].replace(/\{(\w+)\}/g, (all, name: string) => (name in values ? String(values[name]) : all))

export const currentLanguage = (): Language => language

/** Calls whenever another language is spoken. */
export const onLanguage = (watcher: () => void) => void watchers.add(watcher)

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The texts of the language that is spoken now; the component is drawn again when that changes. */
export function useTexts() {
  useSyncExternalStore(subscribe, currentLanguage)
  return t
}

/** Digits are written as in mathematics in every language. */
const tag = () => (language === 'ar' ? 'ar-u-nu-latn' : language)

const number = (value: number, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag(), options).format(value)

/** Small amounts have the digits that say something. */
export const money = (dollars: number) =>
  number(dollars, {
    style: 'currency',
    currency: 'USD',
    ...(dollars !== 0 && Math.abs(dollars) < 0.1 ? { maximumSignificantDigits: 2 } : {}),
  })

const date = (at: string | number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(tag(), options).format(new Date(at))

export const moment = (at: string | number) => date(at, { dateStyle: 'medium', timeStyle: 'short' })

export const day = (at: string) => date(at, { day: 'numeric', month: 'short', timeZone: 'UTC' })

export const ratio = (value: number) => number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 })

export const count = (value: number) => number(value, {})

const units = [
  [129_600, 'day', 86_400],
  [5400, 'hour', 3600],
  [90, 'minute', 60],
  [0, 'second', 1],
] as const

/** "2 min", in the largest unit that says enough. */
export function span(seconds: number): string {
  const [, unit, length] = units.find(([from]) => seconds >= from) ?? units[3]
  return number(Math.max(0, seconds) / length, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 })
}

export const size = (bytes: number) =>
  bytes < 950_000
    ? number(Math.max(1, bytes / 1000), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
    : number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
