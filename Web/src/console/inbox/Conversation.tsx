import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ask, client, Refused, type ConversationView } from '../../api/client'
import { moment, span } from '../../i18n'
import { Icon } from '../../shell/Icon'
import { usePresence, windowKey } from '../live'
import { op, reasonOf, useWho } from '../operator'
import { useWords, w } from '../texts'
import { Reply } from './Reply'
import { Thread } from './Thread'

const at = (id: string) => ({ params: { path: { id } }, ...op() })

/** One conversation: what was said, how far it got, and what an operator can do about it. */
export function Conversation({ id }: { id: string }) {
  useWords()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['conversation', id],
    queryFn: () => ask(client.GET('/api/v1/operator/conversations/{id}', at(id))) as Promise<ConversationView>,
    refetchInterval: 60_000,
  })
  const change = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['conversation', id] }),
  })
  const tell = usePresenceOf(id)
  if (error)
    return (
      <p role="alert" className="fault pad">
        {error instanceof Refused && error.status === 404 ? w('gone') : w('failedWith', { reason: reasonOf(error) })}
      </p>
    )
  if (!data) return <p className="faint pad">{w('loading')}</p>
  return (
    <>
      <Head data={data} onChange={(what) => change.mutate(what)} />
      {change.error && (
        <p role="alert" className="fault pad">
          {w('failedWith', { reason: reasonOf(change.error) })}
        </p>
      )}
      <Thread data={data} />
      <Others id={id} />
      <Reply data={data} onWriting={tell} />
    </>
  )
}

/** Tells the other operators that this one looks, and whether they write. */
function usePresenceOf(id: string) {
  const last = useRef(0)
  const tell = (writing: boolean) => {
    last.current = Date.now()
    client
      .POST('/api/v1/operator/conversations/{id}/presence', { ...at(id), body: { writing, key: windowKey } })
      .catch(() => {})
  }
  useEffect(() => {
    tell(false)
    const timer = setInterval(() => document.visibilityState === 'visible' && tell(false), 60_000)
    return () => clearInterval(timer)
  }, [id])
  return () => {
    if (Date.now() - last.current > 10_000) tell(true)
  }
}

function Others({ id }: { id: string }) {
  const others = usePresence(id)
  return (
    <p className="faint pad others" role="status">
      {others.map((one) => w(one.isWriting ? 'writes' : 'looks', { name: one.by })).join(' ')}
    </p>
  )
}

function Head({ data, onChange }: { data: ConversationView; onChange: (what: () => Promise<unknown>) => void }) {
  const me = useWho().data?.name ?? ''
  const { session_id: id, labels } = data
  const file = (body: { assignee?: string; labels?: string[] }) =>
    onChange(() => ask(client.PATCH('/api/v1/operator/conversations/{id}', { ...at(id), body })))
  const handover = '/api/v1/operator/conversations/{id}/handover'
  const last = data.addresses.at(-1)
  return (
    <header className="reading-head">
      <div className="row">
        <Link to="/console" className="button quiet small back" aria-label={w('back')}>
          <Icon name="down" />
        </Link>
        <h2 className="cut" dir="auto">
          {data.name ?? (last && last.channel !== 'web' ? last.external_id : w('unnamed'))}
        </h2>
        {data.human_answers ? (
          <button type="button" onClick={() => onChange(() => ask(client.DELETE(handover, at(id))))}>
            {w('handBack')}
          </button>
        ) : (
          <button
            type="button"
            className="main"
            onClick={() =>
              onChange(async () => {
                await ask(client.POST(handover, at(id)))
                if (!data.assignee) await ask(client.PATCH('/api/v1/operator/conversations/{id}', { ...at(id), body: { assignee: me } }))
              })
            }
          >
            {w('takeOver')}
          </button>
        )}
      </div>
      <p className="faint">
        {data.human_answers ? w('humanAnswers') : w('assistantAnswers')} {data.assignee && w('givenTo', { name: data.assignee })}
      </p>
      <div className="row wrap">
        {data.assignee === me ? (
          <button type="button" className="small" onClick={() => file({ assignee: '' })}>
            {w('giveBack')}
          </button>
        ) : (
          <button type="button" className="small" onClick={() => file({ assignee: me })}>
            {w('giveToMe')}
          </button>
        )}
        {labels.map((label) => (
          <button
            key={label} type="button" className="chip" aria-label={w('removeLabel', { label })}
            onClick={() => file({ labels: labels.filter((one) => one !== label) })}
          >
            <span dir="auto">{label}</span> <Icon name="close" />
          </button>
        ))}
        <form
          onSubmit={(e) => {
            e.preventDefault()
            const label = String(new FormData(e.currentTarget).get('label')).trim()
            e.currentTarget.reset()
            if (label) file({ labels: [...new Set([...labels, label])] })
          }}
        >
          <input name="label" className="small" aria-label={w('addLabel')} placeholder={w('addLabel')} maxLength={40} dir="auto" />
        </form>
      </div>
      <Window endsAt={data.window_ends_at} />
      <details>
        <summary>{w('about')}</summary>
        <dl className="about">
          <dt>{w('addresses')}</dt>
          <dd>
            {data.addresses.map((a) => (
              <div key={a.channel + a.account + a.external_id} dir="ltr">
                {a.channel} · {a.account} · {a.external_id}
              </div>
            ))}
          </dd>
          <dt>{w('sessionId')}</dt>
          <dd dir="ltr">{id}</dd>
          <dt>{w('language')}</dt>
          <dd>{data.language ?? '–'}</dd>
          <dt>{w('began')}</dt>
          <dd>{moment(data.created_at)}</dd>
          <dt>{w('ends')}</dt>
          <dd>{moment(data.expires_at)}</dd>
          <dt>{w('queuedIn')}</dt>
          <dd>{data.pending_in}</dd>
          <dt>{w('queuedOut')}</dt>
          <dd>{data.pending_out}</dd>
          <dt>{w('jobs')}</dt>
          <dd dir="ltr">{data.job_ids.length === 0 ? '–' : data.job_ids.join(' ')}</dd>
        </dl>
      </details>
    </header>
  )
}

/** How long WhatsApp still takes free words. */
function Window({ endsAt }: { endsAt: string | null }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  if (!endsAt) return null
  const left = (Date.parse(endsAt) - now) / 1000
  return left > 0 ? (
    <p className="good">{w('windowOpen', { time: span(left) })}</p>
  ) : (
    <p className="fault">{w('windowClosed')}</p>
  )
}
