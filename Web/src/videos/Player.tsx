import { useEffect, useMemo, useRef, useState } from 'react'
import { api, ask, client, isPassing, Refused, type Job } from '../api/client'
import { saveAs } from '../shell/saveAs'
import { currentLanguage, languages, size, useTexts } from '../i18n'
import { Icon } from '../shell/Icon'
import { captionsOf, keptVideo, videoOf } from './file'

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2]

/** An address of the blob, as long as it is shown. */
function useAddress(blob: Blob | null): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return address
}

export function Player({ job, token }: { job: Job; token: string | undefined }) {
  const t = useTexts()
  const [blob, setBlob] = useState<Blob | null>(null)
  const [state, setState] = useState<'idle' | 'loading' | 'gone' | 'failed'>('idle')
  const [speed, setSpeed] = useState(1)
  const [plays, setPlays] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const address = useAddress(blob)
  const captions = useAddress(useMemo(() => (job.subtitles ? captionsOf(job.subtitles) : null), [job.subtitles]))
  const [linkedPoster, setPoster] = useState<string>()
  const poster = job.thumbnail_url ?? linkedPoster

  useEffect(() => {
    let isHere = true
    void keptVideo(job.job_id).then((kept) => isHere && kept && setBlob(kept))
    return () => {
      isHere = false
    }
  }, [job.job_id])

  useEffect(() => {
    // A link is what comes with a picture; it is not claimed by that.
    if (!job.video_expires_at || Date.parse(job.video_expires_at) < Date.now() || job.thumbnail_url) return
    void ask(client.POST('/api/v1/jobs/{id}/link', { params: { path: { id: job.job_id } }, ...api(token) })).then(
      (linked) => setPoster(linked.thumbnail_url ?? undefined),
      () => {},
    )
  }, [job.video_expires_at, job.thumbnail_url, job.job_id, token])

  const load = async (): Promise<Blob | null> => {
    if (blob) return blob
    setState('loading')
    try {
      const loaded = await videoOf(job.job_id, token)
      setBlob(loaded)
      setState('idle')
      return loaded
    } catch (error) {
      setState(error instanceof Refused && !isPassing(error) ? 'gone' : 'failed')
      return null
    }
  }
  const ending = { mp4: 'mp4', web_m: 'webm', gif: 'gif', png: 'png' }[job.format ?? 'mp4']
  const isPicture = ending === 'gif' || ending === 'png'
  const download = async () => {
    const loaded = await load()
    if (loaded) saveAs(loaded, `${(job.title ?? 'video').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.${ending}`)
  }
  const seek = (seconds: number) => {
    if (!video.current) return
    video.current.currentTime = seconds
    void video.current.play()
  }
  if (state === 'gone') return <p className="notice">{t('videoGone')}</p>
  return (
    <div className="player">
      {address && isPicture ? (
        <img src={address} alt={job.title ?? t('video')} />
      ) : address ? (
        <video
          ref={video}
          src={address}
          poster={poster}
          controls
          playsInline
          autoPlay={plays}
          preload="metadata"
          aria-label={job.title ?? t('video')}
          onLoadedMetadata={(e) => (e.currentTarget.playbackRate = speed)}
        >
          {captions && <track kind="captions" src={captions} srcLang={currentLanguage()} label={languages[currentLanguage()]} default />}
        </video>
      ) : (
        <button
          type="button"
          className="poster"
          disabled={state === 'loading'}
          onClick={() => {
            setPlays(true)
            void load()
          }}
        >
          {poster && <img src={poster} alt="" onError={(e) => e.currentTarget.remove()} />}
          <span className="play">
            <Icon name="play" />
            <span>{state === 'loading' ? t('loadingVideo') : t('play')}</span>
          </span>
        </button>
      )}
      {state === 'failed' && (
        <p role="alert" className="fault">
          {t('unreachable')}{' '}
          <button type="button" className="quiet small" onClick={() => void load()}>
            {t('retry')}
          </button>
        </p>
      )}
      <div className="row wrap controls">
        {!isPicture && (
          <label className="inline">
            {t('speed')}
            <select
              value={speed}
              onChange={(e) => {
                setSpeed(Number(e.target.value))
                if (video.current) video.current.playbackRate = Number(e.target.value)
              }}
            >
              {speeds.map((s) => (
                <option key={s} value={s}>
                  {s} ×
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="quiet small" onClick={() => void download()}>
          <Icon name="download" />
          {t('download')}
          {job.size_bytes ? <span className="faint">{size(job.size_bytes)}</span> : null}
        </button>
      </div>
      {job.scenes && job.scenes.length > 1 && <Chapters job={job} onSeek={address ? seek : undefined} />}
    </div>
  )
}

function Chapters({ job, onSeek }: { job: Job; onSeek?: (seconds: number) => void }) {
  const t = useTexts()
  let at = 0
  return (
    <nav aria-label={t('chapters')} className="chapters">
      <ol>
        {job.scenes!.map((scene, i) => {
          const start = at
          at += scene.seconds ?? 0
          return (
            <li key={i}>
              <button type="button" className="quiet small" disabled={!onSeek || !scene.seconds} onClick={() => onSeek?.(start)}>
                <span className="faint">{`${Math.floor(start / 60)}:${String(Math.floor(start % 60)).padStart(2, '0')}`}</span>{' '}
                <span dir="auto">{scene.title}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
