import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, ask, client, type ApiKey } from '../api/client'
import { moment, useTexts } from '../i18n'
import { CopyButton } from '../shell/CopyButton'
import { RemoveDialog } from '../shell/Dialogs'

const scopes = ['ai', 'jobs', 'knowledge', 'messages', 'usage'] as const

/** Keys with which programs act for an account, or for a chat: made, shown once, rotated and ended. */
export function Keys({ token }: { token: string | undefined }) {
  const t = useTexts()
  const queries = useQueryClient()
  const [made, setMade] = useState('')
  const queryKey = ['keys', token ?? '']
  const { data } = useQuery({ queryKey, queryFn: async () => (await ask(client.GET('/api/v1/keys', api(token)))).keys })
  const change = useMutation({
    mutationFn: (what: () => Promise<{ key: string } | undefined>) => what(),
    onSuccess: (key) => {
      setMade(key?.key ?? '')
      return queries.invalidateQueries({ queryKey })
    },
  })
  return (
    <section className="setting">
      <h2>{t('keys')}</h2>
      <p className="faint">{t('keysMore')}</p>
      <ul className="rows">
        {data?.map((one) => (
          <KeyRow
            key={one.key_id} one={one}
            onRotate={() =>
              change.mutate(() =>
                ask(client.POST('/api/v1/keys/{id}/rotate', { params: { path: { id: one.key_id } }, ...api(token), body: {} })),
              )
            }
            onEnd={() =>
              change.mutate(async () => {
                await ask<unknown>(client.DELETE('/api/v1/keys/{id}', { params: { path: { id: one.key_id } }, ...api(token) }))
                return undefined
              })
            }
          />
        ))}
      </ul>
      <form
        className="new-key"
        onSubmit={(e) => {
          e.preventDefault()
          const form = new FormData(e.currentTarget)
          const body = { name: String(form.get('name')), scopes: form.getAll('scope').map(String) }
          e.currentTarget.reset()
          change.mutate(() => ask(client.POST('/api/v1/keys', { ...api(token), body })))
        }}
      >
        <label className="inline">
          {t('keyName')}
          <input name="name" required maxLength={100} dir="auto" />
        </label>
        <fieldset>
          <legend>{t('keyScopes')}</legend>
          {scopes.map((scope) => (
            <label key={scope} className="inline">
              <input type="checkbox" name="scope" value={scope} />
              <bdi>{scope}</bdi>
            </label>
          ))}
        </fieldset>
        <button type="submit" disabled={change.isPending}>
          {t('keyMake')}
        </button>
      </form>
      <div role="status">
        {made && (
          <>
            <p>{t('keyOnce')}</p>
            <div className="row wrap">
              <code dir="ltr" className="link-code">
                {made}
              </code>
              <CopyButton text={() => made} />
            </div>
          </>
        )}
      </div>
      {change.error && (
        <p role="alert" className="fault">
          {t('failed', { reason: change.error.message })}
        </p>
      )}
    </section>
  )
}

function KeyRow({ one, onRotate, onEnd }: { one: ApiKey; onRotate: () => void; onEnd: () => void }) {
  const t = useTexts()
  const end = useRef<HTMLDialogElement>(null)
  return (
    <li>
      <span className="cut">
        <bdi>{one.name}</bdi>{' '}
        <span className="faint">
          {one.scopes.join(', ') || t('keyAll')} {one.expires_at && t('keyEnds', { time: moment(one.expires_at) })}
        </span>
      </span>
      <span>
        <button type="button" className="small" aria-label={`${t('keyRotate')}: ${one.name}`} onClick={onRotate}>
          {t('keyRotate')}
        </button>{' '}
        <button
          type="button" className="small danger" aria-label={`${t('remove')}: ${one.name}`}
          onClick={() => end.current?.showModal()}
        >
          {t('remove')}
        </button>
        <RemoveDialog dialog={end} question={t('keySure', { name: one.name })} onRemove={onEnd} />
      </span>
    </li>
  )
}
