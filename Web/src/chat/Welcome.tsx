import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { keep, titleOf } from '../conversations/store'
import { useTexts } from '../i18n'
import { admitChat } from '../knowledge/library'
import { mustSignIn, useAccount } from '../settings/signedIn'
import { Icon, type IconName } from '../shell/Icon'
import { Composer } from './Composer'
import { messageOf, type Mode } from './commands'
import { openConversation, threadOf } from './thread'

const examples = [
  ['ask', 'exampleAsk', 'exampleAskLabel', 'chat'],
  ['video', 'exampleVideo', 'exampleVideoLabel', 'video'],
  ['plot', 'examplePlot', 'examplePlotLabel', 'plot'],
] as const satisfies readonly (readonly [Mode, string, string, IconName])[]

/** What a new person sees first: a box to ask in, and three things to try. */
export function Welcome() {
  const t = useTexts()
  const navigate = useNavigate()
  const [fault, setFault] = useState('')
  const isShut = mustSignIn(useAccount().data)
  const begin = async (message: string) => {
    setFault('')
    try {
      const conversation = { ...(await openConversation()), title: titleOf(message) }
      keep(conversation)
      // A question about notes needs it. Without it the chat answers everything else.
      await admitChat(conversation.token).catch(() => {})
      threadOf(conversation).send(message)
      await navigate({ to: '/chat/$id', params: { id: conversation.id } })
      return true
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
      return false
    }
  }
  return (
    <div className="welcome">
      <div className="welcome-in">
        <img src="/icon.svg" alt="" width="48" height="48" />
        <h1>{t('welcome')}</h1>
        <p className="lead">{t('welcomeMore')}</p>
        {isShut ? (
          <a className="button main" href="/signin?return=/">
            {t('signIn')}
          </a>
        ) : (
          <Composer name="new" onSend={begin} isFirst />
        )}
        {fault && (
          <p role="alert" className="fault">
            {fault}
          </p>
        )}
        <h2 className="hidden">{t('examples')}</h2>
        <ul className="examples" hidden={isShut}>
          {examples.map(([mode, example, label, icon]) => (
            <li key={example}>
              <button type="button" onClick={() => void begin(messageOf(mode, t(example)))}>
                <Icon name={icon} />
                <span>
                  <strong dir="auto">{t(example)}</strong>
                  <small>{t(label)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
