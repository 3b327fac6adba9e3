import { lazy, Suspense, useState } from 'react'
import { api, ask, client, newKey, type CodeReport, type Format, type Quality } from '../api/client'
import { useTexts } from '../i18n'
import { CopyButton } from '../shell/CopyButton'
import { Icon } from '../shell/Icon'

const Editor = lazy(() => import('./Editor'))

/** The code of a video: looked at, changed, checked as one types, and rendered again. */
export function CodePanel({ code: first, token, onRendered }: { code: string; token: string | undefined; onRendered?: (jobId: string) => void }) {
  const t = useTexts()
  const [code, setCode] = useState(first)
  const [report, setReport] = useState<CodeReport | null>(null)
  const [quality, setQuality] = useState<Quality>('medium')
  const [format, setFormat] = useState<Format>('mp4')
  const [fault, setFault] = useState('')
  const [isBusy, setBusy] = useState(false)

  const check = async (text: string) => {
    const found = await ask(client.POST('/api/v1/code/validate', { body: { code: text }, ...api(token) }))
    setReport(found)
    return found
  }
  const render = async () => {
    setBusy(true)
    setFault('')
    try {
      const job = await ask(
        client.POST('/api/v1/code', {
          params: { header: { 'Idempotency-Key': newKey() } },
          body: { code, quality, format },
          ...api(token),
        }),
      )
      onRendered?.(job.job_id)
    } catch (error) {
      setFault((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="code-panel">
      <Suspense
        fallback={
          <pre className="raw" dir="ltr">
            {code}
          </pre>
        }
      >
        <Editor code={first} label={t('editor')} onChange={setCode} check={check} />
      </Suspense>
      <p className="faint">{t('editorHelp')}</p>
      <div role="status" className="report">
        {report &&
          (report.valid ? (
            <p className="good">
              <Icon name="check" /> {t('codeGood')}
            </p>
          ) : (
            <>
              <p className="bad">{t('codeFaults', { count: report.errors.length })}</p>
              <ul>
                {report.errors.slice(0, 5).map((e, i) => (
                  <li key={i} dir="auto">
                    {e.line > 0 && <strong>{t('line', { line: e.line })}: </strong>}
                    {e.message} {e.suggestion}
                  </li>
                ))}
              </ul>
            </>
          ))}
      </div>
      <div className="row wrap">
        <label className="inline">
          {t('quality')}
          <select value={quality} onChange={(e) => setQuality(e.target.value as Quality)}>
            <option value="low">{t('qualityLow')}</option>
            <option value="medium">{t('qualityMedium')}</option>
            <option value="high">{t('qualityHigh')}</option>
          </select>
        </label>
        <label className="inline">
          {t('format')}
          <select value={format} onChange={(e) => setFormat(e.target.value as Format)}>
            <option value="mp4">MP4</option>
            <option value="webm">WebM</option>
            <option value="gif">GIF</option>
            <option value="png">{t('formatPng')}</option>
          </select>
        </label>
        <CopyButton text={() => code} />
        <button type="button" className="main" disabled={isBusy || (report !== null && !report.valid)} onClick={() => void render()}>
          {t('renderAgain')}
        </button>
      </div>
      {fault && (
        <p role="alert" className="fault">
          {t('failed', { reason: fault })}
        </p>
      )}
    </div>
  )
}
