import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import type { Document } from '../api/client'
import { count, useTexts } from '../i18n'
import { Icon } from '../shell/Icon'
import { chosen, dropped, type Choice } from './files'
import { commit, planOf, sendFiles, type Plan } from './upload'

interface Props {
  id: string
  token: string | undefined
  isEmpty: boolean
  onSent: () => void
}

type State =
  | { step: 'idle' }
  | { step: 'comparing' }
  | { step: 'planned'; plan: Plan }
  | { step: 'sending'; sent: number; of: number }
  | { step: 'done'; sent: number; refused: Document[] }
  | { step: 'failed'; reason: string }

/** Files, folders and zips, by button or dropped. What a folder would change is shown before anything changes. */
export function Upload({ id, token, isEmpty, onSent }: Props) {
  const t = useTexts()
  const queries = useQueryClient()
  const [state, setState] = useState<State>({ step: 'idle' })
  const [isOver, setOver] = useState(false)
  const [deletes, setDeletes] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const stop = useRef<AbortController | null>(null)
  const isBusy = state.step === 'comparing' || state.step === 'sending'

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (stop.current?.signal.aborted) setState({ step: 'idle' })
      else setState({ step: 'failed', reason: (error as Error).message })
    } finally {
      await queries.invalidateQueries({ queryKey: ['documents', id] })
      await queries.invalidateQueries({ queryKey: ['collection', id] })
      onSent()
    }
  }
  const take = (choice: Choice) => {
    if (choice.files.length === 0 || isBusy) return
    void attempt(async () => {
      setState({ step: 'comparing' })
      const plan = await planOf(token, id, choice)
      if (plan && !isEmpty && choice.isFolder) {
        setDeletes(false)
        setState({ step: 'planned', plan })
      } else await send(choice, plan)
    })
  }
  const send = async (choice: Choice, plan: Plan | null) => {
    stop.current = new AbortController()
    const missing = plan && new Set(plan.missing)
    const wanted = missing ? choice.files.filter((f) => missing.has(f.path.normalize('NFC'))) : choice.files
    // What the comparison does not know by this name is sent: the service decides.
    const left = missing && wanted.length < missing.size ? choice.files : wanted
    setState({ step: 'sending', sent: 0, of: left.length })
    const refused = await sendFiles(
      token, id, left, (sent) => setState({ step: 'sending', sent, of: left.length }), stop.current.signal,
    )
    if (plan && choice.isFolder && plan.renamed.length + plan.gone.length > 0) await commit(token, id, plan, deletes)
    setState({ step: 'done', sent: left.length - refused.length, refused })
  }
  return (
    <section
      className={`drop ${isOver ? 'over' : ''}`}
      aria-label={t('addDocuments')}
      onDragOver={(e) => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault()
        setOver(false)
        void dropped(e.dataTransfer).then(take, (error: Error) => setState({ step: 'failed', reason: error.message }))
      }}
    >
      <p>{t('dropHere')}</p>
      <div className="row wrap">
        <button type="button" className="main" disabled={isBusy} onClick={() => files.current?.click()}>
          <Icon name="plus" />
          {t('chooseFiles')}
        </button>
        <button type="button" disabled={isBusy} onClick={() => folder.current?.click()}>
          {t('chooseFolder')}
        </button>
      </div>
      <Field field={files} label={t('chooseFiles')} onChoice={take} />
      <Field field={folder} label={t('chooseFolder')} isFolder onChoice={take} />
      <div role="status">
        {state.step === 'comparing' && <p className="faint">{t('comparing')}</p>}
        {state.step === 'sending' && (
          <div className="progress">
            {t('uploading', { sent: count(state.sent), of: count(state.of) })}
            <progress max={state.of} value={state.sent} aria-label={t('addDocuments')} />
            <button type="button" className="quiet small" onClick={() => stop.current?.abort()}>
              {t('cancel')}
            </button>
          </div>
        )}
        {state.step === 'done' && (
          <>
            <p>{t('uploaded', { count: count(state.sent) })}</p>
            {state.refused.length > 0 && (
              <ul className="fault">
                {state.refused.slice(0, 50).map((d) => (
                  <li key={d.path}>
                    <bdi>{d.path}</bdi>: {d.reason}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      {state.step === 'failed' && (
        <p role="alert" className="fault">
          {t('failed', { reason: state.reason })}
        </p>
      )}
      {state.step === 'planned' && (
        <Planned
          plan={state.plan}
          deletes={deletes}
          setDeletes={setDeletes}
          onCancel={() => setState({ step: 'idle' })}
          onGo={() => void attempt(() => send(state.plan.choice, state.plan))}
        />
      )}
    </section>
  )
}

function Field({
  field, label, isFolder, onChoice,
}: { field: React.RefObject<HTMLInputElement | null>; label: string; isFolder?: boolean; onChoice: (choice: Choice) => void }) {
  return (
    <input
      ref={field}
      type="file"
      multiple
      hidden
      aria-label={label}
      {...(isFolder ? { webkitdirectory: '' } : {})}
      onChange={(e) => {
        if (e.target.files) onChoice(chosen(e.target.files))
        e.target.value = ''
      }}
    />
  )
}

interface PlannedProps {
  plan: Plan
  deletes: boolean
  setDeletes: (deletes: boolean) => void
  onCancel: () => void
  onGo: () => void
}

/** What would change, before it does. */
function Planned({ plan, deletes, setDeletes, onCancel, onGo }: PlannedProps) {
  const t = useTexts()
  const changes = plan.missing.length + plan.renamed.length + (deletes ? plan.gone.length : 0)
  return (
    <div className="card" role="group" aria-label={t('planned')}>
      <h3>{t('planned')}</h3>
      <p className="faint">{t('unchanged', { count: count(plan.unchanged) })}</p>
      <Names label={t('planMissing', { count: count(plan.missing.length) })} names={plan.missing} />
      <Names
        label={t('planRenamed', { count: count(plan.renamed.length) })}
        names={plan.renamed.map((r) => `${r.from} → ${r.to}`)}
      />
      <Names label={t('planGone', { count: count(plan.gone.length) })} names={plan.gone}>
        <label className="row">
          <input type="checkbox" checked={deletes} onChange={(e) => setDeletes(e.target.checked)} />
          {t('planDelete')}
        </label>
      </Names>
      <Names
        label={t('planRefused', { count: count(plan.refused.length) })}
        names={plan.refused.map((r) => `${r.path}: ${r.reason}`)}
      />
      <div className="row end">
        <button type="button" className="quiet" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="button" className="main" disabled={changes === 0} onClick={onGo}>
          {t('bringIn')}
        </button>
      </div>
    </div>
  )
}

function Names({ label, names, children }: { label: string; names: string[]; children?: ReactNode }) {
  if (names.length === 0) return null
  return (
    <>
      <details>
        <summary>{label}</summary>
        <ul className="names">
          {names.slice(0, 200).map((name) => (
            <li key={name} dir="auto">
              {name}
            </li>
          ))}
          {names.length > 200 && <li>…</li>}
        </ul>
      </details>
      {children}
    </>
  )
}
