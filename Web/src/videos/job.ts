import { useSyncExternalStore } from 'react'
import { api, ask, client, isPassing, Refused, type Job } from '../api/client'
import { events, pause } from '../api/events'

export interface JobWatch {
  job: Job | null
  isGone: boolean
  fault: string
}

const over: Job['status'][] = ['ready', 'delivered', 'failed', 'cancelled', 'expired']
export const isOver = (job: Job) => over.includes(job.status)

/** One job, followed until it is over, however often the connection is lost. */
class FollowedJob {
  private state: JobWatch = { job: null, isGone: false, fault: '' }
  private readonly watchers = new Set<() => void>()
  private stop = new AbortController()

  constructor(
    private readonly id: string,
    private readonly token: string | undefined,
  ) {}

  get = () => this.state

  subscribe = (watcher: () => void) => {
    this.watchers.add(watcher)
    if (this.watchers.size === 1) {
      this.stop = new AbortController()
      void this.follow(this.stop.signal)
    }
    return () => {
      this.watchers.delete(watcher)
      if (this.watchers.size === 0) this.stop.abort()
    }
  }

  /** Reads all of it, with its code and its subtitles. */
  async read(): Promise<void> {
    const job = await ask(client.GET('/api/v1/jobs/{id}', { params: { path: { id: this.id } }, ...api(this.token) }))
    this.hear(job)
  }

  hear(job: Partial<Job>): void {
    this.set({ job: { ...this.state.job, ...job } as Job })
  }

  private async follow(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted; failures++) {
      try {
        if (!this.state.job || isOver(this.state.job)) await this.read()
        if (this.state.job && !isOver(this.state.job)) {
          for await (const event of events(`/api/v1/jobs/${this.id}/events`, this.token, 0, stop)) {
            failures = 0
            this.hear(event.data as Partial<Job>)
          }
          await this.read()
        }
        if (this.state.job && isOver(this.state.job)) return
      } catch (error) {
        if (stop.aborted) return
        if (error instanceof Refused && error.status === 404) {
          this.set({ isGone: true })
          return
        }
        if (!isPassing(error) && !(error instanceof TypeError)) this.set({ fault: (error as Error).message })
      }
      await pause(Math.min(5000, 500 * 2 ** failures), stop)
    }
  }

  private set(change: Partial<JobWatch>): void {
    this.state = { ...this.state, ...change }
    for (const watcher of this.watchers) watcher()
  }
}

const jobs = new Map<string, FollowedJob>()

export function followedJob(id: string, token: string | undefined): FollowedJob {
  let job = jobs.get(id)
  if (!job) jobs.set(id, (job = new FollowedJob(id, token)))
  return job
}

export function useJob(id: string, token: string | undefined): JobWatch & { read: () => Promise<void>; hear: (job: Partial<Job>) => void } {
  const followed = followedJob(id, token)
  const state = useSyncExternalStore(followed.subscribe, followed.get)
  return { ...state, read: () => followed.read(), hear: (job) => followed.hear(job) }
}
