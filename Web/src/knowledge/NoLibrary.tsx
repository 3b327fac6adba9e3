import { Link } from '@tanstack/react-router'
import { useTexts } from '../i18n'

export function NoLibrary() {
  const t = useTexts()
  return (
    <div className="page">
      <h1>{t('noCollection')}</h1>
      <Link to="/knowledge">{t('knowledge')}</Link>
    </div>
  )
}
