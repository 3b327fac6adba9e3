import { useRef, useState } from 'react'
import { api, ask, client } from '../api/client'
import { exportConversations } from '../conversations/export'
import { conversations, sorted } from '../conversations/store'
import { currentLanguage, languages, speak, useTexts, type Language } from '../i18n'
import { CopyButton } from '../shell/CopyButton'
import { RemoveDialog } from '../shell/Dialogs'
import { forgetVideos } from '../videos/file'
import { Account } from './Account'
import { useAccount } from './signedIn'
import { Keys } from './Keys'
import { QrCode } from './QrCode'
import { paint, preferences, type Theme } from './preferences'

export function SettingsPage() {
  const t = useTexts()
  const { theme } = preferences.use()
  const all = conversations.use()
  const erase = useRef<HTMLDialogElement>(null)
  const themes: [Theme, string][] = [
    ['system', t('themeSystem')],
    ['light', t('themeLight')],
    ['dark', t('themeDark')],
  ]
  return (
    <div className="page">
      <h1>{t('settings')}</h1>
      <section className="setting">
        <label>
          <h2>{t('language')}</h2>
          <select
            value={currentLanguage()}
            onChange={(e) => {
              preferences.change((p) => ({ ...p, language: e.target.value }))
              void speak()
            }}
          >
            {(Object.keys(languages) as Language[]).map((code) => (
              <option key={code} value={code} lang={code}>
                {languages[code]}
              </option>
            ))}
          </select>
        </label>
      </section>
      <fieldset className="setting">
        <legend>
          <h2>{t('theme')}</h2>
        </legend>
        <div className="modes">
          {themes.map(([value, label]) => (
            <label key={value} className={value === theme ? 'chosen' : ''}>
              <input
                type="radio"
                name="theme"
                checked={value === theme}
                onChange={() => {
                  preferences.change((p) => ({ ...p, theme: value }))
                  paint()
                }}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <Account />
      {all.length > 0 && <LinkCode />}
      <KeysOf />
      <section className="setting">
        <h2>{t('data')}</h2>
        <p className="faint">{t('dataMore')}</p>
        <div className="row wrap">
          <button type="button" disabled={all.length === 0} onClick={() => void exportConversations(all)}>
            {t('exportAll')}
          </button>
          <button type="button" className="danger" disabled={all.length === 0} onClick={() => erase.current?.showModal()}>
            {t('eraseAll')}
          </button>
        </div>
        <RemoveDialog
          dialog={erase}
          question={t('eraseSure')}
          label={t('eraseAll')}
          onRemove={() => {
            conversations.set([])
            void forgetVideos()
          }}
        />
      </section>
    </div>
  )
}

/** The keys of the account, or of the newest chat where nobody signed in. */
function KeysOf() {
  const account = useAccount()
  const chat = sorted(conversations.use())[0]
  if (account.data?.signed_in) return <Keys token={undefined} />
  return chat ? <Keys token={chat.token} /> : null
}

/** A code that makes a chat of this page and one of Telegram or WhatsApp one conversation. */
function LinkCode() {
  const t = useTexts()
  const all = sorted(conversations.use())
  const [id, setId] = useState(all[0]!.id)
  const [code, setCode] = useState('')
  const [links, setLinks] = useState<{ channel: string; url: string }[]>([])
  const [fault, setFault] = useState('')
  const make = async () => {
    const chosen = all.find((c) => c.id === id) ?? all[0]!
    setFault('')
    try {
      const made = await ask(client.POST('/api/v1/sessions/{id}/link', { params: { path: { id: chosen.id } }, ...api(chosen.token) }))
      setCode(`/link ${made.code}`)
      setLinks(made.links)
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
    }
  }
  return (
    <section className="setting">
      <h2>{t('link')}</h2>
      <p className="faint">{t('linkMore')}</p>
      <div className="row wrap">
        <label className="inline">
          {t('linkChat')}
          <select value={id} onChange={(e) => (setId(e.target.value), setCode(''), setLinks([]))}>
            {all.map((c) => (
              <option key={c.id} value={c.id}>
                {c.title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void make()}>
          {t('linkMake')}
        </button>
      </div>
      <div role="status">
        {code && (
          <>
            <p>{t('linkSend')}</p>
            <div className="row wrap">
              <code dir="ltr" className="link-code">
                {code}
              </code>
              <CopyButton text={() => code} />
            </div>
            <p className="faint">{t('linkOnce')}</p>
            <div className="row wrap">
              {links.map(({ channel, url }) => {
                const label = t('linkOpen', { channel: channel === 'telegram' ? 'Telegram' : 'WhatsApp' })
                return (
                  <figure key={url} className="qr-figure">
                    <QrCode text={url} label={label} />
                    <figcaption>
                      <a href={url} target="_blank" rel="noopener noreferrer">
                        {label}
                      </a>
                    </figcaption>
                  </figure>
                )
              })}
            </div>
          </>
        )}
      </div>
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
    </section>
  )
}
