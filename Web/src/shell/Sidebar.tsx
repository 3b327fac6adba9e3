import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { ConversationItem } from '../conversations/ConversationItem'
import { conversations, sorted } from '../conversations/store'
import { useTexts } from '../i18n'
import { useAccountChats } from '../settings/signedIn'
import { Icon, type IconName } from './Icon'

const places: [to: '/knowledge' | '/gallery' | '/costs' | '/settings', icon: IconName][] = [
  ['/knowledge', 'notes'],
  ['/gallery', 'gallery'],
  ['/costs', 'costs'],
  ['/settings', 'settings'],
]

export function Sidebar() {
  const t = useTexts()
  useAccountChats()
  const all = conversations.use()
  const [words, setWords] = useState('')
  const field = useId()
  const wanted = words.trim().toLowerCase()
  const shown = sorted(all).filter((c) => c.title.toLowerCase().includes(wanted))
  return (
    <div className="sidebar">
      <div className="brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        {t('app')}
      </div>
      <Link to="/" className="button new">
        <Icon name="plus" />
        {t('newChat')}
      </Link>
      {all.length > 5 && (
        <div className="search">
          <label htmlFor={field} className="hidden">
            {t('search')}
          </label>
          <Icon name="search" />
          <input id={field} type="search" value={words} placeholder={t('search')} onChange={(e) => setWords(e.target.value)} />
        </div>
      )}
      <nav aria-label={t('chats')} className="chats">
        {all.length === 0 && <p className="faint">{t('noChats')}</p>}
        {all.length > 0 && shown.length === 0 && <p className="faint">{t('nothingFound')}</p>}
        <ul>
          {shown.map((c) => (
            <ConversationItem key={c.id} conversation={c} />
          ))}
        </ul>
      </nav>
      <nav aria-label={t('menu')} className="places">
        <ul>
          {places.map(([to, icon]) => (
            <li key={to}>
              <Link to={to} className="place">
                <Icon name={icon} />
                {t(to.slice(1) as 'knowledge' | 'gallery' | 'costs' | 'settings')}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
