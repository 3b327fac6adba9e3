import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask, client, newKey, type ConversationView } from '../../api/client'
import { moment } from '../../i18n'
import { op, reasonOf } from '../operator'
import { w, type Word } from '../texts'
import { roleOf } from './InboxPage'
import { Replay } from './Replay'

type Sent = ConversationView['sent'][number]

interface Line {
  key: string
  role: string
  text: string
  at: string
  by?: string | null
  sent: Sent[]
  /** Whether it is in the thread, so that a model was asked. */
  isSaid?: boolean
}

/** The thread with our messages in it, also those that are answers to commands, which are in no thread. */
function linesOf(data: ConversationView): Line[] {
  const parts = new Map<string, Sent[]>()
  for (const sent of data.sent) {
    const whole = sent.message_id.split('.')[0]!
    parts.set(whole, [...(parts.get(whole) ?? []), sent])
  }
  const lines: Line[] = data.thread.map((line, i) => {
    const sent = (line.message_id && parts.get(line.message_id)) || []
    if (line.message_id) parts.delete(line.message_id)
    return { key: `${i}-${line.at}`, role: line.role, text: line.text, at: line.at, by: line.by, sent, isSaid: true }
  })
  for (const [id, sent] of parts)
    lines.push({ key: id, role: 'assistant', text: sent.map((s) => s.text ?? '').join('\n'), at: sent[0]!.at, sent })
  return lines.sort((a, b) => a.at.localeCompare(b.at))
}

export function Thread({ data }: { data: ConversationView }) {
  const end = useRef<HTMLDivElement>(null)
  const lines = linesOf(data)
  const last = lines.at(-1)?.key
  useEffect(() => {
    // It may return a promise, which is no clean-up.
    end.current?.scrollIntoView({ block: 'end' })
  }, [last])
  return (
    <div className="thread-lines" role="log" aria-label={w('conversations')} tabIndex={0}>
      {lines.map((line) => (
        <article key={line.key} className={`line ${line.role}`}>
          <p className="faint">
            <strong>{w(roleOf(line.role))}</strong> {line.by && <bdi>{line.by}</bdi>} <time dateTime={line.at}>{moment(line.at)}</time>
          </p>
          <p className="said" dir="auto">
            {line.text}
          </p>
          {line.sent.map((sent) => (
            <Delivery key={sent.message_id} sent={sent} />
          ))}
          {line.role === 'assistant' && line.isSaid && <Replay id={data.session_id} at={line.at} />}
          {line.sent.some((sent) => sent.status === 'failed') && <Again id={data.session_id} text={line.text} />}
        </article>
      ))}
      <div ref={end} />
    </div>
  )
}

/** Sends what did not arrive once more, as a message of its own. */
function Again({ id, text }: { id: string; text: string }) {
  const queries = useQueryClient()
  const key = useRef(newKey())
  const send = useMutation({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/operator/conversations/{id}/messages', {
          params: { path: { id }, header: { 'Idempotency-Key': key.current } },
          ...op(),
          body: { text },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['conversation', id] }),
  })
  return (
    <>
      <button type="button" className="small" disabled={send.isPending || send.isSuccess} onClick={() => send.mutate()}>
        {w('sendAgain')}
      </button>
      {send.error && (
        <p role="alert" className="fault">
          {w('failedWith', { reason: reasonOf(send.error) })}
        </p>
      )}
    </>
  )
}

/** How far one of our messages got, and by which steps. */
function Delivery({ sent }: { sent: Sent }) {
  const steps: Word[] = ['stored', 'sent', 'delivered', 'read']
  const reached = { pending: 0, sending: 0, sent: 1, delivered: 2, read: 3, failed: -1 }[sent.status] ?? 0
  const has = sent.status === 'failed'
  return (
    <details className={`delivery ${has ? 'bad' : ''}`}>
      <summary>
        {has ? (sent.error_code == null ? w('failed') : w('failedWhy', { code: sent.error_code })) : w(sent.status as Word)}
      </summary>
      <ol>
        {steps.map((step, i) => (
          <li key={step} className={!has && i <= reached ? 'done' : ''}>
            {w(step)}
          </li>
        ))}
      </ol>
      <p className="faint">
        {moment(sent.at)}
        {sent.price_category && ` · ${w('billed', { category: sent.price_category })}`}
      </p>
      {sent.channel_message_id && (
        <p className="faint" dir="ltr">
          {w('channelId')}: <code>{sent.channel_message_id}</code>
        </p>
      )}
    </details>
  )
}
