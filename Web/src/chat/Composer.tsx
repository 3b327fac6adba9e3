import { useEffect, useId, useRef, useState } from 'react'
import { count, useTexts, type Key } from '../i18n'
import { Icon, type IconName } from '../shell/Icon'
import { stored } from '../shell/stored'
import { messageOf, modeOf, type Mode } from './commands'
import { onEnter } from './keys'

const modes: [Mode, Key, Key, IconName][] = [
  ['ask', 'modeAsk', 'askPlaceholder', 'chat'],
  ['video', 'modeVideo', 'videoPlaceholder', 'video'],
  ['plot', 'modePlot', 'plotPlaceholder', 'plot'],
]
const longest = 60_000

interface Props {
  /** Under this name what is being written is kept. */
  name: string
  onSend: (message: string) => boolean | Promise<boolean>
  isFirst?: boolean
  isAnswering?: boolean
  onStop?: () => void
  /** A message to write anew. */
  again?: string | null
}

/** The box to write in. Enter sends, and Shift with Enter begins a line. */
export function Composer({ name, onSend, isFirst, isAnswering, onStop, again }: Props) {
  const t = useTexts()
  const [kept] = useState(() => stored(`vault.draft.${name}`, { mode: 'ask' as Mode, text: '' }))
  const { mode, text } = kept.use()
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const placeholder = modes.find(([m]) => m === mode)![2]

  useEffect(() => {
    // On a phone the keyboard would cover what there is to see.
    if (window.matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [name])
  useEffect(() => {
    if (again == null) return
    kept.set(modeOf(again))
    field.current?.focus()
  }, [again, kept])
  useEffect(() => {
    const area = field.current
    if (!area || CSS.supports('field-sizing', 'content')) return
    area.rows = Math.min(10, Math.max(isFirst ? 2 : 1, text.split('\n').length))
  }, [text, isFirst])

  const send = async () => {
    const words = text.trim()
    if (!words || words.length > longest) return
    kept.set({ mode, text: '' })
    // What could not be sent is not lost.
    if (!(await onSend(messageOf(mode, words))) && !kept.get().text) kept.set({ mode, text: words })
  }
  return (
    <form
      className="composer"
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <label htmlFor={id} className="hidden">
        {t('message')}
      </label>
      <textarea
        id={id}
        ref={field}
        value={text}
        rows={isFirst ? 2 : 1}
        dir={text ? 'auto' : undefined}
        placeholder={t(placeholder)}
        onChange={(e) => kept.set({ mode, text: e.target.value })}
        onKeyDown={onEnter(() => void send())}
      />
      {text.length > longest && (
        <p role="alert" className="fault">
          {t('tooLong', { count: count(text.length), max: count(longest) })}
        </p>
      )}
      <div className="row">
        <div role="radiogroup" aria-label={t('modeLabel')} className="modes">
          {modes.map(([m, label, , icon]) => (
            <label key={m} className={m === mode ? 'chosen' : ''}>
              <input type="radio" name={`${id}-mode`} checked={m === mode} onChange={() => kept.set({ mode: m, text })} />
              <Icon name={icon} />
              {t(label)}
            </label>
          ))}
        </div>
        {isAnswering && !text.trim() ? (
          <button type="button" className="main round" aria-label={t('stop')} onClick={onStop}>
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" className="main round" aria-label={t('send')} disabled={!text.trim()}>
            <Icon name="send" />
          </button>
        )}
      </div>
    </form>
  )
}
