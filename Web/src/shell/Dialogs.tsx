import type { RefObject } from 'react'
import { useTexts } from '../i18n'

export type DialogRef = RefObject<HTMLDialogElement | null>

/** Asks for another name. */
export function RenameDialog({
  dialog, label, name, onRename,
}: { dialog: DialogRef; label: string; name: string; onRename: (name: string) => void }) {
  const t = useTexts()
  return (
    <dialog ref={dialog} aria-label={t('rename')} className="ask">
      <form
        method="dialog"
        onSubmit={(e) => {
          const chosen = String(new FormData(e.currentTarget).get('name')).trim()
          if (chosen) onRename(chosen)
        }}
      >
        <label>
          {label}
          <input name="name" defaultValue={name} maxLength={100} required dir="auto" />
        </label>
        <div className="row end">
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            {t('cancel')}
          </button>
          <button type="submit" className="main">
            {t('save')}
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** Asks before something is deleted. */
export function RemoveDialog(
  { dialog, question, label, onRemove }: { dialog: DialogRef; question: string; label?: string; onRemove: () => void },
) {
  const t = useTexts()
  const action = label ?? t('remove')
  return (
    <dialog ref={dialog} aria-label={action} className="ask">
      <p>{question}</p>
      <div className="row end">
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </button>
        <button
          type="button"
          className="main danger"
          onClick={() => {
            dialog.current?.close()
            onRemove()
          }}
        >
          {action}
        </button>
      </div>
    </dialog>
  )
}
