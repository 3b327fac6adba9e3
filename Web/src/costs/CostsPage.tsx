import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, ask, client, type Usage } from '../api/client'
import { conversations, type Conversation } from '../conversations/store'
import { day, moment, money, useTexts } from '../i18n'

const sum = (all: Usage[], of: (u: Usage) => number) => all.reduce((total, u) => total + of(u), 0)

/** What the chats of this browser have cost, to the cent and below. */
export function CostsPage() {
  const t = useTexts()
  const chats = conversations.use()
  // What an account spends is one sum, whatever the chat.
  const all = chats.filter((c, i) => c.token || chats.findIndex((other) => !other.token) === i)
  const queries = useQueries({
    queries: all.map((c) => ({
      queryKey: ['usage', c.id],
      queryFn: () => ask(client.GET('/api/v1/usage', api(c.token))) as unknown as Promise<Usage>,
    })),
  })
  const found: { usage: Usage; conversation: Conversation }[] = queries.flatMap((q, i) =>
    q.data ? [{ usage: q.data, conversation: all[i]! }] : [],
  )
  const usages = found.map((f) => f.usage)
  const days = new Map<string, number>()
  for (const u of usages) for (const row of u.by_day) days.set(row.key, (days.get(row.key) ?? 0) + row.amount)
  const entries = usages
    .flatMap((u) => u.entries)
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, 50)
  const isLoading = queries.some((q) => q.isLoading)
  const total = sum(usages, (u) => u.total)
  const cards: [string, number][] = [
    [t('today'), sum(usages, (u) => u.today)],
    [t('thisMonth'), sum(usages, (u) => u.this_month)],
    [t('forecast'), sum(usages, (u) => u.forecast)],
    [t('total'), total],
  ]
  const left = Math.min(...usages.map((u) => u.monthly_budget - u.this_month - u.reserved))
  if (Number.isFinite(left)) cards.splice(3, 0, [t('budgetLeft'), left])
  return (
    <div className="page wide">
      <h1>{t('costs')}</h1>
      {isLoading && <p className="faint">{t('thinking')}</p>}
      <dl className="figures">
        {cards.map(([label, amount]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
      </dl>
      {!isLoading && total === 0 && <p className="faint">{t('noCosts')}</p>}
      {days.size > 0 && <Days days={[...days].sort(([a], [b]) => a.localeCompare(b))} />}
      {found.some((f) => f.usage.total > 0) && (
        <section>
          <h2>{t('byChat')}</h2>
          <ul className="rows">
            {found
              .filter((f) => f.usage.total > 0)
              .sort((a, b) => b.usage.total - a.usage.total)
              .map(({ usage, conversation }) => (
                <li key={conversation.id}>
                  <Link to="/chat/$id" params={{ id: conversation.id }} className="cut" dir="auto">
                    {conversation.title}
                  </Link>
                  <span>{money(usage.total)}</span>
                </li>
              ))}
          </ul>
        </section>
      )}
      {entries.length > 0 && (
        <section>
          <h2>{t('latest')}</h2>
          <div className="table" role="region" aria-label={t('latest')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{t('when')}</th>
                  <th>{t('kind')}</th>
                  <th>{t('item')}</th>
                  <th className="end">{t('amount')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((e) => (
                  <tr key={e.request_id + e.kind}>
                    <td>{moment(e.at)}</td>
                    <td>{e.kind}</td>
                    <td>{e.item}</td>
                    <td className="end">{money(e.amount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  )
}

/** A bar for each day that cost something. */
function Days({ days }: { days: [string, number][] }) {
  const t = useTexts()
  const most = Math.max(...days.map(([, amount]) => amount), Number.EPSILON)
  return (
    <section>
      <h2>{t('byDay')}</h2>
      <ul className="bars">
        {days.map(([date, amount]) => (
          <li key={date}>
            <span className="faint">{day(date)}</span>
            <meter min={0} max={most} value={amount} aria-label={day(date)} />
            <span>{money(amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
