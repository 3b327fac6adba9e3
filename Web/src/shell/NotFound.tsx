import { Link } from '@tanstack/react-router'
import { useTexts } from '../i18n'

export function NotFound() {
  const t = useTexts()
  return (
    <div className="page">
      <h1>{t('notFound')}</h1>
      <p>
        <Link to="/">{t('newChat')}</Link>
      </p>
    </div>
  )
}
