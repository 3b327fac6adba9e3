import { useQuery } from '@tanstack/react-query'
import { useTexts } from '../i18n'

interface Account {
  name?: string
  signed_in: boolean
  may_sign_in: boolean
}

/** Signing in and out, where the service has an identity provider. */
export function Account() {
  const t = useTexts()
  const { data, refetch } = useQuery({
    queryKey: ['account'],
    queryFn: async () => (await (await fetch('/api/v1/account')).json()) as Account,
    retry: false,
  })
  if (!data?.may_sign_in) return null
  const signOut = async () => {
    await fetch('/signout', { method: 'POST' })
    await refetch()
  }
  return (
    <section className="setting">
      <h2>{t('account')}</h2>
      {data.signed_in ? (
        <div className="row wrap">
          <span>{t('signedInAs', { name: data.name ?? t('account') })}</span>
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
