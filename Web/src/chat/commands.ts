export type Mode = 'ask' | 'video' | 'plot'

/** What a person writes in a mode, as the chat takes it on every channel. */
export const messageOf = (mode: Mode, text: string) => (mode === 'ask' || text.startsWith('/') ? text : `/${mode} ${text}`)

/** The mode in which a message was written, and what was written. */
export function modeOf(message: string): { mode: Mode; text: string } {
  const command = /^\/(video|plot)\s+([\s\S]*)$/i.exec(message)
  return command ? { mode: command[1]!.toLowerCase() as Mode, text: command[2]! } : { mode: 'ask', text: message }
}
