import { lazy, memo, Suspense } from 'react'
import type { Message } from '../api/client'
import type { Conversation } from '../conversations/store'
import { moment, useTexts } from '../i18n'
import { Plot } from '../plots/Plot'
import { CopyButton } from '../shell/CopyButton'
import { Icon } from '../shell/Icon'
import { Video } from '../videos/Video'
import { modeOf } from './commands'
import type { Pending } from './thread'

const Markdown = lazy(() => import('./Markdown'))

/** Until the part that draws Markdown is loaded, the text is there as it was written. */
export const Written = ({ text }: { text: string }) => (
  <Suspense
    fallback={
      <div className="prose raw" dir="auto">
        {text}
      </div>
    }
  >
    <Markdown text={text} />
  </Suspense>
)

const channels: Record<string, string> = { telegram: 'Telegram', whatsapp: 'WhatsApp' }
const nameOf = (channel: string) => channels[channel] ?? channel

interface Props {
  message: Message
  /** The message before, where the person wrote it. */
  asked: string | null
  conversation: Conversation
  onAskAgain: (text: string) => void
  /** Asks the same again, of the class of model. */
  onAnswerAgain: (text: string, by: 'chat' | 'quick') => void
  onPictureGone: () => void
}

export const MessageItem = memo(
  function MessageItem({ message, asked, conversation, onAskAgain, onAnswerAgain, onPictureGone }: Props) {
    const t = useTexts()
    if (message.role === 'user')
      return (
        <article className="message mine" aria-label={t('you')}>
          <Mine text={message.text} />
          <footer>
            {message.via && <span>{nameOf(message.via)}</span>}
            <time dateTime={message.at}>{moment(message.at)}</time>
            <button type="button" className="quiet small" onClick={() => onAskAgain(message.text)}>
              <Icon name="edit" />
              <span>{t('askAgain')}</span>
            </button>
          </footer>
        </article>
      )
    return (
      <article className="message ours" aria-label={t('assistant')}>
        {message.job_id ? (
          <Video jobId={message.job_id} conversation={conversation} />
        ) : message.picture_url ? (
          <Plot url={message.picture_url} asked={asked} token={conversation.token} onGone={onPictureGone} />
        ) : (
          <>
            <Written text={message.text} />
            <footer>
              <CopyButton text={() => message.text} />
              {asked && modeOf(asked).mode === 'ask' && (
                <>
                  <button type="button" className="quiet small" onClick={() => onAnswerAgain(asked, 'chat')}>
                    {t('regenerate')}
                  </button>
                  <button type="button" className="quiet small" onClick={() => onAnswerAgain(asked, 'quick')}>
                    {t('regenerateQuick')}
                  </button>
                </>
              )}
            </footer>
          </>
        )}
      </article>
    )
  },
  (a, b) => a.message === b.message && a.asked === b.asked && a.conversation.id === b.conversation.id,
)

function Mine({ text }: { text: string }) {
  const t = useTexts()
  const { mode, text: words } = modeOf(text)
  return (
    <div className="bubble" dir="auto">
      {mode !== 'ask' && (
        <span className="kind">
          <Icon name={mode} />
          {t(mode === 'video' ? 'modeVideo' : 'modePlot')}
        </span>
      )}
      {words}
    </div>
  )
}

export function PendingItem({ pending, onRetry, onDrop }: { pending: Pending; onRetry: () => void; onDrop: () => void }) {
  const t = useTexts()
  return (
    <article className="message mine pending" aria-label={t('you')}>
      <Mine text={pending.text} />
      <footer>
        {pending.fault ? (
          <>
            <span className="fault" role="alert">
              {t('failed', { reason: pending.fault })}
            </span>
            <button type="button" className="quiet small" onClick={onRetry}>
              {t('retry')}
            </button>
            <button type="button" className="quiet small" onClick={onDrop}>
              {t('remove')}
            </button>
          </>
        ) : (
          <span title={t('notSent')}>{t('sending')}</span>
        )}
      </footer>
    </article>
  )
}

export function DraftItem({ text }: { text: string }) {
  const t = useTexts()
  return (
    <article className="message ours draft" aria-label={t('assistant')} aria-busy="true">
      {text ? (
        <Written text={text} />
      ) : (
        <p className="thinking">
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t('thinking')}
        </p>
      )}
    </article>
  )
}
