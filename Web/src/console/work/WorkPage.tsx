import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, client, newKey, type LineView } from '../../api/client'
import { count, moment, money } from '../../i18n'
import { op, reasonOf } from '../operator'
import { useWords, w, type Word } from '../texts'

const faults: Record<string, Word> = { none: 'faultNone', too_fast: 'faultTooFast', spam: 'faultSpam', stopped: 'faultStopped' }
const job = '/api/v1/operator/jobs/{id}'

/** What the service is doing, and what of it must be mended. */
export function WorkPage() {
  useWords()
  const [chosen, setChosen] = useState('')
  const status = useQuery({ queryKey: ['status'], queryFn: () => ask(client.GET('/api/v1/status', op())), refetchInterval: 15_000 })
  const work = useQuery({ queryKey: ['work'], queryFn: () => ask(client.GET('/api/v1/operator/work', op())), refetchInterval: 15_000 })
  const fault = status.error ?? work.error
  const entries = work.data?.entries ?? []
  return (
    <div className="page wide">
      <h1>{w('work')}</h1>
      {fault && (
        <p role="alert" className="fault">
          {w('failedWith', { reason: reasonOf(fault) })}
        </p>
      )}
      {status.data && (
        <>
          <dl className="figures">
            <div>
              <dt>{w('waiting')}</dt>
              <dd>{count(status.data.jobs_waiting)}</dd>
            </div>
            <div>
              <dt>{w('inWork')}</dt>
              <dd>{count(status.data.jobs_in_work)}</dd>
            </div>
            <div>
              <dt>{w('model')}</dt>
              <dd dir="ltr">{status.data.model}</dd>
            </div>
          </dl>
          <dl className="about">
            <dt>{w('ai')}</dt>
            <dd dir="ltr">{status.data.ai}</dd>
            <dt>{w('rendering')}</dt>
            <dd dir="ltr">{status.data.rendering}</dd>
          </dl>
        </>
      )}
      <section>
        <h2>{w('queue')}</h2>
        {work.data && entries.length === 0 && <p className="faint">{w('queueEmpty')}</p>}
        <ul className="rows">
          {entries.map((one) => (
            <li key={one.job_id}>
              <button type="button" className="quiet small cut" dir="ltr" onClick={() => setChosen(one.job_id)}>
                {one.job_id}
              </button>
              <span>
                <span className="badge">{w(one.kind === 'write' ? 'writer' : 'renderer')}</span>{' '}
                {one.priority === 'batch' && <span className="badge">{w('batch')}</span>}{' '}
                {one.returned > 0 && <span className="badge failed">{w('returned', { count: one.returned })}</span>}{' '}
                {one.worker ? w('worker', { name: one.worker }) : w('waitsSince', { time: moment(one.enqueued_at) })}
              </span>
            </li>
          ))}
        </ul>
        <form
          className="row wrap"
          onSubmit={(e) => {
            e.preventDefault()
            setChosen(String(new FormData(e.currentTarget).get('id')).trim())
          }}
        >
          <label className="inline">
            {w('job')}
            <input name="id" required maxLength={64} dir="ltr" />
          </label>
          <button type="submit">{w('findJob')}</button>
        </form>
        {chosen && <JobCard key={chosen} id={chosen} onOther={setChosen} />}
      </section>
      <Providers />
      <Lines />
    </div>
  )
}

