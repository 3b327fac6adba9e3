import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, client, Refused } from '../api/client'
import { moment, useTexts } from '../i18n'
import { Icon } from '../shell/Icon'
import { Asking } from './Asking'
import { library, makeCollection } from './library'

/** The collections of this browser, and a box to ask them. */
export function KnowledgePage() {
  const t = useTexts()
  const known = library.use()
  const all = useQuery({
    queryKey: ['collections', known?.id],
    enabled: known !== null,
    queryFn: async () => (await ask(client.GET('/api/v1/rag/collections', api(known!.token)))).collections,
  })
  const collections = all.data ?? []
  return (
    <div className="page wide">
      <h1>{t('knowledge')}</h1>
      <p className="faint">{t('knowledgeMore')}</p>
      {all.error && (
        <p role="alert" className="fault">
          {all.error instanceof Refused && all.error.status === 401 ? t('libraryGone') : t('failed', { reason: all.error.message })}
        </p>
      )}
      {known && collections.length > 0 && <Asking token={known.token} />}
      <section>
        <h2>{t('collections')}</h2>
        {collections.length > 0 && (
          <ul className="grid">
            {collections.map((c) => (
              <li key={c.collection_id} className="tile">
                <Link to="/knowledge/$id" params={{ id: c.collection_id }} className="cut" dir="auto">
                  <strong>{c.name}</strong>
                </Link>
                <p className="faint">{moment(c.created_at)}</p>
              </li>
            ))}
          </ul>
        )}
        <NewCollection />
      </section>
    </div>
  )
}

function NewCollection() {
  const t = useTexts()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [fault, setFault] = useState('')
  const [isBusy, setBusy] = useState(false)
  const make = async () => {
    setFault('')
    setBusy(true)
    try {
      const { collection_id: id } = await makeCollection(name.trim())
      await queries.invalidateQueries({ queryKey: ['collections'] })
      await navigate({ to: '/knowledge/$id', params: { id } })
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="row wrap new-collection"
      onSubmit={(e) => {
        e.preventDefault()
        void make()
      }}
    >
      <label>
        {t('collectionName')}
        <input value={name} maxLength={100} required dir="auto" onChange={(e) => setName(e.target.value)} />
      </label>
      <button type="submit" className="main" disabled={!name.trim() || isBusy}>
        <Icon name="plus" />
        {t('newCollection')}
      </button>
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
    </form>
  )
}
