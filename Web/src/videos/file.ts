import { api, ask, client, Refused } from '../api/client'

const shelf = 'vault-videos'
const room = 20
const inMemory = new Map<string, Blob>()

/**
 * The job's video. The service gives it away once: the first fetch claims the link, and minutes later the video is deleted. So this
 * browser keeps it, where it may, and plays it from there.
 */
export async function videoOf(jobId: string, token: string | undefined): Promise<Blob> {
  const kept = await keptVideo(jobId)
  if (kept) return kept
  const job = await ask(client.POST('/api/v1/jobs/{id}/link', { params: { path: { id: jobId } }, ...api(token) }))
  if (!job.video_url) throw new Refused('', 410)
  const response = await fetch(job.video_url)
  if (!response.ok) throw new Refused('', response.status)
  const blob = await response.blob()
  await keep(jobId, blob)
  return blob
}

const address = (jobId: string) => `/kept/${jobId}`

export async function keptVideo(jobId: string): Promise<Blob | null> {
  const here = inMemory.get(jobId)
  if (here) return here
  if (!('caches' in window)) return null
  const found = await (await caches.open(shelf)).match(address(jobId)).catch(() => undefined)
  return found ? found.blob() : null
}

async function keep(jobId: string, blob: Blob): Promise<void> {
  inMemory.set(jobId, blob)
  if (!('caches' in window)) return
  try {
    const cache = await caches.open(shelf)
    await cache.put(address(jobId), new Response(blob, { headers: { 'Content-Type': blob.type } }))
    const all = await cache.keys()
    for (const old of all.slice(0, Math.max(0, all.length - room))) await cache.delete(old)
  } catch {
    // There is no room: it is kept as long as the page.
  }
}

export async function forgetVideos(): Promise<void> {
  inMemory.clear()
  if ('caches' in window) await caches.delete(shelf)
}

/** SubRip text as the WebVTT that browsers show. */
export const captionsOf = (subtitles: string) =>
  new Blob([`WEBVTT\n\n${subtitles.replace(/\r/g, '').replace(/(\d\d:\d\d:\d\d),(\d{3})/g, '$1.$2')}`], { type: 'text/vtt' })
