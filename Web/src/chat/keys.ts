import type { KeyboardEvent } from 'react'

/** Enter sends; with Shift it is a new line, and while a character is being composed it belongs to that. */
export const onEnter = (send: () => void) => (e: KeyboardEvent) => {
  if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return
  e.preventDefault()
  send()
}
