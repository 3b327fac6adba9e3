import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTexts } from '../i18n'
import { useAccount } from './signedIn'

/** Signing in and out, where the service has an identity provider. */
export function Account() {
  const t = useTexts()
  const queries = useQueryClient()
  const { data } = useAccount()
  if (!data?.may_sign_in) return null
  const signOut = async () => {
    await fetch('/signout', { method: 'POST' })
    await queries.invalidateQueries()
  }
  return (
    <section className="setting">
      <h2>{t('account')}</h2>
      {data.signed_in ? (
        <div className="row wrap">
          <span>{t('signedInAs', { name: data.name ?? t('account') })}</span>
          {data.roles.some((role) => role === 'operator' || role === 'admin') && <Link to="/console">{t('console')}</Link>}
          <button type="button" onClick={() => void signOut()}>
            {t('signOut')}
          </button>
        </div>
      ) : (
        <a href="/signin?return=/settings">{t('signIn')}</a>
      )}
    </section>
  )
}
