import { useEffect, useId, useState } from 'react'
import { api, ask, client } from '../api/client'
import { modeOf } from '../chat/commands'
import { useTexts } from '../i18n'
import { Icon } from '../shell/Icon'

interface Props {
  url: string
  /** What was asked for: "/plot sin(x)". */
  asked: string | null
  token: string | undefined
  onGone: () => void
}

/** A picture in the chat. What a plot shows can be changed in its place. */
export function Plot({ url, asked, token, onGone }: Props) {
  const t = useTexts()
  const id = useId()
  const request = asked === null ? null : modeOf(asked)
  const isPlot = request?.mode === 'plot'
  const [what, setWhat] = useState(isPlot ? request.text : '')
  const [drawn, setDrawn] = useState<{ url: string; what: string } | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const [isGone, setGone] = useState(false)
  useEffect(() => setGone(false), [url])

  const draw = async () => {
    setBusy(true)
    setFault('')
    try {
      const made = await ask(client.POST('/api/v1/visualizer/generate', { body: { kind: null, prompt: `plot ${what}` }, ...api(token) }))
      setDrawn({ url: made.url, what })
      setGone(false)
    } catch (error) {
      setFault((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  const shown = drawn?.what ?? request?.text ?? ''
  return (
    <figure className="card plot">
      {isGone ? (
        <p className="notice">{t('plotGone')}</p>
      ) : (
        <img
          src={drawn?.url ?? url}
          alt={t('plotOf', { what: shown })}
          width="960"
          height="600"
          aria-busy={isBusy}
          onError={() => {
            setGone(true)
            if (!drawn) onGone()
          }}
        />
      )}
      <figcaption className="row">
        <span dir="ltr" className="cut">
          {shown}
        </span>
        {isPlot && (
          <button type="button" className="quiet small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Icon name="edit" />
            {t('plotChange')}
          </button>
        )}
      </figcaption>
      {isOpen && (
        <form
          onSubmit={(e) => {
            e.preventDefault()
            void draw()
          }}
        >
          <label htmlFor={id}>{t('plotExpression')}</label>
          <div className="row">
            <input id={id} dir="ltr" value={what} onChange={(e) => setWhat(e.target.value)} spellCheck={false} />
            <button type="submit" className="main" disabled={isBusy || !what.trim()}>
              {t('plotDraw')}
            </button>
          </div>
          {fault && (
            <p role="alert" className="fault">
              {fault}
            </p>
          )}
        </form>
      )}
    </figure>
  )
}
