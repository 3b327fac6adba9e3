import { useState } from 'react'
import { api, ask, client, type Job } from '../api/client'
import type { Conversation } from '../conversations/store'
import { currentLanguage, span, useTexts, type Key } from '../i18n'
import { Icon } from '../shell/Icon'
import { stored } from '../shell/stored'
import { CodePanel } from './CodePanel'
import { isOver, useJob } from './job'
import { Player } from './Player'

const stages: Job['status'][] = ['queued', 'generating', 'validating', 'rendering', 'uploading']
const nameOf = (status: Job['status']) => `stage${status[0]!.toUpperCase()}${status.slice(1)}` as Key

/** The videos that were made from another one's code, by its job. */
const remade = stored<Record<string, string[]>>('vault.remade', {})

export function Video({ jobId, conversation }: { jobId: string; conversation: Conversation }) {
  const more = remade.use()[jobId] ?? []
  const add = (id: string) => remade.change((all) => ({ ...all, [jobId]: [...(all[jobId] ?? []), id].slice(-20) }))
  return (
    <>
      {[jobId, ...more].map((id) => (
        <VideoCard key={id} jobId={id} token={conversation.token} onRemade={add} />
      ))}
    </>
  )
}

export function VideoCard({ jobId, token, onRemade }: { jobId: string; token: string | undefined; onRemade?: (jobId: string) => void }) {
  const t = useTexts()
  const { job, isGone, fault, read } = useJob(jobId, token)
  const [showsCode, setShowsCode] = useState(false)
  const [isCancelling, setCancelling] = useState(false)
  if (isGone) return <p className="card faint">{t('stageExpired')}</p>
  if (!job) return <p className="card faint">{fault || t('thinking')}</p>

  const cancel = async () => {
    setCancelling(true)
    try {
      await ask(client.DELETE('/api/v1/jobs/{id}', { params: { path: { id: jobId } }, ...api(token) }))
      await read()
    } catch {
      setCancelling(false)
    }
  }
  return (
    <section className="card video" aria-label={t('video')}>
      <header className="row">
        <h2 dir="auto">{job.title || t('video')}</h2>
        <span className={`badge ${job.status}`}>{t(nameOf(job.status))}</span>
      </header>
      <p role="status" className="hidden">
        {isOver(job) ? t(nameOf(job.status)) : ''}
      </p>
      {!isOver(job) && <Progress job={job} onCancel={() => void cancel()} isCancelling={isCancelling} />}
      {(job.status === 'ready' || job.status === 'delivered') && <Player job={job} token={token} />}
      {job.status === 'failed' && (
        <div className="failure" role="alert">
          <p dir="auto">{job.message}</p>
          <p>
            <strong>{t('whatToTry')}:</strong> <span dir="auto">{job.next}</span>
          </p>
        </div>
      )}
      {job.mathematics && (job.mathematics.checked > 0 || job.mathematics.failed.length > 0) && (
        <ul className="facts">
          {job.mathematics.checked > 0 && (
            <li>
              <Icon name="check" /> {t('checkedMath', { count: job.mathematics.checked })}
            </li>
          )}
          {job.mathematics.failed.map((what) => (
            <li key={what} className="bad" dir="auto">
              {t('falseMath', { what })}
            </li>
          ))}
        </ul>
      )}
      {isOver(job) && job.code && (
        <>
          <button type="button" className="quiet" aria-expanded={showsCode} onClick={() => setShowsCode(!showsCode)}>
            <Icon name="code" />
            {t(showsCode ? 'hideCode' : 'showCode')}
          </button>
          {showsCode && <CodePanel code={job.code} token={token} onRendered={onRemade} />}
        </>
      )}
    </section>
  )
}

function Progress({ job, onCancel, isCancelling }: { job: Job; onCancel: () => void; isCancelling: boolean }) {
  const t = useTexts()
  const now = stages.indexOf(job.status)
  return (
    <div className="progress">
      <ol aria-hidden="true">
        {stages.map((stage, i) => (
          <li key={stage} className={i < now ? 'done' : i === now ? 'now' : ''}>
            {t(nameOf(stage))}
          </li>
        ))}
      </ol>
      <progress max={100} value={job.percent} aria-label={t('progress')} aria-valuetext={`${t(nameOf(job.status))}, ${job.percent} %`} />
      <div className="row">
        <span className="faint">
          {job.percent} %
          {job.remaining_seconds ? ` · ${t('remaining', { time: span(Math.max(1, job.remaining_seconds)) })}` : ''}
        </span>
        <button type="button" className="quiet small" disabled={isCancelling} onClick={onCancel} lang={currentLanguage()}>
          {t('cancelVideo')}
        </button>
      </div>
    </div>
  )
}
