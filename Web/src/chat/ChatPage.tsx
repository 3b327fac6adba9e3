import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { VList, type VListHandle } from 'virtua'
import { amend, conversations, titleOf, type Conversation } from '../conversations/store'
import { useTexts } from '../i18n'
import { Icon } from '../shell/Icon'
import { Composer } from './Composer'
import { LinkState } from './LinkState'
import { DraftItem, MessageItem, PendingItem } from './MessageItem'
import { threadOf, type Thread } from './thread'

export function ChatPage() {
  const t = useTexts()
  const { id } = useParams({ from: '/chat/$id' })
  const conversation = conversations.use().find((c) => c.id === id)
  if (!conversation)
    return (
      <div className="page">
        <h1>{t('chatGone')}</h1>
        <Link to="/">{t('newChat')}</Link>
      </div>
    )
  return <Chat key={id} conversation={conversation} />
}

/** Whether an answer is on its way: the person wrote last, or it is being written. */
const answering = ({ messages, draft, pending }: Thread) =>
  draft !== null || pending.some((p) => !p.fault) || messages.at(-1)?.role === 'user'

function Chat({ conversation }: { conversation: Conversation }) {
  const t = useTexts()
  const thread = threadOf(conversation)
  const state = useSyncExternalStore(thread.subscribe, thread.get)
  const list = useRef<VListHandle>(null)
  const follows = useRef(true)
  const lastOffset = useRef(0)
  const [isAway, setAway] = useState(false)
  const [again, setAgain] = useState<string | null>(null)
  const older = useRef(false)
  const { messages, draft, pending } = state

  // A message that came back already is no longer pending.
  const sent = new Set(messages.slice(-20).filter((m) => m.role === 'user').map((m) => m.text))
  const waiting = pending.filter((p) => p.fault || !sent.has(p.text.trim()))
  const isAnswering = answering(state)
  const newest = messages.at(-1)
  const isAnswered = !isAnswering && state.watchedFrom !== null && newest !== undefined && newest.sequence > state.watchedFrom
  // A job is shown once, where it was first mentioned.
  const seen = new Set<string>()
  const items = messages.filter((m) => !m.job_id || (!seen.has(m.job_id) && seen.add(m.job_id)))
  const total = items.length + waiting.length + (isAnswering && waiting.length === 0 ? 1 : 0)

  const count = useRef(total)
  count.current = total
  const toNewest = () => {
    if (count.current > 0) list.current?.scrollToIndex(count.current - 1, { align: 'end' })
  }
  useEffect(() => {
    if (follows.current) toNewest()
  }, [total])
  useEffect(() => {
    // A message grows with its answer, its picture, its formulas.
    const inner = document.querySelector('.messages')?.firstElementChild
    if (!inner) return
    const observer = new ResizeObserver(() => follows.current && toNewest())
    observer.observe(inner)
    return () => observer.disconnect()
  }, [])

  const first = messages.find((m) => m.role === 'user')?.text
  useEffect(() => {
    // A chat from another device is named by what was asked there.
    if (!conversation.title && first) amend(conversation.id, { title: titleOf(first) })
  }, [conversation.id, conversation.title, first])

  useEffect(() => {
    document.title = `${conversation.title} · ${t('app')}`
    return () => {
      document.title = t('app')
    }
  }, [conversation.title, t])

  const onScroll = (offset: number) => {
    const view = list.current
    if (!view) return
    const isAtEnd = view.scrollSize - offset - view.viewportSize < 80
    // What grows below is no wish to stay above it.
    if (isAtEnd) follows.current = true
    else if (offset < lastOffset.current - 4) follows.current = false
    lastOffset.current = offset
    setAway(!follows.current)
    if (offset < 400 && state.before !== null && !older.current) {
      older.current = true
      void thread.readOlder().finally(() => {
        older.current = false
      })
    }
  }
  const send = (text: string) => {
    follows.current = true
    setAgain(null)
    if (!conversation.title) amend(conversation.id, { title: titleOf(text) })
    thread.send(text)
    return true
  }
  return (
    <div className="chat">
      <h1 className="hidden">{conversation.title}</h1>
      <VList ref={list} className="messages" onScroll={onScroll} shift={older.current} keepMounted={[]}>
        {items.map((m, i) => (
          <MessageItem
            key={m.sequence}
            message={m}
            asked={items[i - 1]?.role === 'user' ? items[i - 1]!.text : null}
            conversation={conversation}
            onAskAgain={setAgain}
            onAnswerAgain={(text, by) => {
              follows.current = true
              thread.send(text, by)
            }}
            onPictureGone={() => void thread.readAgain(m.sequence)}
          />
        ))}
        {waiting.map((p) => (
          <PendingItem key={p.key} pending={p} onRetry={() => thread.retry(p.key)} onDrop={() => thread.drop(p.key)} />
        ))}
        {isAnswering && waiting.length === 0 ? <DraftItem key="draft" text={draft?.text ?? ''} /> : null}
      </VList>
      <p className="hidden" role="status">
        {isAnswered ? t('answerReady') : ''}
      </p>
      <div className="below">
        {isAway && (
          <button
            type="button"
            className="to-newest"
            aria-label={t('toNewest')}
            onClick={() => {
              follows.current = true
              toNewest()
            }}
          >
            <Icon name="down" />
          </button>
        )}
        <LinkState link={state.link} />
        {state.link !== 'gone' && (
          <Composer
            name={conversation.id}
            onSend={send}
            isAnswering={isAnswering}
            onStop={() => void thread.stopAnswer().catch(() => {})}
            again={again}
          />
        )}
      </div>
    </div>
  )
}
