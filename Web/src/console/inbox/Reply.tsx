import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, client, newKey, type ConversationView, type ReplyView } from '../../api/client'
import { onEnter } from '../../chat/keys'
import { op, reasonOf } from '../operator'
import { w } from '../texts'

export const repliesOf = {
  queryKey: ['replies'],
  queryFn: async (): Promise<ReplyView[]> => (await ask(client.GET('/api/v1/operator/replies', op()))).replies,
}

/** What an operator says to the person, or notes for the others. */
export function Reply({ data, onWriting }: { data: ConversationView; onWriting: () => void }) {
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [isNote, setNote] = useState(false)
  // Sent again after a lost answer, it is the same message.
  const key = useRef(newKey())
  const replies = useQuery(repliesOf).data ?? []
  const id = data.session_id
  const send = useMutation({
    mutationFn: () =>
      ask<unknown>(
        client.POST(isNote ? '/api/v1/operator/conversations/{id}/notes' : '/api/v1/operator/conversations/{id}/messages', {
          params: { path: { id }, header: { 'Idempotency-Key': key.current } },
          ...op(),
          body: { text: text.trim() },
        }),
      ),
    onSuccess: () => {
      key.current = newKey()
      setText('')
      return queries.invalidateQueries({ queryKey: ['conversation', id] })
    },
  })
  const go = () => {
    if (text.trim() && !send.isPending) send.mutate()
  }
  const name = data.name ?? w('roleUser')
  const label = isNote ? w('notePlaceholder') : w('replyPlaceholder', { name })
  const whatsApp = data.addresses.findLast((a) => a.channel === 'whatsapp')
  return (
    <form
      className={`reply ${isNote ? 'note' : ''}`}
      onSubmit={(e) => {
        e.preventDefault()
        go()
      }}
    >
      <div className="row wrap">
        <div className="modes">
          {[false, true].map((note) => (
            <label key={String(note)} className={note === isNote ? 'chosen' : ''}>
              <input type="radio" name="kind" checked={note === isNote} onChange={() => setNote(note)} />
              {w(note ? 'note' : 'reply')}
            </label>
          ))}
        </div>
        <select
          aria-label={w('chooseCanned')} value=""
          onChange={(e) => setText((before) => before + (replies.find((r) => r.id === e.target.value)?.text ?? ''))}
        >
          <option value="">{w('canned')}</option>
          {replies
            .filter((r) => !r.template)
            .map((r) => (
              <option key={r.id} value={r.id}>
                {r.title}
              </option>
            ))}
        </select>
        {whatsApp && <TemplateSender to={whatsApp} templates={replies.filter((r) => r.template)} id={id} />}
      </div>
      <div className="row">
        <textarea
          aria-label={label} placeholder={label} value={text} rows={3} maxLength={isNote ? 4000 : 16_384} dir="auto"
          onChange={(e) => {
            setText(e.target.value)
            onWriting()
          }}
          onKeyDown={onEnter(go)}
        />
        <button type="submit" className="main" disabled={!text.trim() || send.isPending}>
          {w(isNote ? 'addNote' : 'send')}
        </button>
      </div>
      {send.error && (
        <p role="alert" className="fault">
          {w('failedWith', { reason: reasonOf(send.error) })}
        </p>
      )}
    </form>
  )
}

const variablesOf = (text: string) => [...new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map((m) => Number(m[1])))].sort((a, b) => a - b)

/** Chooses an approved template, and fills in what it leaves open. */
function TemplateSender({
  to, templates, id,
}: { to: { account: string; external_id: string }; templates: ReplyView[]; id: string }) {
  const queries = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const key = useRef(newKey())
  const [chosen, setChosen] = useState('')
  const [values, setValues] = useState<Record<number, string>>({})
  const template = templates.find((one) => one.id === chosen) ?? templates[0]
  const variables = template ? variablesOf(template.text) : []
  const filled = template?.text.replace(/\{\{(\d+)\}\}/g, (all, n: string) => values[Number(n)] || all) ?? ''
  const send = useMutation({
    mutationFn: () =>
      ask<unknown>(
        client.POST('/api/v1/whatsapp/messages/template', {
          params: { header: { 'Idempotency-Key': key.current } },
          ...op(),
          body: {
            from: to.account,
            to: to.external_id,
            name: template!.template,
            language: template!.language,
            category: template!.category,
            parameters: variables.map((n) => values[n] ?? ''),
          },
        }),
      ),
    onSuccess: () => {
      key.current = newKey()
      setValues({})
      dialog.current?.close()
      return queries.invalidateQueries({ queryKey: ['conversation', id] })
    },
  })
  return (
    <>
      <button type="button" className="small" onClick={() => dialog.current?.showModal()}>
        {w('sendTemplate')}
      </button>
      <dialog ref={dialog} className="ask" aria-label={w('sendTemplate')}>
        {!template && <p>{w('noTemplates')}</p>}
        {template && (
          <div className="stack">
            <label>
              {w('template')}
              <select value={template.id} onChange={(e) => setChosen(e.target.value)}>
                {templates.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title} ({one.language})
                  </option>
                ))}
              </select>
            </label>
            {variables.map((n) => (
              <label key={n}>
                {w('variable', { n })}
                <input
                  value={values[n] ?? ''} maxLength={1024} dir="auto"
                  onChange={(e) => setValues((before) => ({ ...before, [n]: e.target.value }))}
                />
              </label>
            ))}
            <p className="faint">{w('preview')}</p>
            <p className="notice said" dir="auto">
              {filled}
            </p>
          </div>
        )}
        {send.error && (
          <p role="alert" className="fault">
            {w('failedWith', { reason: reasonOf(send.error) })}
          </p>
        )}
        <div className="row end">
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            {w('cancel')}
          </button>
          {template && (
            <button
              type="button" className="main" disabled={send.isPending || variables.some((n) => !values[n]?.trim())}
              onClick={() => send.mutate()}
            >
              {w('send')}
            </button>
          )}
        </div>
      </dialog>
    </>
  )
}
