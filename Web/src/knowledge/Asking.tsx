import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { api, ask, client, type Answer, type Citation } from '../api/client'
import { onEnter } from '../chat/keys'
import Markdown from '../chat/Markdown'
import { currentLanguage, useTexts } from '../i18n'

interface Turn {
  question: string
  answer: Answer
}

/** So much of what was said before goes with a question. */
const remembered = 5

/** Asks notes. Every citation of an answer opens its note at the line. */
export function Asking({ token, collection }: { token: string | undefined; collection?: string }) {
  const t = useTexts()
  const id = useId()
  const [text, setText] = useState('')
  const [turns, setTurns] = useState<Turn[]>([])
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const send = async () => {
    const question = text.trim()
    if (!question || isBusy) return
    setBusy(true)
    setFault('')
    try {
      const answer = await ask(
        client.POST('/api/v1/rag/query', {
          ...api(token),
          body: {
            query: question,
            language: currentLanguage(),
            collections: collection ? [collection] : undefined,
            history: turns.slice(-remembered).flatMap((turn) => [
              { role: 'user', content: turn.question },
              { role: 'assistant', content: turn.answer.answer.slice(0, 10_000) },
            ]),
          },
        }),
      )
      setTurns((all) => [...all, { question, answer: answer as Answer }])
      setText('')
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="asking">
      <h2 className="hidden">{t('askNotes')}</h2>
      <div aria-live="polite">
        {turns.map(({ question, answer }, i) => (
          <Answered key={i} name={`${id}-${i}`} question={question} answer={answer} />
        ))}
      </div>
      <form
        className="composer"
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
      >
        <label htmlFor={id} className="hidden">
          {t('askNotes')}
        </label>
        <textarea
          id={id}
          rows={1}
          maxLength={10_000}
          value={text}
          dir={text ? 'auto' : undefined}
          placeholder={t('askNotesPlaceholder')}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={onEnter(() => void send())}
        />
        <div className="row end">
          <button type="submit" className="main" disabled={!text.trim() || isBusy}>
            {isBusy ? t('thinking') : t('askNotes')}
          </button>
        </div>
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
      </form>
    </section>
  )
}

function Answered({ name, question, answer }: { name: string; question: string; answer: Answer }) {
  const t = useTexts()
  // A number in the answer leads to what it cites.
  const linked = answer.answer.replace(/\[(\d{1,2})\](?![[(:])/g, (all, n: string) =>
    answer.citations.some((c) => c.number === Number(n)) ? `[\\[${n}\\]](#${name}-${n})` : all,
  )
  return (
    <article className="card answered">
      <h3 dir="auto">{question}</h3>
      <Markdown text={linked} />
      {answer.unverified > 0 && <p className="faint">{t('unverified', { count: answer.unverified })}</p>}
      {answer.citations.length > 0 && (
        <>
          <h4>{t('citations')}</h4>
          <ol className="citations">
            {answer.citations.map((c, i) => (
              <CitationItem key={i} id={`${name}-${c.number}`} citation={c} />
            ))}
          </ol>
        </>
      )}
    </article>
  )
}

function CitationItem({ id, citation: c }: { id: string; citation: Citation }) {
  const t = useTexts()
  return (
    <li id={id} value={c.number} tabIndex={-1}>
      <Link
        to="/knowledge/$id/$note"
        params={{ id: c.collection, note: c.document }}
        search={{ from: c.first_line, to: c.last_line, hash: c.note_hash }}
        dir="auto"
      >
        {[c.title, ...c.headings].join(' › ')}
      </Link>{' '}
      <span className="faint">{t('lines', { from: c.first_line, to: c.last_line })}</span>
      {c.changed && <span className="badge failed">{t('changedSince')}</span>}
      <blockquote dir="auto">{c.quote}</blockquote>
      <a href={c.link} className="faint">
        {t('openInObsidian')}
      </a>
    </li>
  )
}
