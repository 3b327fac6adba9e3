import '../styles/console.css'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon, type IconName } from '../shell/Icon'
import { useIsLive, useLive } from './live'
import { asWho, isAdmin, isOperator, keepKey, useWho, type Who } from './operator'
import { spoken, useWords } from './texts'

await spoken

/** The console of those who look after the service: what a role may not do is not shown. */
export function ConsoleShell() {
  const w = useWords()
  const { data: who, isPending } = useWho()
  if (isPending) return <p className="faint page">{w('loading')}</p>
  return isOperator(who) ? <Desk who={who!} /> : <Door who={who} />
}

function Desk({ who }: { who: Who }) {
  const w = useWords()
  useLive()
  const isLive = useIsLive()
  const queries = useQueryClient()
  const leave = async () => {
    if (who.signed_in) await fetch('/signout', { method: 'POST' })
    keepKey(undefined)
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'who' })
    await queries.fetchQuery({ ...asWho, staleTime: 0 })
  }
  const place = useRouterState({ select: (s) => s.location.pathname.replace(/\/+$/, '') })
  const isAt = (to: string) => (to === '/console' ? place === to || place.startsWith('/console/inbox/') : place.startsWith(to))
  const places: ['/console' | '/console/work' | '/console/people' | '/console/numbers', IconName, string][] = [
    ['/console', 'chat', w('inbox')],
    ['/console/work', 'video', w('work')],
    ['/console/numbers', 'plot', w('numbers')],
  ]
  if (isAdmin(who)) places.push(['/console/people', 'settings', w('people')])
  return (
    <div className="console">
      <header className="console-top">
        <span className="brand">
          <img src="/icon.svg" alt="" width="24" height="24" />
          {w('console')}
        </span>
        <nav aria-label={w('console')}>
          <ul>
            {places.map(([to, icon, label]) => (
              <li key={to}>
                <Link to={to} className={isAt(to) ? 'place here' : 'place'} aria-label={label} aria-current={isAt(to) ? 'page' : undefined}>
                  <Icon name={icon} />
                  <span>{label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <span className={`live ${isLive ? 'good' : 'bad'}`} role="status">
          {isLive ? w('live') : w('lost')}
        </span>
        <span className="faint cut who">{w('as', { name: who.name })}</span>
        <button type="button" className="quiet small" onClick={() => void leave()}>
          {w('leave')}
        </button>
      </header>
      <main>
        <Outlet />
      </main>
    </div>
  )
}

/** Signing in: with an account where the service has an identity provider, or with a key. */
function Door({ who }: { who?: Who }) {
  const w = useWords()
  const queries = useQueryClient()
  const [isWrong, setWrong] = useState(false)
  return (
    <main className="page">
      <h1>{w('console')}</h1>
      <p className="faint">{w('signInMore')}</p>
      {who?.signed_in && <p className="notice">{w('noRole', { name: who.name })}</p>}
      {who?.may_sign_in && !who.signed_in && (
        <section>
          <a className="button main" href="/signin?return=/console">
            {w('signInWith')}
          </a>
        </section>
      )}
      <section>
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            keepKey(String(new FormData(e.currentTarget).get('key')).trim())
            void queries.fetchQuery({ ...asWho, staleTime: 0 }).then((found) => {
              if (isOperator(found)) return
              keepKey(undefined)
              setWrong(true)
            })
          }}
        >
          <label>
            {w('operatorKey')}
            <input name="key" type="password" autoComplete="off" required maxLength={500} dir="ltr" />
          </label>
          <p className="faint">{w('keyMore')}</p>
          {isWrong && (
            <p role="alert" className="fault">
              {w('wrongKey')}
            </p>
          )}
          <button type="submit" className="main">
            {w('enter')}
          </button>
        </form>
        <p>
          <Link to="/">{w('toPage')}</Link>
        </p>
      </section>
    </main>
  )
}
