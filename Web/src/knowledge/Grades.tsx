import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, client } from '../api/client'
import { count, moment, ratio, useTexts } from '../i18n'

/** How well the collection answers questions whose answers are known. */
export function Grades({ id, token, isOwner }: { id: string; token: string | undefined; isOwner: boolean }) {
  const t = useTexts()
  const [asked, setAsked] = useState<string | null>(null)
  const path = { path: { id } }
  const found = useQuery({
    queryKey: ['quality', id],
    queryFn: () => ask(client.GET('/api/v1/rag/collections/{id}/quality', { ...api(token), params: path })),
    refetchInterval: (query) => (asked !== null && (query.state.data?.graded_at ?? '') === asked ? 2000 : false),
  })
  const quality = found.data
  if (!quality) return null
  const isGrading = asked !== null && (quality.graded_at ?? '') === asked
  return (
    <section>
      <h2>{t('grades')}</h2>
      <p>{quality.graded_at ? quality.verdict : t('notGraded')}</p>
      {quality.grades.length > 0 && (
        <>
          <p className="faint">
            {t('gradedWith', { links: count(quality.link_questions), judged: count(quality.judged_questions) })}
            {quality.graded_at ? ` · ${moment(quality.graded_at)}` : ''}
          </p>
          <div className="table" role="region" aria-label={t('grades')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{t('wayOfRanking')}</th>
                  <th className="end">MRR</th>
                  <th className="end">{t('recall')}</th>
                </tr>
              </thead>
              <tbody>
                {quality.grades.map((grade) => (
                  <tr key={grade.name}>
                    <td>
                      {grade.name} {grade.wins && <span className="badge ready">{t('isUsed')}</span>}
                    </td>
                    <td className="end">{ratio(grade.mrr)}</td>
                    <td className="end">{ratio(grade.recall)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {isOwner && (
        <button
          type="button"
          className="quiet"
          disabled={isGrading}
          onClick={() => {
            setAsked(quality.graded_at ?? '')
            void ask(client.POST('/api/v1/rag/collections/{id}/quality', { ...api(token), params: path, body: {} }))
              .then(() => found.refetch())
              .catch(() => setAsked(null))
          }}
        >
          {isGrading ? t('thinking') : t('gradeNow')}
        </button>
      )}
    </section>
  )
}
