import { useSyncExternalStore } from 'react'
import { useTexts } from '../i18n'
import type { Thread } from './thread'

const watch = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Says honestly that the connection is not there. */
export function LinkState({ link }: { link: Thread['link'] }) {
  const t = useTexts()
  const online = useSyncExternalStore(watch, () => navigator.onLine)
  const text = link === 'gone' ? t('chatGone') : !online ? t('offline') : link === 'lost' ? t('reconnecting') : ''
  return (
    <p role="status" className={text ? 'link-state' : 'hidden'}>
      {text}
    </p>
  )
}
