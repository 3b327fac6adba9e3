import { useMutation, useQuery } from '@tanstack/react-query'
import { diffWords } from 'diff'
import { useRef, useState } from 'react'
import { ask, client } from '../../api/client'
import { count, money } from '../../i18n'
import { op, reasonOf } from '../operator'
import { w } from '../texts'

/** Answers a question again with another model or other instructions, and shows the difference. Nothing is sent or charged. */
export function Replay({ id, at }: { id: string; at: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [model, setModel] = useState('')
  const [instructions, setInstructions] = useState('')
  const models = useQuery({
    queryKey: ['models'],
    queryFn: async () => (await ask(client.GET('/api/v1/operator/models', op()))).models,
    enabled: isOpen,
    staleTime: 300_000,
  })
  const replay = useMutation({
    mutationFn: () =>
      ask(
        client.POST('/api/v1/operator/conversations/{id}/replay', {
          params: { path: { id } },
          ...op(),
          body: { at, ...(model && { model }), ...(instructions.trim() && { instructions: instructions.trim() }) },
        }),
      ),
  })
  return (
    <>
      <button
        type="button"
        className="quiet small"
        onClick={() => {
          setOpen(true)
          dialog.current?.showModal()
        }}
      >
        {w('replay')}
      </button>
      <dialog ref={dialog} className="ask book" aria-label={w('replay')} onClose={() => setOpen(false)}>
        {isOpen && (
          <div className="stack">
            <h2>{w('replay')}</h2>
            <p className="faint">{w('replayMore')}</p>
            <label>
              {w('model')}
              <select value={model} dir="ltr" onChange={(e) => setModel(e.target.value)}>
                <option value="">{w('asInChats')}</option>
                {models.data?.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
            <label>
              {w('instructions')}
              <textarea
                value={instructions} rows={3} maxLength={8000} dir="auto" placeholder={w('asInChats')}
                onChange={(e) => setInstructions(e.target.value)}
              />
            </label>
            {(replay.error ?? models.error) && (
              <p role="alert" className="fault">
                {w('failedWith', { reason: reasonOf(replay.error ?? models.error) })}
              </p>
            )}
            {replay.data && (
              <div role="status">
                <p className="faint">
                  <bdi>{replay.data.model}</bdi> · {w('tokens')}: {count(replay.data.tokens)} · {money(replay.data.cost)}
                </p>
                <p className="notice said difference" dir="auto">
                  {diffWords(replay.data.before, replay.data.after).map((part, i) =>
                    part.added ? <ins key={i}>{part.value}</ins> : part.removed ? <del key={i}>{part.value}</del> : part.value,
                  )}
                </p>
              </div>
            )}
          </div>
        )}
        <div className="row end">
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            {w('close')}
          </button>
          <button type="button" className="main" disabled={replay.isPending} onClick={() => replay.mutate()}>
            {w(replay.isPending ? 'loading' : 'answerAgain')}
          </button>
        </div>
      </dialog>
    </>
  )
}
