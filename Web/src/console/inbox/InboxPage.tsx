import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useDeferredValue, useId, useState } from 'react'
import { ask, client, type InboxItem, type InboxPage as Page } from '../../api/client'
import { moment } from '../../i18n'
import { Icon } from '../../shell/Icon'
import { merged, type Filters } from '../live'
import { op, reasonOf, useWho } from '../operator'
import { useWords, type Word } from '../texts'
import { Conversation } from './Conversation'
import { ReplyBook } from './ReplyBook'

const size = 100
const channels = ['telegram', 'whatsapp', 'web'] as const
const states = ['waiting', 'human', 'failed', 'mine'] as const

/** All conversations beside the one that is read; on a phone either of them. */
export function InboxPage() {
  const w = useWords()
  const { id } = useParams({ strict: false })
  const [channel, setChannel] = useState('')
  const [state, setState] = useState('')
  const [words, setWords] = useState('')
  const [label, setLabel] = useState('')
  const me = useWho().data?.name ?? ''
  const asked = useDeferredValue(words.trim())
  const filters: Filters = {
    ...(channel && { channel }),
    ...(state === 'mine' ? { assignee: me } : state && { state }),
    ...(label && { label }),
    ...(asked && { words: asked }),
  }
  const field = useId()
  return (
    <div className={id ? 'inbox reading' : 'inbox'}>
      <section className="inbox-list" aria-label={w('conversations')}>
        <h1 className="hidden">{w('inbox')}</h1>
        <div className="filters">
          <div className="search">
            <label htmlFor={field} className="hidden">
              {w('searchInbox')}
            </label>
            <Icon name="search" />
            <input
              id={field} type="search" value={words} maxLength={200} placeholder={w('searchInbox')}
              onChange={(e) => setWords(e.target.value)}
            />
          </div>
          <div className="row">
            <select aria-label={w('channel')} value={channel} onChange={(e) => setChannel(e.target.value)}>
              <option value="">{w('allChannels')}</option>
              {channels.map((name) => (
                <option key={name} value={name}>
                  {w(name)}
                </option>
              ))}
            </select>
            <select aria-label={w('state')} value={state} onChange={(e) => setState(e.target.value)}>
              <option value="">{w('stateAll')}</option>
              {states.map((name) => (
                <option key={name} value={name}>
                  {w(`state${name[0]!.toUpperCase()}${name.slice(1)}` as Word)}
                </option>
              ))}
            </select>
          </div>
          <div className="row">
            {label ? (
              <button type="button" className="chip" aria-label={w('removeLabel', { label })} onClick={() => setLabel('')}>
                <span dir="auto">{label}</span> <Icon name="close" />
              </button>
            ) : (
              <span />
            )}
            <ReplyBook />
          </div>
        </div>
        <List filters={filters} chosen={id} onLabel={setLabel} />
      </section>
      <section className="inbox-read" aria-label={w('about')}>
        {id ? <Conversation key={id} id={id} /> : <p className="faint centred">{w('choose')}</p>}
      </section>
    </div>
  )
}

function List({ filters, chosen, onLabel }: { filters: Filters; chosen?: string; onLabel: (label: string) => void }) {
  const w = useWords()
  const queries = useQueryClient()
  const queryKey = ['inbox', filters]
  const read = (before?: string) =>
    ask(client.GET('/api/v1/operator/inbox', { params: { query: { ...filters, limit: size, before } }, ...op() })) as Promise<Page>
  const { data, error, isPending } = useQuery({
    queryKey,
    queryFn: () => read(),
    placeholderData: (before) => before,
    // What a lost piece of news hid.
    refetchInterval: 60_000,
  })
  const more = async () => {
    const next = await read(data!.next!)
    queries.setQueryData<Page>(queryKey, (page) =>
      merged({ ...page!, next: next.next }, { conversations: next.conversations, gone: [], presence: null }, filters),
    )
  }
  if (isPending) return <p className="faint pad">{w('loading')}</p>
  if (error)
    return (
      <p role="alert" className="fault pad">
        {w('failedWith', { reason: reasonOf(error) })}
      </p>
    )
  return (
    <div className="inbox-items">
      {data.conversations.length === 0 && <p className="faint pad">{w('empty')}</p>}
      <ul>
        {data.conversations.map((item) => (
          <Item key={item.session_id} item={item} isChosen={item.session_id === chosen} onLabel={onLabel} />
        ))}
      </ul>
      {data.next && (
        <button type="button" className="quiet" onClick={() => void more()}>
          {w('more')}
        </button>
      )}
    </div>
  )
}

function Item({ item, isChosen, onLabel }: { item: InboxItem; isChosen: boolean; onLabel: (label: string) => void }) {
  const w = useWords()
  const channel = item.address?.channel ?? 'web'
  return (
    <li className={isChosen ? 'chosen' : ''}>
      <Link to="/console/inbox/$id" params={{ id: item.session_id }} aria-current={isChosen ? 'page' : undefined}>
        <span className="row">
          <bdi className="cut name">{item.name ?? (channel === 'web' ? w('unnamed') : item.address!.external_id)}</bdi>
          <time className="faint" dateTime={item.last_at}>
            {moment(item.last_at)}
          </time>
        </span>
        <span className="cut words faint" dir="auto">
          {item.last_role === 'user' ? '' : `${w(roleOf(item.last_role))}: `}
          {item.last_text}
        </span>
        <span className="row wrap marks">
          <span className={`badge ${channel}`}>{channels.includes(channel as 'web') ? w(channel as 'web') : channel}</span>
          {item.waits && <span className="badge failed">{w('waits')}</span>}
          {item.human_answers && !item.waits && <span className="badge">{w('isHuman')}</span>}
          {item.has_failed && <span className="badge failed">{w('isFailed')}</span>}
          {item.assignee && (
            <bdi className="badge">{item.assignee}</bdi>
          )}
        </span>
      </Link>
      {item.labels.length > 0 && (
        <span className="row wrap chips">
          {item.labels.map((label) => (
            <button key={label} type="button" className="chip" dir="auto" onClick={() => onLabel(label)}>
              {label}
            </button>
          ))}
        </span>
      )}
    </li>
  )
}

export const roleOf = (role: string): Word =>
  role === 'user' ? 'roleUser' : role === 'human' ? 'roleHuman' : role === 'note' ? 'roleNote' : 'roleAssistant'
