import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, client, type Job, type Message } from '../api/client'
import { conversations, type Conversation } from '../conversations/store'
import { moment, span, useTexts, type Key } from '../i18n'
import { copyText } from '../shell/CopyButton'
import { Icon } from '../shell/Icon'

interface Piece<T> {
  it: T
  conversation: Conversation
}

/** What was made in all chats of this browser, newest first. */
export function GalleryPage() {
  const t = useTexts()
  const all = conversations.use()
  const jobs = useQueries({
    queries: all.map((c) => ({
      queryKey: ['jobs', c.id],
      queryFn: () => jobsOf(c),
    })),
  })
  const chats = useQueries({
    queries: all.map((c) => ({
      queryKey: ['pictures', c.id],
      // Their links work for five minutes.
      staleTime: 60_000,
      queryFn: () =>
        ask(client.GET('/api/v1/sessions/{id}/messages', { params: { path: { id: c.id }, query: { limit: 100 } }, ...api(c.token) })),
    })),
  })
  const videos: Piece<Job>[] = jobs
    .flatMap((q, i) => (q.data ?? []).map((it) => ({ it, conversation: all[i]! })))
    .sort((a, b) => String(b.it.created_at).localeCompare(String(a.it.created_at)))
  const pictures: Piece<Message>[] = chats
    .flatMap((q, i) => (q.data?.messages ?? []).filter((m) => m.picture_url).map((it) => ({ it, conversation: all[i]! })))
    .sort((a, b) => b.it.at.localeCompare(a.it.at))
  const isLoading = [...jobs, ...chats].some((q) => q.isLoading)
  return (
    <div className="page wide">
      <h1>{t('gallery')}</h1>
      {isLoading && <p className="faint">{t('thinking')}</p>}
      {!isLoading && videos.length + pictures.length === 0 && <p className="faint">{t('noVideos')}</p>}
      {videos.length > 0 && (
        <section>
          <h2>{t('videos')}</h2>
          <ul className="grid">
            {videos.map(({ it, conversation }) => (
              <VideoTile key={it.job_id} job={it} conversation={conversation} />
            ))}
          </ul>
        </section>
      )}
      {pictures.length > 0 && (
        <section>
          <h2>{t('pictures')}</h2>
          <ul className="grid">
            {pictures.map(({ it, conversation }) => (
              <li key={conversation.id + it.sequence} className="tile">
                <img src={it.picture_url!} alt={t('plot')} loading="lazy" width="480" height="300" />
                <p className="faint">{moment(it.at)}</p>
                <Link to="/chat/$id" params={{ id: conversation.id }} dir="auto" className="cut">
                  {conversation.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** The jobs of a chat. A session lists its own; the chats of an account say theirs in their messages. */
async function jobsOf({ id, token }: Conversation): Promise<Job[]> {
  if (token) return (await ask(client.GET('/api/v1/jobs', { params: { query: { limit: 50 } }, ...api(token) }))).jobs
  const { messages } = await ask(client.GET('/api/v1/sessions/{id}/messages', { params: { path: { id }, query: { limit: 100 } } }))
  const ids = [...new Set(messages.flatMap((m) => m.job_id ?? []))].slice(-50)
  const found = await Promise.all(
    ids.map((job) => ask(client.GET('/api/v1/jobs/{id}', { params: { path: { id: job } } })).catch(() => null)),
  )
  return found.filter((job) => job !== null)
}

function VideoTile({ job, conversation }: { job: Job; conversation: Conversation }) {
  const t = useTexts()
  const [said, setSaid] = useState('')
  const isReady = job.status === 'ready' || job.status === 'delivered'
  const link = async () => {
    try {
      const made = await ask(client.POST('/api/v1/jobs/{id}/link', { params: { path: { id: job.job_id } }, ...api(conversation.token) }))
      await copyText(new URL(made.video_url!, location.href).href)
      setSaid(t('linkCopied'))
    } catch (error) {
      setSaid(t('failed', { reason: (error as Error).message }))
    }
  }
  const left = job.video_expires_at ? (Date.parse(job.video_expires_at) - Date.now()) / 1000 : 0
  return (
    <li className="tile">
      <header className="row">
        <strong dir="auto" className="cut">
          {job.title || t('video')}
        </strong>
        <span className={`badge ${job.status}`}>{t(`stage${job.status[0]!.toUpperCase()}${job.status.slice(1)}` as Key)}</span>
      </header>
      <p className="faint">
        {job.created_at ? moment(job.created_at) : ''}
        {job.duration_seconds ? ` · ${span(job.duration_seconds)}` : ''}
        {left > 0 ? ` · ${t('expiresIn', { time: span(left) })}` : ''}
      </p>
      <div className="row wrap">
        <Link to="/chat/$id" params={{ id: conversation.id }} className="button quiet small">
          <Icon name="chat" />
          {t('openChat')}
        </Link>
        {isReady && left > 0 && (
          <button type="button" className="quiet small" onClick={() => void link()}>
            <Icon name="link" />
            {t('newLink')}
          </button>
        )}
      </div>
      <p role="status" className="faint">
        {said}
      </p>
    </li>
  )
}
