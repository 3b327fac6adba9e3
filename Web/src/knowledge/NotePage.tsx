import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, type MouseEvent } from 'react'
import { api, ask, client, type Note } from '../api/client'
import { NoteMarkdown } from '../chat/Markdown'
import { moment, useTexts } from '../i18n'
import { library } from './library'
import { NoLibrary } from './NoLibrary'
import { standard } from './obsidian'

/** The lines that a citation names, and the bytes it was found in. */
export interface Cited {
  from?: number
  to?: number
  hash?: string
}

export function NotePage() {
  const { id, note } = useParams({ from: '/knowledge/$id/$note' })
  const known = library.use()
  return known ? <Opened key={note} collection={id} id={note} token={known.token} /> : <NoLibrary />
}

function Opened({ collection, id, token }: { collection: string; id: string; token: string | undefined }) {
  const t = useTexts()
  const search = useSearch({ from: '/knowledge/$id/$note' })
  const found = useQuery({
    queryKey: ['note', id],
    queryFn: () => ask(client.GET('/api/v1/rag/documents/{id}/note', { ...api(token), params: { path: { id } } })),
  })
  if (found.error)
    return (
      <div className="page">
        <h1>{t('noNote')}</h1>
        <p className="faint">{found.error.message}</p>
        <Link to="/knowledge/$id" params={{ id: collection }}>
          {t('documents')}
        </Link>
      </div>
    )
  if (!found.data) return <p className="page faint">{t('thinking')}</p>
  return <Read note={found.data} cited={search} />
}

function Read({ note, cited }: { note: Note; cited: Cited }) {
  const t = useTexts()
  const body = useRef<HTMLDivElement>(null)
  const lines: [number, number] | undefined = cited.from ? [cited.from, cited.to ?? cited.from] : undefined
  useEffect(() => {
    body.current?.querySelector('.cited')?.scrollIntoView({ block: 'center' })
  }, [note, cited.from])
  const isChanged = cited.hash !== undefined && cited.hash !== note.hash
  return (
    <div className="page wide note">
      <p>
        <Link to="/knowledge/$id" params={{ id: note.collection_id }}>
          {t('documents')}
        </Link>{' '}
        <span className="faint" dir="auto">
          {note.path}
        </span>
      </p>
      <h1 dir="auto">{note.title}</h1>
      <p className="faint">
        {moment(note.indexed_at)}
        {note.tags.map((tag) => (
          <span key={tag} className="badge">
            #{tag}
          </span>
        ))}
      </p>
      {isChanged && (
        <p role="status" className="card">
          {t('changedSince')}
        </p>
      )}
      {note.warnings.map((warning) => (
        <p key={warning} className="faint">
          {warning}
        </p>
      ))}
      <div ref={body}>{note.kind === 'markdown' ? <Written note={note} lines={lines} /> : <Lines note={note} lines={lines} />}</div>
      {note.backlinks.length > 0 && (
        <section>
          <h2>{t('backlinks')}</h2>
          <ul className="names">
            {note.backlinks.map((other) => (
              <li key={other.document_id}>
                <Link to="/knowledge/$id/$note" params={{ id: note.collection_id, note: other.document_id }} search={{}} dir="auto">
                  {other.title}
                </Link>{' '}
                <span className="faint" dir="auto">
                  {other.path}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Written({ note, lines }: { note: Note; lines?: [number, number] }) {
  const navigate = useNavigate()
  const text = useMemo(() => standard(note, (document) => `/knowledge/${note.collection_id}/${document}`), [note])
  // Links between notes stay on the page.
  const follow = (e: MouseEvent) => {
    const to = (e.target as HTMLElement).closest('a')?.getAttribute('href')
    if (!to?.startsWith('/knowledge/') || e.metaKey || e.ctrlKey || e.shiftKey) return
    e.preventDefault()
    void navigate({ to })
  }
  return (
    <div onClick={follow}>
      <NoteMarkdown text={text} from={lines?.[0]} to={lines?.[1]} />
    </div>
  )
}

function Lines({ note, lines: [from, to] = [0, -1] }: { note: Note; lines?: [number, number] }) {
  return (
    <pre className="lines" dir="auto" tabIndex={0}>
      {note.text.split('\n').map((line, i) => (
        <div key={i} className={i + 1 >= from && i + 1 <= to ? 'cited' : undefined}>
          {line || ' '}
        </div>
      ))}
    </pre>
  )
}
