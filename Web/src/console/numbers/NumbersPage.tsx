import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, client } from '../../api/client'
import { count, day, money } from '../../i18n'
import { op, reasonOf } from '../operator'
import { useWords, w, type Word } from '../texts'

interface Sum {
  day: string
  kind: string
  item: string
  channel: string
  amount: number
  quantity: number
  entries: number
}

const lengths = [7, 30, 90]
type Measure = 'money' | 'calls' | 'tokens' | 'renders' | 'seconds'
const measures: [Measure, Word][] = [
  ['money', 'money'],
  ['calls', 'calls'],
  ['tokens', 'tokens'],
  ['renders', 'renders'],
  ['seconds', 'renderSeconds'],
]

const isRender = (sum: Sum) => sum.kind === 'render-seconds'
const isAi = (sum: Sum) => !isRender(sum) && sum.kind !== 'storage'
const valueOf: Record<Measure, (sum: Sum) => number> = {
  money: (sum) => sum.amount,
  calls: (sum) => (isAi(sum) ? sum.entries : 0),
  tokens: (sum) => (isAi(sum) ? sum.quantity : 0),
  renders: (sum) => (isRender(sum) ? sum.entries : 0),
  seconds: (sum) => (isRender(sum) ? sum.quantity : 0),
}

/** What the service did and what it cost, by day, channel and model. */
export function NumbersPage() {
  useWords()
  const [days, setDays] = useState(30)
  const [measure, setMeasure] = useState<Measure>('money')
  const from = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
  const { data, error, isPending } = useQuery({
    queryKey: ['sums', from],
    queryFn: async () => (await ask(client.GET('/api/v1/operator/usage', { params: { query: { from } }, ...op() }))).sums as Sum[],
    refetchInterval: 60_000,
  })
  const show = measure === 'money' ? money : (value: number) => count(Math.round(value))
  const sums = data ?? []
  const total = (of: Measure) => sums.reduce((all, sum) => all + valueOf[of](sum), 0)
  return (
    <div className="page wide">
      <h1>{w('numbers')}</h1>
      <div className="row wrap">
        <label className="inline">
          {w('period')}
          <select value={days} onChange={(e) => setDays(Number(e.target.value))}>
            {lengths.map((n) => (
              <option key={n} value={n}>
                {w('lastDays', { n })}
              </option>
            ))}
          </select>
        </label>
        <label className="inline">
          {w('measure')}
          <select value={measure} onChange={(e) => setMeasure(e.target.value as Measure)}>
            {measures.map(([name, word]) => (
              <option key={name} value={name}>
                {w(word)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {error && (
        <p role="alert" className="fault">
          {w('failedWith', { reason: reasonOf(error) })}
        </p>
      )}
      {isPending && <p className="faint">{w('loading')}</p>}
      <dl className="figures">
        {measures.map(([name, word]) => (
          <div key={name}>
            <dt>{w(word)}</dt>
            <dd>{name === 'money' ? money(total(name)) : count(Math.round(total(name)))}</dd>
          </div>
        ))}
      </dl>
      {data && sums.length === 0 && <p className="faint">{w('nothingYet')}</p>}
      <Bars title={w('byDay')} sums={sums} keyOf={(sum) => sum.day} label={(key) => day(key)} value={valueOf[measure]} show={show} />
      <Bars title={w('byChannel')} sums={sums} keyOf={(sum) => sum.channel || '–'} value={valueOf[measure]} show={show} isRanked />
      <Bars title={w('byItem')} sums={sums} keyOf={(sum) => sum.item} value={valueOf[measure]} show={show} isRanked />
    </div>
  )
}

function Bars({
  title, sums, keyOf, label = (key) => key, value, show, isRanked = false,
}: {
  title: string
  sums: Sum[]
  keyOf: (sum: Sum) => string
  label?: (key: string) => string
  value: (sum: Sum) => number
  show: (value: number) => string
  isRanked?: boolean
}) {
  const rows = new Map<string, number>()
  for (const sum of sums) rows.set(keyOf(sum), (rows.get(keyOf(sum)) ?? 0) + value(sum))
  const shown = [...rows].filter(([, amount]) => amount > 0)
  shown.sort(([a, x], [b, y]) => (isRanked ? y - x : a.localeCompare(b)))
  if (shown.length === 0) return null
  const most = Math.max(...shown.map(([, amount]) => amount))
  return (
    <section>
      <h2>{title}</h2>
      <ul className="bars named">
        {shown.slice(isRanked ? 0 : -90, isRanked ? 20 : undefined).map(([key, amount]) => (
          <li key={key}>
            <bdi className="faint cut">{label(key)}</bdi>
            <meter min={0} max={most} value={amount} aria-label={label(key)} />
            <span>{show(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
