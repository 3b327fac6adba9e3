import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, client, type AuditView } from '../../api/client'
import { moment } from '../../i18n'
import { saveAs } from '../../shell/saveAs'
import { isAdmin, op, reasonOf, useWho } from '../operator'
import { useWords, w, type Word } from '../texts'

const roles: [name: string, word: Word][] = [
  ['operator', 'roleOperator'],
  ['admin', 'roleAdmin'],
]

/** Who may do what, and who did what: for administrators. */
export function PeoplePage() {
  useWords()
  const { data: who } = useWho()
  if (!isAdmin(who)) return <p className="faint pad">{w('notYours')}</p>
  return (
    <div className="page wide">
      <h1>{w('people')}</h1>
      <Accounts />
      <Budget />
      <Audit />
    </div>
  )
}

function Fault({ error }: { error: unknown }) {
  return error ? (
    <p role="alert" className="fault">
      {w('failedWith', { reason: reasonOf(error) })}
    </p>
  ) : null
}

function Accounts() {
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await ask(client.GET('/api/v1/admin/accounts', op()))).accounts,
  })
  const [id, setId] = useState('')
  const [given, setGiven] = useState<string[]>([])
  const [disabled, setDisabled] = useState(false)
  const decide = useMutation({
    mutationFn: () =>
      ask(client.PUT('/api/v1/admin/accounts/{id}', { params: { path: { id: id.trim() } }, ...op(), body: { roles: given, disabled } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  const edit = (next: { account_id: string; roles: string[]; disabled: boolean }) => {
    setId(next.account_id)
    setGiven(next.roles)
    setDisabled(next.disabled)
    decide.reset()
  }
  return (
    <section>
      <h2>{w('accounts')}</h2>
      <Fault error={error} />
      {data?.length === 0 && <p className="faint">{w('noAccounts')}</p>}
      <ul className="rows">
        {data?.map((one) => (
          <li key={one.account_id}>
            <code dir="ltr" className="cut">
              {one.account_id}
            </code>
            <span>
              {one.roles.map((role) => (
                <span key={role} className="badge">
                  {w(roles.find(([name]) => name === role)?.[1] ?? 'roles')}
                </span>
              ))}{' '}
              {one.disabled && <span className="badge failed">{w('disabled')}</span>}{' '}
              <button type="button" className="small" aria-label={`${w('edit')}: ${one.account_id}`} onClick={() => edit(one)}>
                {w('edit')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault()
          decide.mutate()
        }}
      >
        <h3>{w('decide')}</h3>
        <label>
          {w('accountId')}
          <input value={id} required maxLength={26} dir="ltr" onChange={(e) => setId(e.target.value)} />
        </label>
        <div className="row wrap">
          {roles.map(([name, word]) => (
            <label key={name} className="inline">
              <input
                type="checkbox" checked={given.includes(name)}
                onChange={(e) => setGiven((now) => (e.target.checked ? [...now, name] : now.filter((one) => one !== name)))}
              />
              {w(word)}
            </label>
          ))}
          <label className="inline" title={w('disabledMore')}>
            <input type="checkbox" checked={disabled} onChange={(e) => setDisabled(e.target.checked)} />
            {w('disabled')}
          </label>
        </div>
        <Fault error={decide.error} />
        <p role="status" className="good">
          {decide.isSuccess && w('decided')}
        </p>
        <div className="row end">
          <button type="submit" className="main" disabled={decide.isPending}>
            {w('save')}
          </button>
        </div>
      </form>
    </section>
  )
}

function Budget() {
  const [id, setId] = useState('')
  const [daily, setDaily] = useState('')
  const [monthly, setMonthly] = useState('')
  const path = '/api/v1/operator/budgets/{session}'
  const at = () => ({ params: { path: { session: id.trim() } }, ...op() })
  const amount = (text: string) => (text === '' ? null : Number(text))
  const change = useMutation({
    mutationFn: (clear: boolean) =>
      ask<unknown>(
        clear ? client.DELETE(path, at()) : client.PUT(path, { ...at(), body: { daily: amount(daily), monthly: amount(monthly) } }),
      ),
  })
  return (
    <section>
      <h2>{w('budget')}</h2>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault()
          change.mutate(false)
        }}
      >
        <label>
          {w('sessionId')}
          <input value={id} required maxLength={256} dir="ltr" onChange={(e) => setId(e.target.value)} />
        </label>
        <label>
          {w('daily')}
          <input type="number" min="0" step="0.01" value={daily} dir="ltr" onChange={(e) => setDaily(e.target.value)} />
        </label>
        <label>
          {w('monthly')}
          <input type="number" min="0" step="0.01" value={monthly} dir="ltr" onChange={(e) => setMonthly(e.target.value)} />
        </label>
        <Fault error={change.error} />
        <p role="status" className="good">
          {change.isSuccess && w('decided')}
        </p>
        <div className="row end">
          <button type="button" disabled={!id.trim() || change.isPending} onClick={() => change.mutate(true)}>
            {w('budgetClear')}
          </button>
          <button type="submit" className="main" disabled={change.isPending}>
            {w('save')}
          </button>
        </div>
      </form>
    </section>
  )
}

function Audit() {
  const queries = useQueryClient()
  const [actor, setActor] = useState('')
  const [action, setAction] = useState('')
  const query = { ...(actor.trim() && { actor: actor.trim() }), ...(action.trim() && { action: action.trim() }) }
  const queryKey = ['audit', query]
  const read = (before?: string) => ask(client.GET('/api/v1/admin/audit', { params: { query: { ...query, before } }, ...op() }))
  const { data, error } = useQuery({ queryKey, queryFn: () => read(), placeholderData: (before) => before })
  const more = async () => {
    const next = await read(data!.next!)
    queries.setQueryData<typeof next>(queryKey, (page) => ({ ...next, entries: [...page!.entries, ...next.entries] }))
  }
  const keep = async () =>
    saveAs(
      await ask(client.GET('/api/v1/admin/audit/export', { params: { query }, parseAs: 'blob', ...op() }) as never),
      'audit.jsonl',
    )
  return (
    <section>
      <h2>{w('audit')}</h2>
      <div className="row wrap">
        <label className="inline">
          {w('actor')}
          <input value={actor} maxLength={300} dir="ltr" onChange={(e) => setActor(e.target.value)} />
        </label>
        <label className="inline">
          {w('action')}
          <input value={action} maxLength={300} dir="ltr" placeholder="PUT /api/v1/admin" onChange={(e) => setAction(e.target.value)} />
        </label>
        <button type="button" onClick={() => void keep()}>
          {w('exportAudit')}
        </button>
      </div>
      <Fault error={error} />
      <div className="table" role="region" aria-label={w('audit')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {(['when', 'actor', 'action', 'target', 'status', 'address'] as const).map((word) => (
                <th key={word}>{w(word)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data?.entries.map((one: AuditView) => (
              <tr key={one.id}>
                <td>{moment(one.at)}</td>
                <td dir="ltr">{one.actor}</td>
                <td dir="ltr">{one.action}</td>
                <td dir="auto">{one.target}</td>
                <td className={one.status >= 400 ? 'bad' : ''}>{one.status}</td>
                <td dir="ltr">{one.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data?.next && (
        <button type="button" className="quiet" onClick={() => void more()}>
          {w('more')}
        </button>
      )}
    </section>
  )
}
