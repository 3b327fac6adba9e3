import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, ask, client, refusalOf, type Collection, type Document } from '../api/client'
import { events, pause } from '../api/events'
import { count, size, useTexts } from '../i18n'
import { RemoveDialog, RenameDialog } from '../shell/Dialogs'
import { Icon } from '../shell/Icon'
import { saveAs } from '../shell/saveAs'
import { Asking } from './Asking'
import { Grades } from './Grades'
import { library } from './library'
import { NoLibrary } from './NoLibrary'
import { Upload } from './Upload'

export function CollectionPage() {
  const { id } = useParams({ from: '/knowledge/$id' })
  const known = library.use()
  return known ? <Opened key={id} id={id} token={known.token} /> : <NoLibrary />
}

/** The collection as it is, and as it becomes while documents are read. */
function useCollection(id: string, token: string | undefined) {
  const queries = useQueryClient()
  const [watch, setWatch] = useState(0)
  const key = ['collection', id]
  const found = useQuery({
    queryKey: key,
    queryFn: () => ask(client.GET('/api/v1/rag/collections/{id}', { ...api(token), params: { path: { id } } })),
  })
  useEffect(() => {
    const stop = new AbortController()
    void (async () => {
      for (let failures = 0; !stop.signal.aborted && failures < 20; failures++) {
        try {
          for await (const event of events(`/api/v1/rag/collections/${id}/events`, token, '', stop.signal)) {
            queries.setQueryData(key, event.data)
            void queries.invalidateQueries({ queryKey: ['documents', id] })
          }
          return
        } catch {
          await pause(1000, stop.signal)
        }
      }
    })()
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, token, watch])
  return { found, look: () => setWatch((n) => n + 1) }
}

function Opened({ id, token }: { id: string; token: string | undefined }) {
  const t = useTexts()
  const { found, look } = useCollection(id, token)
  if (found.error) return <NoLibrary />
  if (!found.data) return <p className="page faint">{t('thinking')}</p>
  const collection = found.data
  const waiting = collection.waiting ?? 0
  const documents = collection.documents ?? 0
  const mayWrite = collection.role !== 'read'
  return (
    <div className="page wide">
      <p>
        <Link to="/knowledge">{t('knowledge')}</Link>
      </p>
      <Heading collection={collection} token={token} />
      <p className="faint">
        {t('holds', { documents: count(documents), passages: count(collection.passages ?? 0), size: size(collection.bytes ?? 0) })}
      </p>
      {waiting > 0 && (
        <p role="status" className="progress">
          {t('reading', { waiting: count(waiting) })}
          <progress max={documents} value={documents - waiting} aria-label={t('reading', { waiting: count(waiting) })} />
        </p>
      )}
      {mayWrite && <Upload id={id} token={token} isEmpty={documents === 0} onSent={look} />}
      {documents > 0 && <Asking token={token} collection={id} />}
      {documents > 0 && <Documents id={id} token={token} mayWrite={mayWrite} onChange={look} />}
      {documents > 0 && <Grades id={id} token={token} isOwner={collection.role === 'owner'} />}
    </div>
  )
}

function Heading({ collection, token }: { collection: Collection; token: string | undefined }) {
  const t = useTexts()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const rename = useRef<HTMLDialogElement>(null)
  const remove = useRef<HTMLDialogElement>(null)
  const [fault, setFault] = useState('')
  const id = collection.collection_id
  const path = { path: { id } }
  const attempt = async (action: () => Promise<unknown>) => {
    setFault('')
    try {
      await action()
      await queries.invalidateQueries({ queryKey: ['collection', id] })
      await queries.invalidateQueries({ queryKey: ['collections'] })
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
    }
  }
  const patch = (body: { name?: string; visibility?: Collection['visibility'] }) =>
    attempt(() => ask(client.PATCH('/api/v1/rag/collections/{id}', { ...api(token), params: path, body })))
  const exported = async () => {
    const response = await fetch(`/api/v1/rag/collections/${id}/export`, api(token))
    if (!response.ok) throw refusalOf(await response.json().catch(() => null), response)
    saveAs(await response.blob(), `${collection.name}.zip`)
  }
  return (
    <>
      <header className="row wrap">
        <h1 dir="auto">{collection.name}</h1>
        <button type="button" className="quiet small" onClick={() => void attempt(exported)}>
          <Icon name="download" />
          {t('exportChat')}
        </button>
        {collection.role === 'owner' && (
          <>
            <button type="button" className="quiet small" onClick={() => rename.current?.showModal()}>
              <Icon name="edit" />
              {t('rename')}
            </button>
            <label className="row small">
              {t('whoReads')}
              <select
                value={collection.visibility}
                onChange={(e) => void patch({ visibility: e.target.value as Collection['visibility'] })}
              >
                <option value="people">{t('whoMine')}</option>
                <option value="everyone">{t('whoEveryone')}</option>
                {collection.visibility === 'private' && <option value="private">{t('whoNobody')}</option>}
              </select>
            </label>
            <button type="button" className="quiet small bad" onClick={() => remove.current?.showModal()}>
              {t('remove')}
            </button>
          </>
        )}
      </header>
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <RenameDialog dialog={rename} label={t('collectionName')} name={collection.name} onRename={(name) => void patch({ name })} />
      <RemoveDialog
        dialog={remove}
        question={t('removeCollection', { name: collection.name })}
        onRemove={() =>
          void attempt(async () => {
            await ask(client.DELETE('/api/v1/rag/collections/{id}', { ...api(token), params: path }))
            await navigate({ to: '/knowledge' })
          })
        }
      />
    </>
  )
}

function Documents({ id, token, mayWrite, onChange }: { id: string; token: string | undefined; mayWrite: boolean; onChange: () => void }) {
  const t = useTexts()
  const [fault, setFault] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['documents', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(client.GET('/api/v1/rag/documents', { ...api(token), params: { query: { collection: id, limit: 100, cursor } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const all = pages.data?.pages.flatMap((page) => page.documents) ?? []
  const remove = async ({ document_id: document }: Document) => {
    setFault('')
    try {
      await ask(client.DELETE('/api/v1/rag/documents/{id}', { ...api(token), params: { path: { id: document! } } }))
      await pages.refetch()
      onChange()
    } catch (error) {
      setFault(t('failed', { reason: (error as Error).message }))
    }
  }
  return (
    <section>
      <h2>{t('documents')}</h2>
      {fault && (
        <p role="alert" className="fault">
          {fault}
        </p>
      )}
      <ul className="rows documents">
        {all.map((d) => (
          <li key={d.document_id ?? d.path}>
            <div>
              {d.document_id && d.status !== 'refused' ? (
                <Link to="/knowledge/$id/$note" params={{ id, note: d.document_id }} search={{}} dir="auto">
                  {d.path}
                </Link>
              ) : (
                <span dir="auto">{d.path}</span>
              )}
              {d.reason && <p className="faint">{d.reason}</p>}
            </div>
            <span className={`badge ${d.status === 'indexed' ? 'ready' : d.status === 'refused' ? 'failed' : ''}`}>
              {t(d.status === 'indexed' ? 'stateIndexed' : d.status === 'refused' ? 'stateRefused' : 'stateWaiting')}
            </span>
            {mayWrite && d.document_id && (
              <button type="button" className="quiet small" aria-label={t('removeNamed', { name: d.path })} onClick={() => void remove(d)}>
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <button type="button" className="quiet" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </button>
      )}
    </section>
  )
}
