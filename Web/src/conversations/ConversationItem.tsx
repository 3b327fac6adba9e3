import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useId, useRef } from 'react'
import { moment, useTexts } from '../i18n'
import { RemoveDialog, RenameDialog } from '../shell/Dialogs'
import { Icon } from '../shell/Icon'
import { exportConversations } from './export'
import { amend, forget, type Conversation } from './store'

export function ConversationItem({ conversation }: { conversation: Conversation }) {
  const t = useTexts()
  const navigate = useNavigate()
  const open = useParams({ strict: false }).id === conversation.id
  const menu = useRef<HTMLDivElement>(null)
  const rename = useRef<HTMLDialogElement>(null)
  const remove = useRef<HTMLDialogElement>(null)
  const id = useId()
  const title = conversation.title || moment(conversation.createdAt)
  const act = (action: () => void) => () => {
    menu.current?.hidePopover()
    action()
  }
  return (
    <li className="chat-item">
      <Link to="/chat/$id" params={{ id: conversation.id }} className="place" title={title}>
        <Icon name={conversation.pinned ? 'pin' : 'chat'} />
        <span className="cut" dir="auto">
          {title}
        </span>
      </Link>
      <button type="button" className="quiet small" popoverTarget={id} aria-label={t('chatActions', { title })}>
        <Icon name="more" />
      </button>
      <div ref={menu} id={id} popover="auto" className="menu">
        <button type="button" onClick={act(() => rename.current?.showModal())}>
          {t('rename')}
        </button>
        <button type="button" onClick={act(() => amend(conversation.id, { pinned: !conversation.pinned }))}>
          {conversation.pinned ? t('unpin') : t('pin')}
        </button>
        <button type="button" onClick={act(() => void exportConversations([conversation]))}>
          {t('exportChat')}
        </button>
        <button type="button" className="bad" onClick={act(() => remove.current?.showModal())}>
          {t('remove')}
        </button>
      </div>
      <RenameDialog
        dialog={rename}
        label={t('renameTo')}
        name={title}
        onRename={(name) => amend(conversation.id, { title: name.slice(0, 100), renamed: true })}
      />
      <RemoveDialog
        dialog={remove}
        question={t('removeSure', { title })}
        onRemove={() => {
          forget(conversation.id)
          if (open) void navigate({ to: '/' })
        }}
      />
    </li>
  )
}
