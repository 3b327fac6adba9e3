import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, client, type ReplyView } from '../../api/client'
import { op, reasonOf } from '../operator'
import { w } from '../texts'
import { repliesOf } from './Reply'

type Draft = Omit<ReplyView, 'id'> & { id?: string }

const empty: Draft = { title: '', text: '', template: null, language: null, category: null }
const path = '/api/v1/operator/replies/{id}'

/** The ready-made texts and templates: listed, added, changed and deleted. */
export function ReplyBook() {
  const queries = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const { data } = useQuery(repliesOf)
  const change = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSuccess: () => {
      setDraft(null)
      return queries.invalidateQueries({ queryKey: ['replies'] })
    },
  })
  const put = ({ id, ...body }: Draft) =>
    change.mutate(() => ask(client.PUT(path, { params: { path: { id: id ?? crypto.randomUUID() } }, ...op(), body })))
  return (
    <>
      <button type="button" className="quiet small" onClick={() => dialog.current?.showModal()}>
        {w('manage')}
      </button>
      <dialog ref={dialog} className="ask book" aria-label={w('manage')}>
        <h2>{w('manage')}</h2>
        {!draft && (
          <ul className="rows">
            {data?.map((one) => (
              <li key={one.id}>
                <span className="cut" dir="auto">
                  {one.title} {one.template && <span className="badge whatsapp">{w('template')}</span>}
                </span>
                <span className="row">
                  <button type="button" className="small" aria-label={`${w('edit')}: ${one.title}`} onClick={() => setDraft(one)}>
                    {w('edit')}
                  </button>
                  <button
                    type="button" className="small danger" aria-label={`${w('remove')}: ${one.title}`}
                    onClick={() => change.mutate(() => ask(client.DELETE(path, { params: { path: { id: one.id } }, ...op() })))}
                  >
                    {w('remove')}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        )}
        {draft && <Form draft={draft} onChange={setDraft} onSave={() => put(draft)} />}
        {change.error && (
          <p role="alert" className="fault">
            {w('failedWith', { reason: reasonOf(change.error) })}
          </p>
        )}
        <div className="row end">
          {!draft && (
            <button type="button" className="main" onClick={() => setDraft(empty)}>
              {w('add')}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => (draft ? setDraft(null) : dialog.current?.close())}>
            {w(draft ? 'cancel' : 'close')}
          </button>
        </div>
      </dialog>
    </>
  )
}

function Form({ draft, onChange, onSave }: { draft: Draft; onChange: (next: Draft) => void; onSave: () => void }) {
  const isTemplate = draft.template != null
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault()
        onSave()
      }}
    >
      <label>
        {w('title')}
        <input value={draft.title} required maxLength={100} dir="auto" onChange={(e) => onChange({ ...draft, title: e.target.value })} />
      </label>
      <label>
        {w('text')}
        <textarea
          value={draft.text} required rows={4} maxLength={4096} dir="auto"
          onChange={(e) => onChange({ ...draft, text: e.target.value })}
        />
      </label>
      <label className="inline">
        <input
          type="checkbox" checked={isTemplate}
          onChange={(e) =>
            onChange({
              ...draft,
              ...(e.target.checked
                ? { template: '', language: 'en_US', category: 'utility' }
                : { template: null, language: null, category: null }),
            })
          }
        />
        {w('isTemplate')}
      </label>
      {isTemplate && (
        <>
          <p className="faint">{w('templateMore')}</p>
          <label>
            {w('templateName')}
            <input
              value={draft.template!} required maxLength={512} dir="ltr"
              onChange={(e) => onChange({ ...draft, template: e.target.value })}
            />
          </label>
          <label>
            {w('templateLanguage')}
            <input
              value={draft.language!} required maxLength={20} dir="ltr"
              onChange={(e) => onChange({ ...draft, language: e.target.value })}
            />
          </label>
          <label>
            {w('category')}
            <select value={draft.category ?? 'utility'} onChange={(e) => onChange({ ...draft, category: e.target.value })}>
              {['utility', 'marketing', 'authentication'].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        </>
      )}
      <div className="row end">
        <button type="submit" className="main">
          {w('save')}
        </button>
      </div>
    </form>
  )
}