/** One job: how it stands, its attempts and its code, and what can be done about it. */
function JobCard({ id, onOther }: { id: string; onOther: (id: string) => void }) {
  const queries = useQueryClient()
  const at = () => ({ params: { path: { id } }, ...op() })
  const { data, error } = useQuery({ queryKey: ['job', id], queryFn: () => ask(client.GET(job, at())), refetchInterval: 15_000 })
  const settle = () => {
    void queries.invalidateQueries({ queryKey: ['job'] })
    void queries.invalidateQueries({ queryKey: ['work'] })
  }
  const cancel = useMutation({ mutationFn: () => ask<unknown>(client.DELETE(job, at())), onSettled: settle })
  const again = useMutation({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/operator/jobs/{id}/requeue', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          ...op(),
        }),
      ),
    onSettled: settle,
  })
  if (error) return <p className="fault">{w('noJob')}</p>
  if (!data) return <p className="faint">{w('loading')}</p>
  const isOver = ['ready', 'delivered', 'failed', 'cancelled', 'expired'].includes(data.status)
  const fault = cancel.error ?? again.error
  return (
    <article className="card job" aria-label={`${w('job')} ${id}`}>
      <div className="row">
        <h3 className="cut" dir="auto">
          {data.title ?? id}
        </h3>
        <span className={`badge ${data.status}`}>
          {data.status} {!isOver && `${data.percent} %`}
        </span>
      </div>
      <p dir="auto">{data.message}</p>
      <dl className="about">
        <dt>{w('job')}</dt>
        <dd dir="ltr">{id}</dd>
        <dt>{w('repairs')}</dt>
        <dd>{data.repairs}</dd>
        <dt>{w('failed')}</dt>
        <dd dir="ltr">{data.cause ?? '–'}</dd>
        <dt>{w('began')}</dt>
        <dd>{data.created_at ? moment(data.created_at) : '–'}</dd>
      </dl>
      {data.code && (
        <details>
          <summary>{w('code')}</summary>
          <pre dir="ltr" tabIndex={0}>
            {data.code}
          </pre>
        </details>
      )}
      {fault && (
        <p role="alert" className="fault">
          {w('failedWith', { reason: reasonOf(fault) })}
        </p>
      )}
      <p role="status">
        {again.data && (
          <button type="button" className="quiet small" onClick={() => onOther(again.data.job_id)}>
            {w('requeued', { id: again.data.job_id })}
          </button>
        )}
      </p>
      <div className="row end">
        {!isOver && (
          <button type="button" className="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {w('cancelJob')}
          </button>
        )}
        {isOver && data.code && (
          <button type="button" disabled={again.isPending} onClick={() => again.mutate()}>
            {w('requeue')}
          </button>
        )}
      </div>
    </article>
  )
}

function Providers() {
  const { data } = useQuery({
    queryKey: ['providers'],
    queryFn: () => ask(client.GET('/api/v1/operator/providers', op())),
    refetchInterval: 15_000,
  })
  return (
    <section>
      <h2>{w('providers')}</h2>
      {data && data.cooldowns.length + data.spent_today.length === 0 && <p className="faint">{w('noProviders')}</p>}
      <ul className="rows">
        {data?.cooldowns.map((one) => (
          <li key={one.subject}>
            <bdi>{one.subject}</bdi>
            <span className="bad">{w('coolsUntil', { time: moment(one.until), cause: one.cause })}</span>
          </li>
        ))}
        {data?.spent_today.map((one) => (
          <li key={one.provider}>
            <bdi>{one.provider}</bdi>
            <span>{w('spentToday', { amount: money(one.amount) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Lines() {
  const lines = useQuery({
    queryKey: ['lines'],
    queryFn: () => ask(client.GET('/api/v1/operator/lines', op())) as Promise<LineView[]>,
    refetchInterval: 30_000,
  })
  return (
    <section>
      <h2>{w('lines')}</h2>
      {lines.data?.length === 0 && <p className="faint">{w('noLines')}</p>}
      <ul className="rows">
        {lines.data?.map((line) => (
          <li key={line.channel + line.account}>
            <span dir="ltr">
              {line.channel} · {line.account}
            </span>
            <span className={line.fault === 'none' ? 'good' : 'bad'}>
              {w(faults[line.fault] ?? 'faultStopped')} {line.until && w('until', { time: moment(line.until) })}
              {line.detail && <bdi className="faint"> {line.detail}</bdi>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
