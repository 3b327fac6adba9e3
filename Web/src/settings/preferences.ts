import { stored } from '../shell/stored'

export type Theme = 'system' | 'light' | 'dark'

interface Preferences {
  language?: string
  theme: Theme
}

export const preferences = stored<Preferences>('vault.preferences', { theme: 'system' })

/** Colours follow the choice, or the device. */
export function paint(): void {
  const { theme } = preferences.get()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
